import { ApiError } from '@yifen/wechatpay';
import type { Stage } from './actor.ts';
import { openPastWechat } from './past-wechat.ts';

const MINUTE_MS = 60_000;

/** The merchant's system reads what it is told: a refund that cannot arrive is somebody's work. */
export function mendIfAbnormal(stage: Stage, webhook: string): void {
  const { type, data } = JSON.parse(webhook) as { type: string; data: { outRefundNo?: string } };
  const { outRefundNo } = data;
  if (type !== 'refund.abnormal' || outRefundNo === undefined) return;
  mendAbnormal(stage, outRefundNo).catch((error: unknown) =>
    stage.journal.mistakes.push(`the clerk for ${outRefundNo}: ${error}`),
  );
}

/** Somebody at the shop sends the money of a refund that could not arrive elsewhere, when it gets round to it. */
async function mendAbnormal(stage: Stage, outRefundNo: string): Promise<void> {
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
