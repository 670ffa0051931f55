/**
 * The payer API of the payment server, as types.
 *
 * The file imports nothing and has no run-time code: the mini-program client library carries a
 * byte-identical copy of it, so that its folder can be dropped into any mini-program.
 */

/** Every route, with what it takes and what it answers. */
export interface PayerRoutes {
  'POST /v1/sessions': { body: SessionRequest; answer: Session };
  'POST /v1/phone-number': { body: PhoneNumberRequest; answer: PhoneNumber };
  'GET /v1/products': { query: ListQuery; answer: List<Product> };
  'POST /v1/orders': { body: OrderRequest; answer: PlacedOrder };
  'GET /v1/orders': { query: ListQuery; answer: List<Order> };
  'GET /v1/orders/{id}': { query: { confirm?: boolean }; answer: Order };
  'POST /v1/orders/{id}/prepay': { answer: Prepaid };
  'POST /v1/orders/{id}/cancel': { answer: Order };
  'POST /v1/orders/{id}/receipt': { answer: Order };
}

/** One page of a list; `nextCursor` is null on the last page. */
export interface List<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Which page of a list to read: `limit` is 1–100, 20 when absent. */
export interface ListQuery {
  readonly cursor?: string;
  readonly limit?: number;
}

/** The login code of `wx.login`, valid for five minutes and once, and where it is of. */
export interface SessionRequest extends ShopName {
  readonly loginCode: string;
}

/** Which shop it is, on a server that takes payments for several; default: the server's own. */
export interface ShopName {
  /** The mini-program that the login code is of. */
  readonly appid?: string;
  /** The merchant, when several share the mini-program. */
  readonly merchant?: string;
}

/** A payer's session: `token` goes into `Authorization: Bearer`, until `expiresAt` (RFC 3339). */
export interface Session {
  readonly token: string;
  readonly expiresAt: string;
}

/** The code of a `getPhoneNumber` button: not a login code. */
export interface PhoneNumberRequest {
  readonly phoneCode: string;
  /** Keeps the number, sealed, for shipping; default false. */
  readonly keep?: boolean;
}

/** A payer's telephone number: `phoneNumber` with the country code when it is foreign. */
export interface PhoneNumber {
  readonly phoneNumber: string;
  readonly purePhoneNumber: string;
  readonly countryCode: string;
}

/** One catalogue item; `stock` is 0 when it is sold out and null when it is not counted, `imageUrl` empty when it has no picture. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly priceFen: number;
  readonly stock: number | null;
  readonly imageUrl: string;
}

/** What the payer wants; the prices are the catalogue's, never the client's. */
export interface OrderRequest {
  readonly items: readonly OrderRequestItem[];
  /** Also places the order at WeChat and signs what `wx.requestPayment` takes; default false. */
  readonly prepay?: boolean;
}

/** One line of an {@link OrderRequest}; `quantity` is 1–99. */
export interface OrderRequestItem {
  readonly productId: string;
  readonly quantity: number;
}

/**
 * The states of an order: `paid` only on WeChat's verified word; `disputed` when that word
 * disagrees with the order (a person decides); `refunding` when money came too late.
 */
export type OrderState =
  | 'created'
  | 'payable'
  | 'paid'
  | 'closing'
  | 'closed'
  | 'disputed'
  | 'refunding';

/** The server's own record of an intent to be paid; times are RFC 3339, money is in fen. */
export interface Order {
  readonly id: string;
  readonly outTradeNo: string;
  readonly state: OrderState;
  readonly amountFen: number;
  readonly description: string;
  readonly items: readonly OrderItem[];
  readonly createdAt: string;
  /** After this time WeChat takes no money for the order any more. */
  readonly expiresAt: string;
  readonly paidAt?: string;
  readonly transactionId?: string;
  /** How it is shipped; only when one order is read, and absent while nobody said how. */
  readonly shipment?: OrderShipment;
}

/** How an order is shipped: `shipped` when WeChat knows of it, `received` on WeChat's word. */
export interface OrderShipment {
  readonly method: 'express' | 'same-city' | 'virtual' | 'self-pickup';
  readonly state: 'preparing' | 'shipped' | 'received';
  readonly parcels: readonly OrderParcel[];
  readonly shippedAt?: string;
  readonly receivedAt?: string;
}

/** One parcel of an {@link OrderShipment}; `carrier` is WeChat's code of the courier. */
export interface OrderParcel {
  readonly itemDesc: string;
  readonly carrier?: string;
  readonly trackingNo?: string;
}

/** One line of an {@link Order}, with the name and price at the time of the order. */
export interface OrderItem {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceFen: number;
}

/**
 * The answer to an {@link OrderRequest}. Asked to `prepay`, it also holds what `wx.requestPayment` takes, or else
 * `problem`: the order stands all the same, and can be prepaid later.
 */
export interface PlacedOrder extends Order {
  readonly requestPayment?: RequestPaymentParams;
  /** As in {@link Prepaid}. */
  readonly templateIds?: readonly string[];
  readonly problem?: Problem;
}

/** An order and what `wx.requestPayment` takes for it. */
export interface Prepaid {
  readonly order: Order;
  readonly requestPayment: RequestPaymentParams;
  /** Templates of the messages the server would send about it, for `wx.requestSubscribeMessage`. */
  readonly templateIds?: readonly string[];
}

/** The five signed values, in WeChat's spelling: spread them unchanged into `wx.requestPayment`. */
export interface RequestPaymentParams {
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly signType: 'RSA';
  readonly paySign: string;
}

/** An error answer (`application/problem+json`): `code` is stable, `title` is Chinese. */
export interface Problem {
  readonly type: string;
  readonly code: string;
  readonly title: string;
  readonly titleEn: string;
  readonly status: number;
  readonly requestId: string;
  readonly detail?: string;
}
