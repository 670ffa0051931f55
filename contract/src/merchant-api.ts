/** The API for a merchant's own systems, as types; `createMerchantClient` calls it. */
import type { List, ListQuery, Order, OrderState, Prepaid } from './payer-api.ts';

/** What a merchant's system asks a payer to pay. */
export interface MerchantOrderRequest {
  /** The payer, as the mini-program knows him. */
  readonly openid: string;
  readonly amountFen: number;
  /** What it is for: at most 127 bytes of UTF-8, no emoji. */
  readonly description: string;
  /** Default: the merchant's first mini-program. */
  readonly appid?: string;
  /** How long it may be paid, 60 to 604,800. Default: as the merchant's orders. */
  readonly lifeSeconds?: number;
}

/** An order as its merchant sees it. */
export interface MerchantOrder extends Order {
  readonly appid: string;
  /** Who receives the money. */
  readonly mchid: string;
  readonly openid: string;
}

/** One line of an order's history; append-only. */
export interface HistoryLine {
  /** The arrow that was taken, e.g. `pay`. */
  readonly name: string;
  readonly from: string | null;
  readonly to: string;
  /** RFC 3339. */
  readonly at: string;
  readonly note: string | null;
}

/** An order with all that happened to it. */
export interface MerchantOrderDetail extends MerchantOrder {
  readonly history: readonly HistoryLine[];
  /** Numbers at WeChat that it has given up; money under one of them goes back. */
  readonly formerNumbers: readonly {
    readonly outTradeNo: string;
    readonly amountFen: number;
    readonly supersededAt: string;
  }[];
  readonly refunds: readonly Refund[];
}

/** The states of a refund. */
export type RefundState =
  | 'awaiting-approval'
  | 'requested'
  | 'processing'
  | 'succeeded'
  | 'closed'
  | 'abnormal'
  | 'disputed';

/** Money that goes back. */
export interface Refund {
  readonly id: string;
  readonly orderId: string;
  readonly outTradeNo: string;
  readonly outRefundNo: string;
  readonly transactionId: string;
  readonly refundId: string | null;
  /** Who wanted it: `asked`, `late`, `surplus`, … */
  readonly kind: string;
  readonly state: RefundState;
  readonly amountFen: number;
  /** What was paid in all. */
  readonly totalFen: number;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  readonly requestedAt: string;
  readonly acceptedAt: string | null;
  readonly succeededAt: string | null;
  readonly receivedBy: string | null;
  /** WeChat's code that keeps it from moving. */
  readonly problem: string | null;
  /** What a person should do about it. */
  readonly advice: { readonly zh: string; readonly en: string } | null;
}

/** A refund with all that happened to it. */
export interface RefundDetail extends Refund {
  readonly history: readonly (HistoryLine & { readonly by: string })[];
}

/** Which orders to list, newest first; `number` stands alone. */
export interface MerchantOrderQuery extends ListQuery {
  /** One, or several. */
  readonly state?: OrderState | readonly OrderState[];
  readonly openid?: string;
  /** RFC 3339: created at or after. */
  readonly from?: string;
  /** RFC 3339: created before. */
  readonly to?: string;
  /** At least so many fen. */
  readonly minAmountFen?: number;
  /** At most so many fen; the same as `minAmountFen`: exactly. */
  readonly maxAmountFen?: number;
  /** Our id, a number at WeChat, a transaction, or any number of a refund. */
  readonly number?: string;
}

/** A part of a payment, or all of it, to give back. */
export interface RefundRequest {
  readonly amountFen: number;
  /** The payer reads it: at most 80 bytes of UTF-8. */
  readonly reason: string;
}

/** How a dispute ends: `paid` only when WeChat says so now; `closed` returns what came. */
export interface ResolveRequest {
  readonly as: 'paid' | 'closed';
  readonly reason: string;
}

/** Something on the shelf, as its merchant sees it. */
export interface MerchantProduct {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly priceFen: number;
  /** Null: not counted. */
  readonly stock: number | null;
  readonly imageUrl: string | null;
  /** On sale. */
  readonly active: boolean;
}

/** A product to add; what is left out is empty, not counted, on sale. */
export type NewProduct = Pick<MerchantProduct, 'id' | 'name' | 'priceFen'> &
  Partial<MerchantProduct>;

/** What to change of a product; `stockChange` counts from the stock of the moment, and stands not beside `stock`. */
export type ProductChange = Partial<Omit<MerchantProduct, 'id'>> & {
  readonly stockChange?: number;
};

/** The merchant of the key that asks, and what the key may do. */
export interface MerchantSelf {
  readonly id: string;
  readonly mchid: string;
  readonly appid: string;
  readonly notifyUrl: string;
  readonly key: {
    readonly id: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly expiresAt: string | null;
  };
}

/** Every route of orders, refunds and products, with what it takes and what it answers. */
export interface MerchantRoutes {
  'GET /v1/merchant': { answer: MerchantSelf };
  'POST /v1/merchant/orders': { body: MerchantOrderRequest; answer: MerchantOrder };
  'GET /v1/merchant/orders': { query: MerchantOrderQuery; answer: List<MerchantOrder> };
  'GET /v1/merchant/orders/{id}': { answer: MerchantOrderDetail };
  'POST /v1/merchant/orders/{id}/prepay': { answer: Prepaid };
  'POST /v1/merchant/orders/{id}/query': { answer: MerchantOrderDetail };
  'POST /v1/merchant/orders/{id}/close': { answer: MerchantOrder };
  'POST /v1/merchant/orders/{id}/amount': { body: { amountFen: number }; answer: MerchantOrder };
  'POST /v1/merchant/orders/{id}/resolve': { body: ResolveRequest; answer: MerchantOrder };
  'POST /v1/merchant/orders/{id}/refunds': { body: RefundRequest; answer: Refund };
  'GET /v1/merchant/refunds': {
    query: ListQuery & { state?: RefundState };
    answer: List<Refund>;
  };
  'GET /v1/merchant/refunds/{id}': { answer: RefundDetail };
  'POST /v1/merchant/refunds/{id}/approve': { answer: Refund };
  'POST /v1/merchant/refunds/{id}/reject': { body: { reason: string }; answer: Refund };
  'GET /v1/merchant/products': { query: ListQuery; answer: List<MerchantProduct> };
  'POST /v1/merchant/products': { body: NewProduct; answer: MerchantProduct };
  'PATCH /v1/merchant/products/{id}': { body: ProductChange; answer: MerchantProduct };
}
