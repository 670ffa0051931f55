import { expectPayment } from '../ledger/expect-payment.ts';
import type { Ports, Proven } from '../ports.ts';
import { announcement, historyLine } from './commit-order.ts';
import { factsOf, logSettled } from './settle-payment.ts';

/**
 * Follows a proven statement without reading its order: nearly every notification is the first word of the
 * payment of a payable order, and agrees with it. One statement compares and writes; `settlePayment` does
 * everything else.
 *
 * @returns the id of the order, which is paid now; null when nothing was written, and the order must be read.
 */
export async function payExpected(ports: Ports, proven: Proven): Promise<string | null> {
  const { statement, evidence } = proven;
  const nowMs = ports.clock.nowMs();
  const expected = expectPayment(statement, nowMs);
  if (expected === null) return null;
  const { order, change } = expected;
  const id = await ports.store.commitPayment({
    merchantId: ports.settings.merchantId,
    expected: order,
    patch: change.patch,
    event: historyLine(order, change.event, nowMs, change.note),
    evidence,
    fact: announcement(ports, order, 'order.paid', factsOf(change)),
  });
  if (id === null) return null;
  const paid = { id, paidAtMs: null, ...order, ...change.patch };
  logSettled(ports, paid, change, statement.source);
  return id;
}
