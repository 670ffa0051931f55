import { nextRefundPollAtMs } from '../ledger/refund-poll-slots.ts';
import { PlatformFailure, type Ports, type Refund } from '../ports.ts';
import { commitRefund, readRefundAgain } from './commit-refund.ts';
import { finishReturn } from './finish-return.ts';
import { lookAgainAtBill } from './look-again-at-bill.ts';
import { returnRest } from './return-rest.ts';
import { logFailure, sendRefund } from './send-refund.ts';
import { settleRefund } from './settle-refund.ts';

/**
 * Looks after one due refund: sends what was never sent, asks WeChat about the rest, sends again what
 * WeChat does not know, and sets the next time. This is what finishes a refund when an answer or a
 * notification was lost, or a process died between two steps, and what closes the order of a late
 * payment when its money has gone back.
 *
 * @param refund Claimed with `claimDueRefunds`: until its lease ends no other process polls it.
 */
export async function pollRefund(ports: Ports, refund: Refund): Promise<Refund> {
  if (refund.state === 'requested' && refund.sentAtMs === null) return sendRefund(ports, refund);
  if (refund.state === 'succeeded') {
    if (refund.kind === 'surplus') await returnRest(ports, refund);
    else await finishReturn(ports, refund);
    return setNextPoll(ports, refund, null);
  }
  if (refund.state === 'closed') {
    if (refund.problem === 'CLOSED') await returnRest(ports, refund);
    else await lookAgainAtBill(ports, refund);
    return setNextPoll(ports, refund, null);
  }
  try {
    const proven = await ports.platform.queryRefund(refund);
    if (proven === null && refund.state === 'requested') return await sendRefund(ports, refund);
    if (proven !== null) {
      const settled = await settleRefund(ports, refund, proven);
      return settled.version === refund.version ? await schedule(ports, settled) : settled;
    }
    ports.log.event('refund.unknown-at-wechat', {
      refundId: refund.id,
      outRefundNo: refund.outRefundNo,
      state: refund.state,
    });
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    logFailure(ports, refund, 'refund-query', error);
  }
  return schedule(ports, refund);
}

function schedule(ports: Ports, refund: Refund): Promise<Refund> {
  return setNextPoll(ports, refund, nextRefundPollAtMs(refund, ports.clock.nowMs()));
}

async function setNextPoll(
  ports: Ports,
  refund: Refund,
  nextPollAtMs: number | null,
): Promise<Refund> {
  const pollCount = refund.pollCount + 1;
  const scheduled = await commitRefund(ports, {
    before: refund,
    patch: { nextPollAtMs, pollCount },
  });
  return scheduled ?? readRefundAgain(ports, refund);
}
