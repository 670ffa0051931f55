import { judgeRefundRequest, type RefundJudgement } from '../ledger/judge-refund-request.ts';
import { followRefundTransition } from '../ledger/refund-transitions.ts';
import type { Actor, NewRefund, Order, Ports, Refund } from '../ports.ts';
import { commitOrder } from './commit-order.ts';
import { logRefund } from './commit-refund.ts';
import { placeRefund } from './place-refund.ts';
import { Refusal } from './refusal.ts';
import { sendRefund } from './send-refund.ts';

/** How often a request is judged anew because others changed the order first. */
const MAX_ATTEMPTS = 20;

/** What is to be given back, and why. */
export interface RefundWish {
  /** A part of the payment, or all of it; in fen. */
  readonly amountFen: number;
  /** Shown to the payer, at most 80 bytes. */
  readonly reason: string;
  /** The same key with the same wish is the same refund of this order, however often it is sent. */
  readonly idempotencyKey: string | null;
}

/**
 * Begins a refund of a paid order and sends it to WeChat at once, unless a second person has to
 * approve it first.
 *
 * Requests that come together are judged one after the other, each knowing the ones before it, on
 * however many processes they come; the database holds the sum besides.
 *
 * @throws Refusal `not_found`, `order_not_paid`, `order_disputed`, `refund_amount_out_of_range`,
 *   `refund_too_late`, `refund_limit_reached`, `refund_reason_invalid`, `idempotency_conflict`, `order_busy`
 */
export async function requestRefund(
  ports: Ports,
  actor: Actor,
  orderId: string,
  wish: RefundWish,
): Promise<Refund> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const order = await ports.store.findOrderById(ports.settings.merchantId, orderId);
    if (order === null) throw new Refusal('not_found');
    const earlier = await findEarlier(ports, order, wish);
    if (earlier !== null) return earlier;
    const granted = await judge(ports, order, wish);
    const created = createFrom(ports, { order, actor, wish, granted });
    if ((await commitOrder(ports, { before: order, patch: {}, refund: created })) === null)
      continue;
    logRefund(ports, created.refund);
    return created.refund.state === 'requested'
      ? sendRefund(ports, created.refund)
      : created.refund;
  }
  throw new Refusal('order_busy');
}

async function findEarlier(ports: Ports, order: Order, wish: RefundWish): Promise<Refund | null> {
  if (wish.idempotencyKey === null) return null;
  const earlier = await ports.store.findRefundByKey(order, wish.idempotencyKey);
  if (earlier === null) return null;
  if (earlier.inputDigest !== digestOf(ports, wish)) throw new Refusal('idempotency_conflict');
  return earlier.refund;
}

type Granted = Extract<RefundJudgement, { readonly kind: 'granted' }>;

async function judge(ports: Ports, order: Order, wish: RefundWish): Promise<Granted> {
  const refunds = await ports.store.listRefunds(order);
  const approvalAboveFen = ports.settings.refundApprovalAboveFen;
  const { amountFen, reason } = wish;
  const request = { amountFen, reason, approvalAboveFen };
  const judgement = judgeRefundRequest(order, refunds, request, ports.clock.nowMs());
  switch (judgement.kind) {
    case 'granted':
      return judgement;
    case 'not-paid':
      throw new Refusal('order_not_paid');
    case 'disputed':
      throw new Refusal('order_disputed');
    case 'amount':
      throw new Refusal('refund_amount_out_of_range', { remainingFen: judgement.remainingFen });
    case 'too-old':
      throw new Refusal('refund_too_late');
    case 'too-many':
      throw new Refusal('refund_limit_reached');
    case 'reason':
      throw new Refusal('refund_reason_invalid');
  }
}

function createFrom(
  ports: Ports,
  request: {
    readonly order: Order;
    readonly actor: Actor;
    readonly wish: RefundWish;
    readonly granted: Granted;
  },
): NewRefund {
  const { order, actor, wish, granted } = request;
  const name = granted.needsApproval ? 'hold' : 'request';
  const refund = placeRefund(ports, order, {
    // What is left of a late payment is late money whoever asks for it.
    kind: order.state === 'refunding' ? 'late' : 'asked',
    state: followRefundTransition(null, name),
    outTradeNo: order.outTradeNo,
    transactionId: granted.transactionId,
    amountFen: granted.amountFen,
    totalFen: order.amountFen,
    reason: wish.reason,
    requestedBy: actor.id,
  });
  const { idempotencyKey } = wish;
  return {
    refund,
    event: {
      name,
      from: null,
      to: refund.state,
      atMs: refund.requestedAtMs,
      by: actor.id,
      note: wish.reason,
    },
    idempotency:
      idempotencyKey === null ? null : { key: idempotencyKey, inputDigest: digestOf(ports, wish) },
  };
}

function digestOf({ secrets }: Ports, { amountFen, reason }: RefundWish): string {
  return secrets.digest(JSON.stringify([amountFen, reason]));
}
