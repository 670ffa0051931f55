import type { Order } from '../platform/order.ts';
import { Refusal } from '../platform/refusal.ts';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';

/** The events that can be made to happen, and what it takes. */
export const triggerKinds = Object.freeze({
  'transaction.success': 'a payer pays: an unpaid order that is named, or a new one',
  'refund.success': 'a paid order is refunded, and the money arrives at once',
  'refund.abnormal': 'a refund cannot arrive: the payer has no account to take it',
  'refund.closed': 'a refund is closed: the merchant has no funds for it',
  'complaint.create':
    'a payer complains about a paid order; told where the merchant asked to be told',
});

/** What is wished for. */
export interface TriggerWish {
  readonly event: keyof typeof triggerKinds;
  readonly outTradeNo?: string;
  readonly amountFen?: number;
  readonly notifyUrl?: string;
  readonly openid?: string;
}

/** What came of it. */
interface Triggered {
  readonly event: string;
  readonly outTradeNo: string;
  readonly outRefundNo?: string;
  /** Absent when nobody asked to be told. */
  readonly notificationId?: string;
}

const REFUND_ENDS = {
  'refund.success': 'SUCCESS',
  'refund.abnormal': 'ABNORMAL',
  'refund.closed': 'CLOSED',
} as const;

/** Makes events happen by what really leads to them. */
export function createTriggers(controls: Controls) {
  const { orders, refunds, complaints, sales, notifier, random, merchant, identity } = controls;

  /** @throws ControlError */
  function make(wish: TriggerWish): Triggered {
    try {
      const order = orderOf(wish);
      if (wish.event === 'transaction.success') return pay(order, wish);
      const paid = order.payment === undefined ? pay(order, wish) : undefined;
      if (wish.event === 'complaint.create') return complain(order, wish);
      return refund(order, wish, paid?.outTradeNo ?? order.request.out_trade_no);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new ControlError(409, `${error.parts.code}: ${error.message}`);
    }
  }

  function orderOf({ outTradeNo, amountFen = 1, notifyUrl, openid }: TriggerWish): Order {
    if (outTradeNo !== undefined) {
      const order = orders.find(outTradeNo);
      if (order !== undefined) return order;
      throw new ControlError(404, `no order ${outTradeNo}`);
    }
    if (notifyUrl === undefined && controls.forwarding.value === undefined) {
      throw new ControlError(
        409,
        'nobody would be told: name a notifyUrl or an outTradeNo, or forward notifications',
      );
    }
    const number = `TRIGGER${random.digits(12)}`;
    orders.prepay('jsapi', {
      appid: merchant.appid,
      mchid: merchant.mchid,
      description: '触发的测试订单',
      out_trade_no: number,
      notify_url: notifyUrl ?? 'http://127.0.0.1/wechatpay/notifications',
      amount: { total: amountFen, currency: 'CNY' },
      payer: { openid: identity.issueLoginCode(openid).openid },
    });
    return known(number);
  }

  function pay(order: Order, { openid }: TriggerWish): Triggered {
    const outTradeNo = order.request.out_trade_no;
    const handle = order.prepayIds.at(-1);
    const payable = handle === undefined ? undefined : orders.findPayable(handle.id);
    const fault = payable === undefined ? 'it has no prepay_id' : payable.fault();
    const payer = payable?.openid ?? openid ?? identity.issueLoginCode().openid;
    if (payable === undefined || fault !== undefined || !payable.pay(payer)) {
      throw new ControlError(409, `order ${outTradeNo} cannot be paid: ${fault ?? 'it is gone'}`);
    }
    return told('transaction.success', outTradeNo);
  }

  function refund(order: Order, { event, notifyUrl }: TriggerWish, outTradeNo: string): Triggered {
    const outRefundNo = `TRIGGER${random.digits(12)}`;
    const total = order.request.amount.total;
    refunds.create({
      out_trade_no: outTradeNo,
      out_refund_no: outRefundNo,
      notify_url: notifyUrl ?? order.request.notify_url,
      amount: { refund: total, total, currency: 'CNY' },
    });
    const status = REFUND_ENDS[event as keyof typeof REFUND_ENDS];
    const settled = refunds.settle(outRefundNo, status);
    return {
      event,
      outTradeNo,
      outRefundNo,
      ...(settled?.notificationId === undefined ? {} : { notificationId: settled.notificationId }),
    };
  }

  function complain(order: Order, { event }: TriggerWish): Triggered {
    const outTradeNo = order.request.out_trade_no;
    const sale = sales.byNumber(outTradeNo);
    if (sale === undefined) throw new ControlError(409, `order ${outTradeNo} is not paid`);
    complaints.complain({ sale, detail: '商品没有收到', phoneNumber: '13580006666' });
    return complaints.notifyUrl.get() === undefined
      ? { event, outTradeNo }
      : told(event, outTradeNo);
  }

  function told(event: string, outTradeNo: string): Triggered {
    const last = notifier.list().findLast((one) => one.outTradeNo === outTradeNo);
    return { event, outTradeNo, ...(last === undefined ? {} : { notificationId: last.id }) };
  }

  function known(number: string): Order {
    const order = orders.find(number);
    if (order === undefined) throw new Error(`the order ${number} was not kept`);
    return order;
  }

  return { make };
}
