import type { Order, Owner, Ports } from '../ports.ts';
import { askPayment } from './ask-payment.ts';
import { commitOrder, readAgain } from './commit-order.ts';
import { findOwnOrder } from './find-own-order.ts';

/** The shortest time between two questions about one order on behalf of its payer: 1 s. */
const CONFIRM_INTERVAL_MS = 1_000;

/**
 * Reads an order; with `confirm` WeChat is asked first when the order may still be paid, at most
 * once per second and order across all processes. When WeChat does not answer, the order is told as
 * we know it.
 *
 * @throws Refusal `not_found`
 */
export async function getOrder(
  ports: Ports,
  owner: Owner,
  id: string,
  options: { readonly confirm: boolean },
): Promise<Order> {
  const order = await findOwnOrder(ports, owner, id);
  const isWorthAsking = order.state === 'payable' || order.state === 'closing';
  if (!options.confirm || !isWorthAsking) return order;
  const mine = await claimQuestion(ports, order);
  return mine === null ? readAgain(ports, order) : (await askPayment(ports, mine)).order;
}

/** Takes this second's question; null when another request, here or in another process, has it. */
async function claimQuestion(ports: Ports, order: Order): Promise<Order | null> {
  const nowMs = ports.clock.nowMs();
  const askedAtMs = order.askedAtMs ?? Number.NEGATIVE_INFINITY;
  // The call that placed the order was not a question; the payer may have paid since.
  const wasPrepay = askedAtMs <= (order.prepaidAtMs ?? Number.NEGATIVE_INFINITY);
  // A stored time in the future is a clock that was set back: it must not silence the question.
  const isRecent = nowMs >= askedAtMs && nowMs - askedAtMs < CONFIRM_INTERVAL_MS;
  if (isRecent && !wasPrepay) return null;
  return commitOrder(ports, { before: order, patch: { askedAtMs: nowMs } });
}
