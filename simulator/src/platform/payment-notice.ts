import { type CombineOrder, describeCombine } from './combine-order.ts';
import type { Notice } from './notifier.ts';
import { describeTransaction, type Order } from './order.ts';

/**
 * Writes the notification of a paid order: the same fields as the query answers.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791902
 */
export function paymentNotice(order: Order): Notice {
  return {
    eventType: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    originalType: 'transaction',
    content: describeTransaction(order, 'SUCCESS'),
    url: order.request.notify_url,
    outTradeNo: order.request.out_trade_no,
  };
}

/**
 * Writes the one notification of a paid combined order.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012556944
 */
export function combineNotice(order: CombineOrder): Notice {
  return {
    eventType: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    originalType: 'transaction',
    content: describeCombine(order, () => 'SUCCESS'),
    url: order.request.notify_url,
    outTradeNo: order.request.combine_out_trade_no,
  };
}
