import { readOrder } from './confirm-order';
import { createReceipts, type ReceiptResult, type ShowOptions } from './confirm-receipt';
import { createApi } from './create-api';
import { createPayer } from './create-payer';
import type { PayResult } from './judge-payment';
import type {
  List,
  ListQuery,
  Order,
  OrderRequestItem,
  PhoneNumber,
  Product,
  ShopName,
} from './payer-api';
import { createPlaceOrder } from './place-order';
import { createPreparedPayments } from './prepared-payments';
import { phoneSystem, type System } from './system';
import type { WxPort } from './wx-port';

/** How the library reaches WeChat and the payment server. */
export interface YifenOptions {
  /** The global `wx`, or a fake in a test. */
  readonly wx: WxPort;
  /** The payment server's origin, `https://…` without a slash at the end. */
  readonly baseUrl: string;
  /** How long to wait for an answer; default 15 000. */
  readonly timeoutMs?: number;
  /** Which shop it is, on a server that takes payments for several merchants; default: the server's own. */
  readonly shop?: ShopName;
  /** Timers and chance; the phone's own by default. */
  readonly system?: System;
}

/**
 * The payment server as the payer sees it. Every function logs in by itself when needed (once,
 * however many calls wait for it) and rejects with `YifenError`, whose message can be shown.
 */
export interface Yifen {
  products(query?: ListQuery): Promise<List<Product>>;
  /**
   * Makes one order per tap: a second tap and a lost answer do not make another one. The server prepays it by the same
   * request, so that `pay` opens the cashier at once.
   */
  createOrder(items: readonly OrderRequestItem[]): Promise<Order>;
  /**
   * Opens the cashier and afterwards, whatever the cashier said, asks the server what happened.
   * It rejects only when no cashier could be opened; a second call for the order joins the first.
   */
  pay(orderId: string): Promise<PayResult>;
  /**
   * Asks what became of an order until it is settled, for about twelve seconds; it rejects when
   * no question is answered.
   */
  confirm(orderId: string): Promise<PayResult>;
  /**
   * Tells that the mini-program is in front of the payer: call it in `onShow` of the app and of
   * the pages. A cashier that never calls back is then given up and the server asked.
   *
   * @param options what `App.onShow` was given: a receipt's result may come by it.
   */
  shown(options?: ShowOptions): void;
  /**
   * Asks for the order that was being paid when WeChat was closed: its result once it is settled,
   * otherwise null. It never rejects.
   */
  resume(): Promise<PayResult | null>;
  /** Reads one order; with `confirm` the server asks WeChat first while it can still be paid. */
  order(orderId: string, options?: { confirm?: boolean }): Promise<Order>;
  orders(query?: ListQuery): Promise<List<Order>>;
  /** Closes an order that is not paid; the answer's state says whether it is closed already. */
  cancelOrder(orderId: string): Promise<Order>;
  /**
   * Opens WeChat's confirm-receipt component for a shipped order and afterwards, whatever it said,
   * asks the server, which asks WeChat. It never rejects.
   */
  confirmReceipt(order: Order): Promise<ReceiptResult>;
  /** Sends the code of a `getPhoneNumber` button; `keep` has the server keep the number, sealed. */
  phoneNumber(phoneCode: string, options?: { keep?: boolean }): Promise<PhoneNumber>;
}

/**
 * Creates the library; one per mini-program is enough.
 *
 * @example
 * const yifen = createYifen({ wx, baseUrl: 'https://pay.example.com' });
 * const order = await yifen.createOrder([{ productId: 'longjing-250g', quantity: 1 }]);
 * const { kind, message } = await yifen.pay(order.id);
 */
export function createYifen(options: YifenOptions): Yifen {
  const { wx, baseUrl, timeoutMs = 15_000, system = phoneSystem, shop = {} } = options;
  const api = createApi({ wx, baseUrl, timeoutMs, shop });
  const placeOrder = createPlaceOrder(api, system);
  const prepared = createPreparedPayments(system);
  const payer = createPayer(wx, api, system, prepared);
  const receipts = createReceipts(wx, api, system);
  return Object.freeze<Yifen>({
    products: (query) => api('GET', '/v1/products', { query: { ...query } }),
    createOrder: async (items) => prepared.keep(await placeOrder(items)),
    pay: payer.pay,
    confirm: payer.confirm,
    shown(options = {}) {
      payer.shown();
      receipts.shown(options);
    },
    resume: payer.resume,
    order: (orderId, { confirm = false } = {}) => readOrder(api, orderId, confirm),
    orders: (query) => api('GET', '/v1/orders', { query: { ...query } }),
    cancelOrder(orderId) {
      prepared.forget(orderId);
      return api('POST', `/v1/orders/${encodeURIComponent(orderId)}/cancel`);
    },
    confirmReceipt: receipts.confirm,
    phoneNumber: (phoneCode, { keep = false } = {}) =>
      api('POST', '/v1/phone-number', { body: keep ? { phoneCode, keep } : { phoneCode } }),
  });
}
