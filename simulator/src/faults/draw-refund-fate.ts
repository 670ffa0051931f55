import type { RefundFate } from '../platform/refund-book.ts';
import type { FaultBoard } from './fault-board.ts';

/** Lets the faults that are on decide how a refund will end. */
export function drawRefundFate(faults: FaultBoard): RefundFate | 'not-enough' {
  if (faults.strike('refund.not-enough') !== undefined) return 'not-enough';
  if (faults.strike('refund.abnormal') !== undefined) return { status: 'ABNORMAL' };
  if (faults.strike('refund.close') !== undefined) return { status: 'CLOSED' };
  return { status: 'SUCCESS', early: faults.strike('refund.early') !== undefined };
}
