import type { TransactionFacts } from '../core/objects/transaction-facts.ts';

/** How closing an order ended. */
export interface CloseOutcome<Found extends TransactionFacts> {
  /** True when nobody can pay it any more: WeChat closed it now or earlier. False when it was paid, or is in a state that cannot be closed. */
  readonly closed: boolean;
  /** What WeChat said last about the order; asked before the close when that succeeded. */
  readonly transaction: Found;
}

/**
 * Closes an order unless it was paid: asks first, and after a failed close asks again.
 *
 * WeChat takes either the payment or the close, never both; a lost answer leaves open which, and only a query tells.
 */
export async function closeIfUnpaid<Found extends TransactionFacts>(order: {
  readonly query: () => Promise<Found>;
  readonly close: () => Promise<void>;
}): Promise<CloseOutcome<Found>> {
  const before = await order.query();
  if (before.trade_state !== 'NOTPAY') return decided(before);
  try {
    await order.close();
  } catch (error) {
    const after = await order.query();
    if (after.trade_state === 'NOTPAY') throw error;
    return decided(after);
  }
  return Object.freeze({ closed: true, transaction: before });
}

function decided<Found extends TransactionFacts>(transaction: Found): CloseOutcome<Found> {
  return Object.freeze({ closed: transaction.trade_state === 'CLOSED', transaction });
}
