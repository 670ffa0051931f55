import type {
  List,
  ListQuery,
  Order,
  OrderRequest,
  PhoneNumber,
  Prepaid,
  Product,
  Session,
} from './payer-api.ts';
import { ProblemError, readProblem } from './problem-error.ts';

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
  createSession(loginCode: string): Promise<Session>;
  /** `keep` has the server keep the number, sealed, for shipping. */
  phoneNumber(phoneCode: string, options?: { keep?: boolean }): Promise<PhoneNumber>;
  products(query?: ListQuery): Promise<List<Product>>;
  /** `idempotencyKey`: the same key and the same input give the same order, however often sent. */
  createOrder(order: OrderRequest, idempotencyKey: string): Promise<Order>;
  prepay(orderId: string): Promise<Prepaid>;
  /** `confirm` makes the server ask WeChat first while the order is still payable. */
  order(orderId: string, options?: { confirm?: boolean }): Promise<Order>;
  orders(query?: ListQuery): Promise<List<Order>>;
  cancelOrder(orderId: string): Promise<Order>;
  /** After WeChat's confirm-receipt component: the server asks WeChat whether it counts. */
  confirmReceipt(orderId: string): Promise<Order>;
}

interface Call {
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  body?: unknown;
  headers?: Record<string, string>;
  anonymous?: boolean;
}

/** Creates a client of the payer API; it keeps no state but what it was given. */
export function createClient({ baseUrl, request, token }: ClientOptions): Client {
  async function call<T>(method: 'GET' | 'POST', path: string, call: Call = {}): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json', ...call.headers };
    const bearer = call.anonymous ? undefined : typeof token === 'function' ? await token() : token;
    if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`;
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    if (body !== undefined) headers['content-type'] = 'application/json';
    const url = baseUrl + path + queryText(call.query ?? {});
    const answer = await request({ method, url, headers, ...(body === undefined ? {} : { body }) });
    if (answer.status < 200 || answer.status > 299) {
      throw new ProblemError(readProblem(answer.status, answer.text));
    }
    return readAnswer<T>(answer);
  }
  const orderPath = (orderId: string): string => `/v1/orders/${encodeURIComponent(orderId)}`;

  return Object.freeze<Client>({
    createSession: (loginCode) =>
      call('POST', '/v1/sessions', { body: { loginCode }, anonymous: true }),
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

function queryText(query: NonNullable<Call['query']>): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function readAnswer<T>({ status, text }: { status: number; text: string }): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ProblemError(readProblem(status, text));
  }
}
