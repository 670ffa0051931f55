import { ApiError } from '@yifen/wechatpay';
import type { Stage } from './actor.ts';
import { openPastWechat } from './past-wechat.ts';

const MINUTE_MS = 60_000;

/** Somebody at the shop sends the money of a refund that could not arrive elsewhere, when it gets round to it. */
export async function mendAbnormal(stage: Stage, outRefundNo: string): Promise<void> {
  const { scheduler, random, store, merchantId } = stage;
  const who = `clerk for ${outRefundNo}`;
  await scheduler.wait(random.between(who, MINUTE_MS, 300 * MINUTE_MS), `${who} looks at it`);
  const refund = await store.findRefundByNumber(merchantId, outRefundNo);
  if (!refund?.refundId) return;
  try {
    await openPastWechat(stage, who).refunds.applyAbnormal({
      refund_id: refund.refundId,
      out_refund_no: outRefundNo,
      type: 'MERCHANT_BANK_CARD',
    });
  } catch (error) {
    // WeChat may have found a way itself meanwhile.
    if (!(error instanceof ApiError)) throw error;
  }
}
