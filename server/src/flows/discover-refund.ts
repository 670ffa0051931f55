import { fen } from '../ledger/fen.ts';
import { judgeDiscovery } from '../ledger/judge-discovery.ts';
import { followRefundTransition } from '../ledger/refund-transitions.ts';
import type { NewRefund, Order, Ports, ProvenRefund, Refund } from '../ports.ts';
import { commitOrder, readAgain } from './commit-order.ts';
import { logRefund } from './commit-refund.ts';
import { placeRefund } from './place-refund.ts';
import { Refusal } from './refusal.ts';
import { settleRefund } from './settle-refund.ts';

/** How often it is tried anew because others changed the order first. */
const MAX_ATTEMPTS = 10;

/** Nobody asked for it here, and WeChat does not say what the payer was told. */
const REASON = '在微信商户平台退款';

/** What became of a refund that was found in a bill. */
export type Discovery =
  | { readonly kind: 'discovered'; readonly refund: Refund }
  /** WeChat does not know that number. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'other-payment' }
  | { readonly kind: 'exceeds'; readonly remainingFen: number };

/**
 * Takes a refund into the books that was made elsewhere, such as in WeChat's console. The bill only names it:
 * what is written is WeChat's signed answer about that number, kept as evidence in the same commit. It counts
 * against what is left of the payment from that moment, and ends as any refund does.
 *
 * @throws PlatformFailure when there is no usable answer.
 * @throws Refusal `order_busy` when the order kept changing under it.
 */
export async function discoverRefund(
  ports: Ports,
  order: Order,
  outRefundNo: string,
): Promise<Discovery> {
  const proven = await ports.platform.queryRefund({ outRefundNo });
  if (proven === null) return { kind: 'unknown' };
  let current = order;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const refunds = await ports.store.listRefunds(current);
    const known = refunds.find((each) => each.outRefundNo === outRefundNo);
    if (known) return { kind: 'discovered', refund: await settleRefund(ports, known, proven) };
    const judged = judgeDiscovery(current, refunds, proven.refundStatement);
    if (judged.kind !== 'ours') return judged;
    const created = newRefund(ports, current, proven, judged.as);
    const { evidence } = proven;
    const began = await commitOrder(ports, {
      before: current,
      patch: {},
      refund: created,
      evidence,
    });
    if (began !== null) {
      logRefund(ports, created.refund);
      return { kind: 'discovered', refund: await settleRefund(ports, created.refund, proven) };
    }
    current = await readAgain(ports, current);
  }
  throw new Refusal('order_busy');
}

function newRefund(
  ports: Ports,
  order: Order,
  { refundStatement }: ProvenRefund,
  kind: 'console' | 'surplus',
): NewRefund {
  const { outRefundNo, refundId, outTradeNo, transactionId, acceptedAtMs } = refundStatement;
  const state = followRefundTransition(null, 'discover');
  const requestedBy = 'console';
  const placed = placeRefund(ports, order, {
    kind,
    state,
    outTradeNo,
    transactionId,
    amountFen: fen(refundStatement.amountFen),
    totalFen: fen(refundStatement.totalFen),
    reason: REASON,
    requestedBy,
  });
  const { requestedAtMs: atMs } = placed;
  const sentAtMs = acceptedAtMs ?? atMs;
  const refund = Object.freeze({ ...placed, outRefundNo, refundId, acceptedAtMs, sentAtMs });
  const note = 'made elsewhere, found in the bill';
  const event = { name: 'discover', from: null, to: state, atMs, by: requestedBy, note };
  return { refund, event, idempotency: null };
}
