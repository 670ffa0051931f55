import { formatBeijingTime } from './beijing-time.ts';
import type { Notice } from './notifier.ts';
import { type Refund, refundStatus, refundSuccessMs } from './refund.ts';
import type { Variants } from './variants.ts';

const SUMMARY = {
  SUCCESS: '退款成功',
  ABNORMAL: '退款异常',
  CLOSED: '退款关闭',
} as const;

/**
 * Writes the notification of a refund that came to an end; `undefined` when nobody asked for one.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791906
 */
export function refundNotice(
  refund: Refund,
  mchid: string,
  { partnerRefundNames }: Variants,
): Notice | undefined {
  const { request, sale } = refund;
  const status = refundStatus(refund);
  if (status === 'PROCESSING' || request.notify_url === undefined) return undefined;
  const successMs = refundSuccessMs(refund);
  const names =
    sale.subMchid === undefined
      ? { mchid }
      : partnerRefundNames === 'mchid'
        ? { mchid, sub_mchid: sale.subMchid }
        : { sp_mchid: mchid, sub_mchid: sale.subMchid };
  const { refund: refunded } = request.amount;
  return {
    eventType: `REFUND.${status}`,
    summary: SUMMARY[status],
    originalType: 'refund',
    url: request.notify_url,
    outTradeNo: sale.out_trade_no,
    content: {
      ...names,
      transaction_id: sale.transaction_id,
      out_trade_no: sale.out_trade_no,
      refund_id: refund.refund_id,
      out_refund_no: request.out_refund_no,
      refund_status: status,
      ...(successMs === undefined ? {} : { success_time: formatBeijingTime(successMs) }),
      user_received_account: refund.receivedBy,
      amount: {
        total: sale.totalFen,
        refund: refunded,
        payer_total: sale.totalFen,
        payer_refund: refunded,
      },
    },
  };
}
