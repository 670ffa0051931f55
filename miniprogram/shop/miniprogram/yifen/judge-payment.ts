import type { Order, OrderState } from './payer-api';
import type { PaymentReturnKind } from './request-payment';

/**
 * What to tell the payer: `paid` and `not-paid` are the server's word; `pending` means that the
 * word is still missing; `not-permitted` and `bad-params` that no cashier opened.
 */
export type PayResultKind = 'paid' | 'not-paid' | 'pending' | 'not-permitted' | 'bad-params';

/** The end of one attempt to pay. */
export interface PayResult {
  readonly kind: PayResultKind;
  /** A Chinese sentence for the payer. */
  readonly message: string;
  /** The order as the server last stated it. */
  readonly order: Order;
  /** What the cashier said, in WeChat's words, for the developer; empty when it said nothing. */
  readonly detail: string;
}

/** Whether an order can no longer become paid by waiting for it. */
export function isSettled(state: OrderState): boolean {
  return state !== 'created' && state !== 'payable' && state !== 'closing';
}

/**
 * Judges an attempt: a settled order decides alone, whatever the cashier said; only for one that
 * is still open does the cashier's return count.
 *
 * @param confirmed whether the server was asked after the cashier came back, and answered.
 */
export function judgePayment(
  order: Order,
  confirmed: boolean,
  returned: PaymentReturnKind,
): Pick<PayResult, 'kind' | 'message'> {
  switch (order.state) {
    case 'paid':
      return { kind: 'paid', message: '支付成功' };
    case 'closed':
      return { kind: 'not-paid', message: '订单已关闭，请重新下单' };
    case 'refunding':
      return { kind: 'not-paid', message: '订单已关闭，款项将原路退回' };
    case 'disputed':
      return { kind: 'pending', message: '这笔款项需要人工核实，请联系商家' };
    default:
      return confirmed ? judgeReturn(returned) : unconfirmed;
  }
}

const unconfirmed = {
  kind: 'pending',
  message: '网络不稳定，暂未查到支付结果；如已付款请勿重复付款',
} as const;

function judgeReturn(returned: PaymentReturnKind): Pick<PayResult, 'kind' | 'message'> {
  switch (returned) {
    case 'cancel':
      return { kind: 'not-paid', message: '你还没有付款，订单已为你保留' };
    case 'not-permitted':
      return { kind: 'not-permitted', message: '小程序暂时不能使用微信支付，请联系商家' };
    case 'bad-params':
      return { kind: 'bad-params', message: '支付参数有误，请联系商家' };
    case 'ok':
      return { kind: 'pending', message: '正在等待微信支付的结果，请勿重复付款' };
    default:
      return { kind: 'pending', message: '还没有收到支付结果，如已付款请勿重复付款' };
  }
}
