import type { Evidence, NewRefund, Order, OutboxEvent, Refund, RefundStore } from '../ports.ts';
import { checkRefundCommit, holdsOrderMoney } from './check-refund.ts';
import { ConstraintViolation } from './constraint-violation.ts';
import type { StoreRecords } from './store-records.ts';

/** The refunds of a store in memory. */
export interface MemoryRefunds {
  readonly store: Omit<RefundStore, 'findOrderById'>;
  /**
   * Refuses a refund that must not begin, beside what can be seen from it and its order alone; called before anything
   * of its order's commit is written.
   */
  check(order: Order, created: NewRefund): void;
  /** Refuses an order's new amount that its refunds exceed. */
  checkAmount(order: Order): void;
  /** Writes a refund that was checked. */
  begin(created: NewRefund): void;
  all(): readonly Refund[];
  readonly history: StoreRecords['refundHistory'];
}

interface StoredRefund {
  refund: Refund;
  readonly created: NewRefund;
  readonly events: NewRefund['event'][];
}

/**
 * Keeps refunds in this process, with the constraints that the database has.
 *
 * @param shared What orders and refunds write to alike.
 */
export function createMemoryRefunds(shared: {
  keepEvidence(refund: Pick<Refund, 'merchantId' | 'orderId' | 'id'>, e: Evidence): void;
  announce(order: Pick<Order, 'merchantId' | 'id'>, events: readonly OutboxEvent[]): void;
}): MemoryRefunds {
  const refunds = new Map<string, StoredRefund>();
  const all = () => [...refunds.values()].map(({ refund }) => refund);
  const ofOrder = (order: Pick<Order, 'merchantId' | 'id'>) =>
    all().filter(
      ({ merchantId, orderId }) => merchantId === order.merchantId && orderId === order.id,
    );

  function check(order: Order, { refund, idempotency }: NewRefund): void {
    const others = all().filter(({ merchantId }) => merchantId === refund.merchantId);
    const has = (same: (other: Refund) => boolean) => others.some(same);
    refuse(refunds.has(keyOf(refund)), 'refunds_pkey');
    refuse(
      has(({ outRefundNo }) => outRefundNo === refund.outRefundNo),
      'refunds_one_number',
    );
    refuse(idempotency !== null && findByKey(order, idempotency.key) !== null, 'refunds_one_key');
    const isTwice = others.some(
      (other) =>
        other.kind === 'surplus' &&
        other.transactionId === refund.transactionId &&
        other.state !== 'closed' &&
        (other.state !== 'succeeded' || other.amountFen === other.totalFen),
    );
    refuse(refund.kind === 'surplus' && isTwice, 'refunds_one_per_surplus');
    checkFit(order, [...ofOrder(order), refund]);
  }

  function checkFit(order: Order, held: readonly Refund[]): void {
    const heldFen = held
      .filter((refund) => refund.state !== 'closed' && holdsOrderMoney(refund))
      .reduce((sum, { amountFen }) => sum + amountFen, 0);
    refuse(heldFen > order.amountFen, 'orders_refunds_fit');
  }

  function findByKey(order: Order, key: string): StoredRefund | null {
    const found = [...refunds.values()].find(
      ({ refund, created }) =>
        refund.merchantId === order.merchantId &&
        refund.orderId === order.id &&
        created.idempotency?.key === key,
    );
    return found ?? null;
  }

  return {
    check,
    checkAmount: (order) => checkFit(order, ofOrder(order)),
    all,
    begin(created) {
      const refund = Object.freeze({ ...created.refund });
      refunds.set(keyOf(refund), { refund, created, events: [created.event] });
    },
    async history(refund) {
      return [...(refunds.get(keyOf(refund))?.events ?? [])];
    },
    store: {
      async findRefund(merchantId, id) {
        return refunds.get(keyOf({ merchantId, id }))?.refund ?? null;
      },
      async findRefundByNumber(merchantId, outRefundNo) {
        const isWanted = (refund: Refund) =>
          refund.merchantId === merchantId && refund.outRefundNo === outRefundNo;
        return all().find(isWanted) ?? null;
      },
      async findRefundByKey(order, key) {
        const found = findByKey(order, key);
        if (found === null) return null;
        const { refund, created } = found;
        return { refund, inputDigest: created.idempotency?.inputDigest ?? '' };
      },
      async listRefunds(order) {
        return ofOrder(order).sort(oldestFirst);
      },
      async commitRefund(commit) {
        const { before, patch, event, evidence, outbox } = commit;
        checkRefundCommit(before, commit);
        const stored = refunds.get(keyOf(before));
        if (stored?.refund.version !== before.version) return 'stale';
        const isTaken = all().some(
          ({ merchantId, id, refundId }) =>
            merchantId === before.merchantId && id !== before.id && refundId === patch.refundId,
        );
        refuse(Boolean(patch.refundId) && isTaken, 'refunds_one_refund');
        const version = stored.refund.version + 1;
        stored.refund = Object.freeze({ ...stored.refund, ...patch, version });
        if (event) stored.events.push(event);
        if (evidence) shared.keepEvidence(before, evidence);
        shared.announce({ merchantId: before.merchantId, id: before.orderId }, outbox ?? []);
        return 'committed';
      },
      async saveRefundEvidence(refund, evidence) {
        shared.keepEvidence(refund, evidence);
      },
      async claimDueRefunds({ merchantId, nowMs, leaseSeconds, limit }) {
        const due = [...refunds.values()]
          .filter(({ refund }) => refund.merchantId === merchantId)
          .filter(({ refund }) => refund.nextPollAtMs !== null && refund.nextPollAtMs <= nowMs)
          .sort((a, b) => Number(a.refund.nextPollAtMs) - Number(b.refund.nextPollAtMs))
          .slice(0, limit);
        return due.map((stored) => {
          const nextPollAtMs = nowMs + leaseSeconds * 1000;
          stored.refund = Object.freeze({ ...stored.refund, nextPollAtMs });
          return stored.refund;
        });
      },
    },
  };
}

function keyOf({ merchantId, id }: Pick<Refund, 'merchantId' | 'id'>): string {
  return JSON.stringify([merchantId, id]);
}

function oldestFirst(a: Refund, b: Refund): number {
  if (a.requestedAtMs !== b.requestedAtMs) return a.requestedAtMs - b.requestedAtMs;
  return a.id < b.id ? -1 : 1;
}

function refuse(isBroken: boolean, constraint: string): void {
  if (isBroken) throw new ConstraintViolation(constraint);
}
