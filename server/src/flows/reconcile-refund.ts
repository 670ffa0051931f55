import { agreeRefundState } from '../ledger/agree-refund-state.ts';
import type { BillRefund } from '../ledger/bill-line.ts';
import type { FoundDifference } from '../ledger/difference.ts';
import { describe } from '../ledger/match-trade-bill.ts';
import { PlatformFailure, type Ports, type Refund } from '../ports.ts';
import { dateRefund } from './date-refund.ts';
import { discoverRefund } from './discover-refund.ts';
import type { LineOutcome } from './reconcile-payment.ts';

/**
 * Looks into a refund that the bill has and that day's books have not, or have in another state. One that was made
 * elsewhere is taken into the books by WeChat's signed answer about its number.
 *
 * @param isOfDay Says whether a moment is of the bill's day.
 * @throws PlatformFailure when WeChat could not be asked: the day is tried again.
 */
export async function reconcileRefund(
  ports: Ports,
  line: BillRefund,
  isOfDay: (atMs: number) => boolean,
): Promise<LineOutcome> {
  const { merchantId } = ports.settings;
  const known = await ports.store.findRefundByNumber(merchantId, line.outRefundNo);
  if (known === null) return discover(ports, line, isOfDay);
  const before = compare(known, line, isOfDay);
  if (before === null) return ours(null);
  try {
    const asked = await dateRefund(ports, known);
    const after = compare(asked, line, isOfDay);
    return ours(after ?? { ...before, healed: true });
  } catch (error) {
    return ours({ ...before, note: refusalOf(error) });
  }
}

async function discover(
  ports: Ports,
  line: BillRefund,
  isOfDay: (atMs: number) => boolean,
): Promise<LineOutcome> {
  const missing = describe(line, 'refund-missing-here');
  const { merchantId } = ports.settings;
  const order = await ports.store.findOrderByNumber(merchantId, line.outTradeNo);
  if (order === null) return notOurs({ ...missing, kind: 'refund-unknown' });
  try {
    const found = await discoverRefund(ports, order, line.outRefundNo);
    switch (found.kind) {
      case 'discovered':
        return ours(compare(found.refund, line, isOfDay) ?? { ...missing, healed: true });
      case 'exceeds': {
        const { remainingFen: oursFen } = found;
        return notOurs({ ...missing, kind: 'refund-exceeds-payment', oursFen });
      }
      case 'other-payment':
        return notOurs({ ...missing, note: 'OTHER_PAYMENT' });
      case 'unknown':
        return notOurs({ ...missing, note: 'RESOURCE_NOT_EXISTS' });
    }
  } catch (error) {
    return notOurs({ ...missing, note: refusalOf(error) });
  }
}

/** Holds the line against a refund as it is; null when they agree. */
function compare(
  refund: Refund,
  line: BillRefund,
  isOfDay: (atMs: number) => boolean,
): FoundDifference | null {
  const found = (kind: FoundDifference['kind']) => ({
    ...describe(line, kind),
    oursFen: refund.amountFen,
    ourState: refund.state,
  });
  if (refund.outTradeNo !== line.outTradeNo) return found('reference-differs');
  if (refund.amountFen !== line.amountFen) return found('refund-amount-differs');
  if (refund.acceptedAtMs === null) return found('refund-missing-here');
  if (!isOfDay(refund.acceptedAtMs)) return found('day-differs');
  return agreeRefundState(refund.state, line.status) ? null : found('refund-state-differs');
}

/** WeChat's code when it refused, which it would do again; anything else may be better in a while. */
function refusalOf(error: unknown): string {
  if (error instanceof PlatformFailure && error.outcome === 'refused') return error.code;
  throw error;
}

function ours(difference: FoundDifference | null): LineOutcome {
  return { difference, isOurs: true, covers: null };
}

function notOurs(difference: FoundDifference): LineOutcome {
  return { difference, isOurs: false, covers: null };
}
