import { formatBeijingTime, parseRfc3339 } from './beijing-time.ts';

/** The checked body of a prepay request, in WeChat's spelling; amounts in fen. */
export interface PrepayRequest {
  readonly appid: string;
  readonly mchid: string;
  readonly description: string;
  readonly out_trade_no: string;
  readonly time_expire?: string;
  readonly attach?: string;
  readonly notify_url: string;
  readonly amount: { readonly total: number; readonly currency?: string };
  readonly payer: { readonly openid: string };
  readonly scene_info?: { readonly device_id?: string };
}

/** The states of a JSAPI order that this simulator reaches. */
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'CLOSED';

/** One order as the platform holds it; moments in milliseconds since the epoch. */
export interface Order {
  readonly request: PrepayRequest;
  readonly createdAtMs: number;
  /** The moment after which it cannot be paid. */
  readonly expiresAtMs: number;
  readonly prepayIds: readonly PrepayId[];
  readonly payment?: Payment;
  readonly closedAtMs?: number;
}

/** A `prepay_id` opens the cashier for two hours. */
interface PrepayId {
  readonly id: string;
  readonly issuedAtMs: number;
}

/** The payment of an order. */
interface Payment {
  readonly transaction_id: string;
  readonly paidAtMs: number;
}

const MINUTE_MS = 60_000;

/** How long a `prepay_id` is good, whatever the order's `time_expire` says. */
export const PREPAY_ID_LIFE_MS = 120 * MINUTE_MS;

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

/** Reads the state of an order at a moment; an unpaid one closes by itself after seven days. */
export function tradeState(order: Order, nowMs: number, expired: 'NOTPAY' | 'CLOSED'): TradeState {
  if (order.payment !== undefined) return 'SUCCESS';
  if (order.closedAtMs !== undefined || nowMs >= order.createdAtMs + AUTO_CLOSE_MS) return 'CLOSED';
  return nowMs >= order.expiresAtMs ? expired : 'NOTPAY';
}

const STATE_TEXT: Record<TradeState, string> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  CLOSED: '订单已关闭',
};

/**
 * Writes an order as the query answers it; an unpaid one has only its names and its state. The paid form is also the
 * content of TRANSACTION.SUCCESS.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791900
 */
export function describeTransaction(order: Order, state: TradeState): Record<string, unknown> {
  const { request, payment } = order;
  const names = { mchid: request.mchid, appid: request.appid, out_trade_no: request.out_trade_no };
  const standing = { trade_state: state, trade_state_desc: STATE_TEXT[state] };
  if (payment === undefined) return { ...names, ...standing };
  return {
    ...names,
    transaction_id: payment.transaction_id,
    trade_type: 'JSAPI',
    ...standing,
    bank_type: 'OTHERS',
    attach: request.attach ?? '',
    success_time: formatBeijingTime(payment.paidAtMs),
    payer: { openid: request.payer.openid },
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
