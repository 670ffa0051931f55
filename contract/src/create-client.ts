import { createCall } from './create-call.ts';
import type {
  List,
  ListQuery,
  Order,
  OrderRequest,
  PhoneNumber,
  PlacedOrder,
  Prepaid,
  Product,
  Session,
  ShopName,
} from './payer-api.ts';

/** One HTTP round trip; `wx.request` and `fetch` both fit. It rejects only when no answer came. */
export type ContractRequest = (request: {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
}) => Promise<{ status: number; text: string }>;

/** How to reach the server, and as whom. */
export interface ClientOptions {
  /** The server's origin, without a slash at the end. */
  readonly baseUrl: string;
  readonly request: ContractRequest;
  /** The payer's session token, or how to get it; not needed for {@link Client.createSession}. */
  readonly token?: string | (() => string | Promise<string>);
}

/** The payer API as functions; each rejects with {@link ProblemError} on an error answer. */
export interface Client {
  /** `shop` says which merchant's, on a server that has several. */
  createSession(loginCode: string, shop?: ShopName): Promise<Session>;
  /** `keep` has the server keep the number, sealed, for shipping. */
  phoneNumber(phoneCode: string, options?: { keep?: boolean }): Promise<PhoneNumber>;
  products(query?: ListQuery): Promise<List<Product>>;
  /**
   * `idempotencyKey`: the same key and the same items give the same order, however often sent. With `prepay` one request
   * does what this and {@link Client.prepay} do.
   */
  createOrder(order: OrderRequest, idempotencyKey: string): Promise<PlacedOrder>;
  prepay(orderId: string): Promise<Prepaid>;
  /** `confirm` makes the server ask WeChat first while the order is still payable. */
  order(orderId: string, options?: { confirm?: boolean }): Promise<Order>;
  orders(query?: ListQuery): Promise<List<Order>>;
  cancelOrder(orderId: string): Promise<Order>;
  /** After WeChat's confirm-receipt component: the server asks WeChat whether it counts. */
  confirmReceipt(orderId: string): Promise<Order>;
}

/** Creates a client of the payer API; it keeps no state but what it was given. */
export function createClient({ baseUrl, request, token }: ClientOptions): Client {
  const call = createCall({ baseUrl, request, token });
  const orderPath = (orderId: string): string => `/v1/orders/${encodeURIComponent(orderId)}`;

  return Object.freeze<Client>({
    createSession: (loginCode, shop) =>
      call('POST', '/v1/sessions', { body: { loginCode, ...shop }, anonymous: true }),
    phoneNumber: (phoneCode, { keep } = {}) =>
      call('POST', '/v1/phone-number', { body: { phoneCode, ...(keep ? { keep } : {}) } }),
    products: (query) => call('GET', '/v1/products', { query: { ...query } }),
    createOrder: (order, idempotencyKey) =>
      call('POST', '/v1/orders', { body: order, headers: { 'idempotency-key': idempotencyKey } }),
    prepay: (orderId) => call('POST', `${orderPath(orderId)}/prepay`),
    order: (orderId, options) =>
      call('GET', orderPath(orderId), { query: { confirm: options?.confirm || undefined } }),
    orders: (query) => call('GET', '/v1/orders', { query: { ...query } }),
    cancelOrder: (orderId) => call('POST', `${orderPath(orderId)}/cancel`),
    confirmReceipt: (orderId) => call('POST', `${orderPath(orderId)}/receipt`),
  });
}
