import type { BillRefundStatus } from './bill-line.ts';
import type { RefundState } from './refund.ts';

/**
 * Can a refund be in this state now, when the bill shows it so at nine o'clock on the morning after it was
 * accepted? A bill never changes: what was under way then may have come to any end since, and what could not
 * be delivered may have been sent elsewhere.
 */
export function agreeRefundState(ours: RefundState, bill: BillRefundStatus): boolean {
  switch (bill) {
    case 'succeeded':
      return ours === 'succeeded';
    case 'closed':
      return ours === 'closed';
    case 'abnormal':
      return ours !== 'awaiting-approval' && ours !== 'requested' && ours !== 'disputed';
    case 'processing':
    case 'other':
      return ours !== 'awaiting-approval' && ours !== 'requested';
  }
}
