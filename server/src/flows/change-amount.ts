import { fen } from '../ledger/fen.ts';
import { MAX_ORDER_FEN } from '../ledger/price-order.ts';
import { type Actor, type Order, PlatformFailure, type Ports } from '../ports.ts';
import { askPayment } from './ask-payment.ts';
import { CLOSED_CODES } from './close-order.ts';
import { commitOrder, historyLine } from './commit-order.ts';
import { newOrderNumber } from './create-order.ts';
import { Refusal } from './refusal.ts';
import { refusePlatformFailure } from './refuse-platform-failure.ts';
import { refuseUnpayable } from './refuse-unpayable.ts';

/** How often it is tried anew because others changed the order first. */
const MAX_ATTEMPTS = 5;

/** For how long the poll leaves the order alone meanwhile. */
const CLOSING_MS = 60_000;

/**
 * Changes what an unpaid order costs: the merchant has agreed on another price with the payer.
 *
 * WeChat refuses a changed prepay under the same number. An order that WeChat may know is asked about
 * and closed there first, then goes on under a new number; what is paid under the old one all the
 * same goes back by itself. The payer prepays again. Should this process die in between, the order ends
 * closed, as WeChat has it.
 *
 * @throws Refusal `not_found`, `amount_out_of_range`, `order_already_paid`, `order_closed`, `order_expired`,
 *   `order_disputed`, `wechat_refused`, `wechat_unavailable` (nothing is changed), `order_busy`
 */
export async function changeAmount(
  ports: Ports,
  actor: Actor,
  orderId: string,
  amountFen: number,
): Promise<Order> {
  if (!Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen > MAX_ORDER_FEN) {
    throw new Refusal('amount_out_of_range');
  }
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const order = await ports.store.findOrderById(ports.settings.merchantId, orderId);
    if (order === null) throw new Refusal('not_found');
    refuseUnpayable(order, ports.clock.nowMs());
    if (order.amountFen === amountFen) return order;
    const free = order.askedAtMs === null ? order : await closeAtWechat(ports, order);
    const changed = free && (await renew(ports, actor, free, amountFen));
    if (changed !== null) return changed;
  }
  throw new Refusal('order_busy');
}

/** Answers when WeChat takes no money under the order's number any more; null when the order was changed meanwhile. */
async function closeAtWechat(ports: Ports, order: Order): Promise<Order | null> {
  const { order: asked, said } = await askPayment(ports, order);
  const nowMs = ports.clock.nowMs();
  refuseUnpayable(asked, nowMs);
  if (said === 'no-answer') throw new Refusal('wechat_unavailable', { outcome: 'unknown' });
  // Nobody else need ask in between: WeChat's “closed” would be taken for the order's end.
  const patch = { askedAtMs: nowMs, nextPollAtMs: nowMs + CLOSING_MS };
  const intended = await commitOrder(ports, { before: asked, patch });
  if (intended === null) return null;
  try {
    await ports.platform.closePayment(intended);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    if (!CLOSED_CODES.includes(error.code)) {
      // It may have been paid in this moment: then that is the answer.
      const { order: again } = await askPayment(ports, intended);
      refuseUnpayable(again, ports.clock.nowMs());
      throw refusePlatformFailure(error);
    }
  }
  return intended;
}

async function renew(
  ports: Ports,
  actor: Actor,
  before: Order,
  amountFen: number,
): Promise<Order | null> {
  const atMs = ports.clock.nowMs();
  const isKnown = before.askedAtMs !== null;
  const changed = await commitOrder(ports, {
    before,
    patch: {
      state: 'created',
      amountFen: fen(amountFen),
      prepayId: null,
      prepaidAtMs: null,
      askedAtMs: null,
      nextPollAtMs: before.expiresAtMs,
      pollCount: 0,
      ...(isKnown ? { outTradeNo: newOrderNumber(ports) } : {}),
    },
    event: historyLine(before, 'renew', atMs, `${before.amountFen} -> ${amountFen} by ${actor.id}`),
  });
  if (changed === null) return null;
  ports.log.event('order.renewed', {
    orderId: changed.id,
    outTradeNo: changed.outTradeNo,
    formerOutTradeNo: before.outTradeNo,
    amountFen,
  });
  return changed;
}
