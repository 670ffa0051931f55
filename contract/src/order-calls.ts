import type { Call, CallParts, Method } from './create-call.ts';
import type {
  MerchantOrder,
  MerchantOrderDetail,
  MerchantOrderQuery,
  MerchantOrderRequest,
  MerchantProduct,
  MerchantSelf,
  NewProduct,
  ProductChange,
  Refund,
  RefundDetail,
  RefundRequest,
  RefundState,
  ResolveRequest,
} from './merchant-api.ts';
import type { List, ListQuery, Prepaid } from './payer-api.ts';
import type {
  MerchantShipment,
  OrderMessage,
  SharedParcelRequest,
  ShipmentRequest,
} from './shipping-api.ts';

/** What can be done with orders, refunds, shipments and products. */
export interface OrderCalls {
  self(): Promise<MerchantSelf>;
  /** `idempotencyKey`: the same key and the same input give the same order, however often sent. */
  createOrder(order: MerchantOrderRequest, idempotencyKey: string): Promise<MerchantOrder>;
  orders(query?: MerchantOrderQuery): Promise<List<MerchantOrder>>;
  order(orderId: string): Promise<MerchantOrderDetail>;
  /** Answers what `wx.requestPayment` takes, for a mini-program whose payers log in elsewhere. */
  prepay(orderId: string): Promise<Prepaid>;
  /** Asks WeChat now. */
  queryOrder(orderId: string): Promise<MerchantOrderDetail>;
  closeOrder(orderId: string): Promise<MerchantOrder>;
  changeAmount(orderId: string, amountFen: number): Promise<MerchantOrder>;
  resolveDispute(orderId: string, resolution: ResolveRequest): Promise<MerchantOrder>;
  /** The same request twice is one shipment; WeChat is told within seconds. */
  ship(orderId: string, shipment: ShipmentRequest): Promise<MerchantShipment>;
  /** All of the orders or none; in their order. */
  shipTogether(
    parcel: SharedParcelRequest,
  ): Promise<{ readonly items: readonly MerchantShipment[] }>;
  /** `confirm` asks WeChat first. */
  shipment(orderId: string, options?: { confirm?: boolean }): Promise<MerchantShipment>;
  /** What the payer was told about an order. */
  messages(orderId: string): Promise<{ readonly items: readonly OrderMessage[] }>;
  /** `idempotencyKey`: the same key and the same input give the same refund of this order. */
  refund(orderId: string, refund: RefundRequest, idempotencyKey: string): Promise<Refund>;
  refunds(query?: ListQuery & { readonly state?: RefundState }): Promise<List<Refund>>;
  refundDetail(refundId: string): Promise<RefundDetail>;
  approveRefund(refundId: string): Promise<Refund>;
  rejectRefund(refundId: string, reason: string): Promise<Refund>;
  products(query?: ListQuery): Promise<List<MerchantProduct>>;
  addProduct(product: NewProduct): Promise<MerchantProduct>;
  changeProduct(productId: string, change: ProductChange): Promise<MerchantProduct>;
}

/** Where the merchant API is. */
export const ROOT = '/v1/merchant';

/** Makes the calls about orders, refunds, shipments and products. */
export function orderCalls(call: Call<Method>): OrderCalls {
  const order = (id: string): string => `${ROOT}/orders/${encodeURIComponent(id)}`;
  const refund = (id: string): string => `${ROOT}/refunds/${encodeURIComponent(id)}`;
  const once = (idempotencyKey: string) => ({ 'idempotency-key': idempotencyKey });
  return {
    self: () => call('GET', ROOT),
    createOrder: (body, idempotencyKey) =>
      call('POST', `${ROOT}/orders`, { body, headers: once(idempotencyKey) }),
    orders: (query) => call('GET', `${ROOT}/orders`, { query: orderQuery(query) }),
    order: (id) => call('GET', order(id)),
    prepay: (id) => call('POST', `${order(id)}/prepay`),
    queryOrder: (id) => call('POST', `${order(id)}/query`),
    closeOrder: (id) => call('POST', `${order(id)}/close`),
    changeAmount: (id, amountFen) => call('POST', `${order(id)}/amount`, { body: { amountFen } }),
    resolveDispute: (id, body) => call('POST', `${order(id)}/resolve`, { body }),
    ship: (id, body) => call('POST', `${order(id)}/shipment`, { body }),
    shipTogether: (body) => call('POST', `${ROOT}/shipments`, { body }),
    shipment: (id, options) =>
      call('GET', `${order(id)}/shipment`, { query: { confirm: options?.confirm || undefined } }),
    messages: (id) => call('GET', `${order(id)}/messages`),
    refund: (id, body, idempotencyKey) =>
      call('POST', `${order(id)}/refunds`, { body, headers: once(idempotencyKey) }),
    refunds: (query) => call('GET', `${ROOT}/refunds`, { query: { ...query } }),
    refundDetail: (id) => call('GET', refund(id)),
    approveRefund: (id) => call('POST', `${refund(id)}/approve`),
    rejectRefund: (id, reason) => call('POST', `${refund(id)}/reject`, { body: { reason } }),
    products: (query) => call('GET', `${ROOT}/products`, { query: { ...query } }),
    addProduct: (body) => call('POST', `${ROOT}/products`, { body }),
    changeProduct: (id, body) =>
      call('PATCH', `${ROOT}/products/${encodeURIComponent(id)}`, { body }),
  };
}

/** Several states are one value, parted by commas. */
export function orderQuery(query: MerchantOrderQuery = {}): NonNullable<CallParts['query']> {
  const { state } = query;
  const states = state === undefined || typeof state === 'string' ? state : state.join(',');
  return { ...query, state: states || undefined };
}
