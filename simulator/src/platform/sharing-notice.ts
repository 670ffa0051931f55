import { formatBeijingTime } from './beijing-time.ts';
import type { Notice } from './notifier.ts';
import type { Share, SharePart } from './sharing.ts';

/**
 * Writes the notification to a merchant that received a part; `undefined` for persons and without an address.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012116672
 */
export function sharingNotice(
  { request, sale, order_id }: Share,
  { type, account, amount, description, finishedAtMs = 0 }: SharePart,
  mchid: string,
  url: string | undefined,
): Notice | undefined {
  if (url === undefined || type !== 'MERCHANT_ID') return undefined;
  const names =
    sale.subMchid === undefined ? { mchid } : { sp_mchid: mchid, sub_mchid: sale.subMchid };
  return {
    eventType: 'PROFITSHARING.SUCCESS',
    summary: '分账成功',
    originalType: 'profitsharing',
    url,
    outTradeNo: sale.out_trade_no,
    content: {
      ...names,
      transaction_id: sale.transaction_id,
      order_id,
      out_order_no: request.out_order_no,
      receiver: { type, account, amount, description },
      success_time: formatBeijingTime(finishedAtMs),
    },
  };
}
