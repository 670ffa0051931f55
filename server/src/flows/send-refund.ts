import { nextRefundPollAtMs, paceRefundMs } from '../ledger/refund-poll-slots.ts';
import { PlatformFailure, type Ports, type Refund } from '../ports.ts';
import {
  commitRefund,
  logRefund,
  readRefundAgain,
  refundAnnouncement,
  refundLine,
} from './commit-refund.ts';
import { settleRefund } from './settle-refund.ts';

/**
 * WeChat's codes that no repetition of the same request changes: the refund it speaks of cannot be.
 * Everything else that it refuses (no balance, no permission, a wrong key) is put right by a person and
 * then sent again.
 * @see 4012791903
 */
const FINAL_CODES: readonly string[] = [
  'PARAM_ERROR',
  'INVALID_REQUEST',
  'RESOURCE_NOT_EXISTS',
  'USER_ACCOUNT_ABNORMAL',
  'TRADE_OVERDUE',
  'REFUND_FEE_MISMATCH',
];

/** WeChat believes a signature for 5 minutes: what was sent longer ago than twice that arrives no more. */
const STILL_ARRIVING_MS = 10 * 60_000;

/**
 * Sends a `requested` refund to WeChat, always under its one number, and follows the answer.
 *
 * The intent is recorded before the call. Without a usable answer the refund stays `requested`: the
 * poll asks WeChat for it, and only when WeChat does not know it is it sent again. An order's refunds
 * are sent a minute apart, as WeChat wants; one that must wait is sent by the poll.
 *
 * @returns The refund as it is now; a failed call to WeChat is no error here.
 */
export async function sendRefund(ports: Ports, refund: Refund): Promise<Refund> {
  const nowMs = ports.clock.nowMs();
  const order = { merchantId: refund.merchantId, id: refund.orderId };
  const paceMs = paceRefundMs(refund, await ports.store.listRefunds(order), nowMs);
  if (paceMs > nowMs) return wait(ports, refund, paceMs);
  const intended = await commitRefund(ports, {
    before: refund,
    patch: {
      sentAtMs: nowMs,
      nextPollAtMs: nextRefundPollAtMs(refund, nowMs),
      pollCount: refund.pollCount + 1,
    },
  });
  if (intended === null) return readRefundAgain(ports, refund);
  try {
    const proven = await ports.platform.sendRefund(intended);
    return await settleRefund(ports, intended, proven);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    logFailure(ports, intended, 'refund', error);
    const isFinal = error.outcome === 'refused' && FINAL_CODES.includes(error.code);
    const mayArrive = refund.sentAtMs !== null && nowMs - refund.sentAtMs < STILL_ARRIVING_MS;
    if (!isFinal || mayArrive) return keepProblem(ports, intended, error.code);
    return closeRefused(ports, intended, error.code);
  }
}

/** Tells the log of a call about a refund that failed. */
export function logFailure(
  ports: Ports,
  refund: Refund,
  during: 'refund' | 'refund-query',
  error: PlatformFailure,
): void {
  ports.log.event('wechat.failed', {
    outTradeNo: refund.outTradeNo,
    outRefundNo: refund.outRefundNo,
    during,
    outcome: error.outcome,
    code: error.code,
    requestId: error.requestId,
  });
}

async function wait(ports: Ports, refund: Refund, dueMs: number): Promise<Refund> {
  const waiting = await commitRefund(ports, { before: refund, patch: { nextPollAtMs: dueMs } });
  return waiting ?? readRefundAgain(ports, refund);
}

async function keepProblem(ports: Ports, refund: Refund, problem: string): Promise<Refund> {
  const kept = await commitRefund(ports, { before: refund, patch: { problem } });
  return kept ?? readRefundAgain(ports, refund);
}

/** A no is believed when WeChat says besides that it knows no such refund. */
async function closeRefused(ports: Ports, refund: Refund, problem: string): Promise<Refund> {
  try {
    const found = await ports.platform.queryRefund(refund);
    if (found !== null) return await settleRefund(ports, refund, found);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    logFailure(ports, refund, 'refund-query', error);
    return keepProblem(ports, refund, problem);
  }
  const atMs = ports.clock.nowMs();
  const end = { state: 'closed' as const, problem };
  const patch = { ...end, nextPollAtMs: nextRefundPollAtMs({ ...refund, ...end }, atMs) };
  const closed = await commitRefund(ports, {
    before: refund,
    patch,
    event: refundLine(refund, 'refuse', { atMs, by: 'wechat', note: problem }),
    outbox: [refundAnnouncement(ports, { ...refund, ...patch })],
  });
  if (closed === null) return readRefundAgain(ports, refund);
  logRefund(ports, closed);
  return closed;
}
