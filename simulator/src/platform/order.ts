import { formatBeijingTime, parseRfc3339 } from './beijing-time.ts';

/** The ways to call up the cashier: mini-program and official account, QR code, mobile browser, app. */
export type Product = (typeof products)[number];

/** Every product whose orders this simulator takes. */
export const products = ['jsapi', 'native', 'h5', 'app'] as const;

/** The parties of an order as WeChat names them: a direct merchant, or a partner with a sub-merchant. */
export type OrderNames =
  | { readonly mchid: string; readonly appid: string }
  | {
      readonly sp_mchid: string;
      readonly sp_appid: string;
      readonly sub_mchid: string;
      readonly sub_appid?: string;
    };

/** The openid of an order: one name in direct mode, one or two in partner mode. */
export interface Payer {
  readonly openid?: string;
  readonly sp_openid?: string;
  readonly sub_openid?: string;
}

/** What every prepay request says, in WeChat's spelling; amounts in fen. */
interface PrepayTerms {
  readonly description: string;
  readonly out_trade_no: string;
  readonly time_expire?: string;
  readonly attach?: string;
  readonly notify_url: string;
  readonly amount: { readonly total: number; readonly currency?: string };
  readonly payer?: Payer;
  readonly scene_info?: { readonly device_id?: string };
  readonly settle_info?: { readonly profit_sharing?: boolean };
}

/** The checked body of a prepay request. */
export type PrepayRequest = PrepayTerms & OrderNames;

/** The states of an order that this simulator reaches. */
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND';

/** One order as the platform holds it; moments in milliseconds since the epoch. */
export interface Order {
  readonly product: Product;
  readonly request: PrepayRequest;
  readonly createdAtMs: number;
  /** The moment after which it cannot be paid. */
  readonly expiresAtMs: number;
  readonly prepayIds: readonly PrepayId[];
  readonly payment?: Payment;
  readonly closedAtMs?: number;
}

/** A `prepay_id` opens the cashier for two hours; the link of an H5 order for five minutes. */
export interface PrepayId {
  readonly id: string;
  readonly issuedAtMs: number;
  /** The `code_url` or `h5_url` that stands for it. */
  readonly link?: string;
}

/** The payment of an order. */
export interface Payment {
  readonly transaction_id: string;
  readonly paidAtMs: number;
  readonly payer: Payer;
}

const MINUTE_MS = 60_000;

/** How long a `prepay_id` or its link is good, whatever the order's `time_expire` says, in milliseconds. */
export const PREPAY_LIFE_MS: Readonly<Record<Product, number>> = Object.freeze({
  jsapi: 120 * MINUTE_MS,
  native: 120 * MINUTE_MS,
  h5: 5 * MINUTE_MS,
  app: 120 * MINUTE_MS,
});

/** When an unpaid order closes by itself, counted from its first prepay. */
const AUTO_CLOSE_MS = 7 * 86_400_000;

/**
 * Sets the payment deadline: seven days by default and at most, one minute at least.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791897
 */
export function paymentDeadline(timeExpire: string | undefined, nowMs: number): number {
  const wishedMs = timeExpire === undefined ? undefined : parseRfc3339(timeExpire);
  if (wishedMs === undefined) return nowMs + AUTO_CLOSE_MS;
  return Math.min(Math.max(wishedMs, nowMs + MINUTE_MS), nowMs + AUTO_CLOSE_MS);
}

/** What the state of an order, plain or combined, depends on. */
type Standing = Pick<Order, 'createdAtMs' | 'expiresAtMs' | 'closedAtMs'> & {
  readonly payment?: unknown;
};

/** Reads the state of an order at a moment; an unpaid one closes by itself after seven days. */
export function tradeState(
  order: Standing,
  nowMs: number,
  expired: 'NOTPAY' | 'CLOSED',
): 'NOTPAY' | 'SUCCESS' | 'CLOSED' {
  if (order.payment !== undefined) return 'SUCCESS';
  if (order.closedAtMs !== undefined || nowMs >= order.createdAtMs + AUTO_CLOSE_MS) return 'CLOSED';
  return nowMs >= order.expiresAtMs ? expired : 'NOTPAY';
}

/** The Chinese text beside a state. */
export const STATE_TEXT: Readonly<Record<TradeState, string>> = Object.freeze({
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  CLOSED: '订单已关闭',
  REFUND: '订单发生过退款，退款详情请查询退款单',
});

/** The `trade_type` of each product. */
export const TRADE_TYPE: Readonly<Record<Product, string>> = Object.freeze({
  jsapi: 'JSAPI',
  native: 'NATIVE',
  h5: 'MWEB',
  app: 'APP',
});

/** Takes the parties out of a request. */
function orderNames(request: OrderNames): OrderNames {
  if ('mchid' in request) return { mchid: request.mchid, appid: request.appid };
  const { sp_mchid, sp_appid, sub_mchid, sub_appid } = request;
  return { sp_mchid, sp_appid, sub_mchid, ...(sub_appid === undefined ? {} : { sub_appid }) };
}

/**
 * Writes an order as the query answers it; an unpaid one has only its names and its state. The paid form is also the
 * content of TRANSACTION.SUCCESS.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791900
 */
export function describeTransaction(order: Order, state: TradeState): Record<string, unknown> {
  const { product, request, payment } = order;
  const names = { ...orderNames(request), out_trade_no: request.out_trade_no };
  const standing = { trade_state: state, trade_state_desc: STATE_TEXT[state] };
  if (payment === undefined) return { ...names, ...standing };
  return {
    ...names,
    transaction_id: payment.transaction_id,
    trade_type: TRADE_TYPE[product],
    ...standing,
    bank_type: 'OTHERS',
    attach: request.attach ?? '',
    success_time: formatBeijingTime(payment.paidAtMs),
    payer: payment.payer,
    amount: {
      total: request.amount.total,
      payer_total: request.amount.total,
      currency: 'CNY',
      payer_currency: 'CNY',
    },
    ...(request.scene_info?.device_id === undefined
      ? {}
      : { scene_info: { device_id: request.scene_info.device_id } }),
  };
}
