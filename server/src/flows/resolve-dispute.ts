import {
  decideResolution,
  type Resolution,
  type ResolutionWish,
} from '../ledger/decide-resolution.ts';
import { fen } from '../ledger/fen.ts';
import { POLL_AFTER_CLOSE_MS } from '../ledger/poll-slots.ts';
import type { Actor, Order, OrderCommit, Ports, Proven } from '../ports.ts';
import { CLOSED_CODES } from './close-order.ts';
import { announcement, commitOrder, historyLine } from './commit-order.ts';
import { eventTime } from './event-time.ts';
import { findMerchantOrder } from './find-merchant-order.ts';
import { placePolicyRefund } from './place-refund.ts';
import { Refusal } from './refusal.ts';
import { refusePlatformFailure } from './refuse-platform-failure.ts';

/** What the payer reads. */
const RETURN_REASON = '订单核对后关闭，退款';

/** How a dispute is to end, and why. */
export interface ResolveWish {
  readonly as: ResolutionWish;
  /** Kept in the history. */
  readonly reason: string;
}

/**
 * Ends a dispute for a person. WeChat is asked first, and its answer is kept as evidence: the order
 * becomes paid only when that word agrees with it, and money that came for an order that is let go
 * returns by itself.
 *
 * @throws Refusal `not_found`, `order_not_disputed`, `dispute_not_settled`, `wechat_refused`,
 *   `wechat_unavailable`, `order_busy`
 */
export async function resolveDispute(
  ports: Ports,
  actor: Actor,
  id: string,
  wish: ResolveWish,
): Promise<Order> {
  const order = await findMerchantOrder(ports, id);
  if (order.state !== 'disputed') throw new Refusal('order_not_disputed');
  const proven = await ports.platform.queryPayment(order).catch(refuse);
  const events = await ports.store.listOrderEvents(order);
  const dispute = events.findLast(({ name }) => name === 'dispute');
  const resolution = decideResolution(order, proven?.statement ?? null, wish.as, {
    disputedFrom: dispute?.from ?? 'paid',
    nowMs: ports.clock.nowMs(),
  });
  const commit = await commitOf(ports, { order, proven, resolution, actor, wish });
  const resolved = await commitOrder(ports, {
    ...commit,
    ...(proven ? { evidence: proven.evidence } : {}),
  });
  if (resolved === null) throw new Refusal('order_busy');
  ports.log.event('order.resolved', { orderId: id, state: resolved.state, by: actor.id });
  return resolved;
}

interface Decided {
  readonly order: Order;
  readonly proven: Proven | null;
  readonly resolution: Resolution;
  readonly actor: Actor;
  readonly wish: ResolveWish;
}

async function commitOf(ports: Ports, decided: Decided): Promise<OrderCommit> {
  const { order, resolution, actor, wish } = decided;
  const atMs = ports.clock.nowMs();
  const note = `${wish.reason} (${actor.id})`;
  switch (resolution.kind) {
    case 'not-proven':
      throw new Refusal('dispute_not_settled', { disagreements: resolution.disagreements });
    case 'is-paid':
      throw new Refusal('dispute_not_settled', { disagreements: [] });
    case 'uphold': {
      const { transactionId, paidAtMs } = resolution.patch;
      const paid = { transactionId, paidAt: eventTime(paidAtMs ?? null), late: false };
      return {
        before: order,
        patch: resolution.patch,
        event: historyLine(order, 'uphold', atMs, note),
        outbox: resolution.isNews ? [announcement(ports, order, 'order.paid', paid)] : [],
        retakeStock: resolution.stock === 'retake',
      };
    }
    case 'dismiss':
      if (resolution.isOpen) await closeAtWechat(ports, order);
      return {
        before: order,
        // Money that still comes under an order just closed is late money.
        patch: {
          state: 'closed',
          nextPollAtMs: resolution.isOpen ? atMs + POLL_AFTER_CLOSE_MS : null,
        },
        event: historyLine(order, 'dismiss', atMs, note),
        outbox: [announcement(ports, order, 'order.closed')],
        releaseStock: resolution.stock === 'release',
        ...(resolution.money ? { refund: returnOf(ports, order, resolution.money) } : {}),
      };
  }
}

/** What was paid is not what the order asked for: it goes back as a surplus, all of it. */
function returnOf(
  ports: Ports,
  order: Order,
  money: { readonly transactionId: string; readonly amountFen: number },
) {
  const { outTradeNo } = order;
  return placePolicyRefund(ports, order, {
    kind: 'surplus',
    outTradeNo,
    transactionId: money.transactionId,
    amountFen: fen(money.amountFen),
    totalFen: fen(money.amountFen),
    reason: RETURN_REASON,
  });
}

async function closeAtWechat(ports: Ports, order: Order): Promise<void> {
  try {
    await ports.platform.closePayment(order);
  } catch (error) {
    const refusal = refusePlatformFailure(error);
    const code = refusal instanceof Refusal ? refusal.details.wechatCode : undefined;
    if (code === undefined || !CLOSED_CODES.includes(code)) throw refusal;
  }
}

function refuse(error: unknown): never {
  throw refusePlatformFailure(error);
}
