import type { Refund, RefundState, RefundStatement } from '../ledger/refund.ts';
import type { Evidence, Order, OutboxEvent } from '../ports.ts';

/** Who does something on the merchant's side; four eyes are two different ids. */
export interface Actor {
  /** A person or an API key, e.g. `user:li` or `key:…`. */
  readonly id: string;
}

/** A verified statement about a refund and its evidence. */
export interface ProvenRefund {
  readonly refundStatement: RefundStatement;
  readonly evidence: Evidence;
}

/** One line of a refund's history; append-only. */
export interface RefundEvent {
  /** The arrow of the state table that was taken, e.g. `succeed`. */
  readonly name: string;
  readonly from: RefundState | null;
  readonly to: RefundState;
  readonly atMs: number;
  /** Who did it, `wechat` or `system` included. */
  readonly by: string;
  /** Says why, for people; never a secret. */
  readonly note: string | null;
}

/** A new refund with its first history line; written with the commit of its order. */
export interface NewRefund {
  readonly refund: Refund;
  readonly event: RefundEvent;
  /** Null: not asked for. Scoped to the order. */
  readonly idempotency: { readonly key: string; readonly inputDigest: string } | null;
}

/** What one commit changes of a refund; state, history, evidence and outbox stand or fall together. */
export interface RefundCommit {
  /** The refund as it was read; the commit is `stale` when the stored version is another. */
  readonly before: Refund;
  /** The fields that change; `version` is counted by the store. */
  readonly patch: Partial<
    Pick<
      Refund,
      | 'state'
      | 'approvedBy'
      | 'sentAtMs'
      | 'refundId'
      | 'acceptedAtMs'
      | 'succeededAtMs'
      | 'receivedBy'
      | 'problem'
      | 'nextPollAtMs'
      | 'pollCount'
    >
  >;
  readonly event?: RefundEvent;
  readonly evidence?: Evidence;
  readonly outbox?: readonly OutboxEvent[];
}

/**
 * How refunds are kept. They begin with their order's commit (`OrderCommit.refund`), which takes the
 * amount from what is left of the payment; a commit that closes a refund gives its amount back.
 */
export interface RefundStore {
  /** A merchant's order, whoever its payer is. */
  findOrderById(merchantId: string, id: string): Promise<Order | null>;
  findRefund(merchantId: string, id: string): Promise<Refund | null>;
  findRefundByNumber(merchantId: string, outRefundNo: string): Promise<Refund | null>;
  /** What an idempotency key of this order was used for, and with which input. */
  findRefundByKey(
    order: Order,
    key: string,
  ): Promise<{ readonly refund: Refund; readonly inputDigest: string } | null>;
  /** All refunds of an order, oldest first. */
  listRefunds(order: Pick<Order, 'merchantId' | 'id'>): Promise<readonly Refund[]>;
  /** One statement: `stale` changed nothing, read again and decide again. */
  commitRefund(commit: RefundCommit): Promise<'committed' | 'stale'>;
  /** Remembers a proven statement that changed nothing; the same id counts once. */
  saveRefundEvidence(refund: Refund, evidence: Evidence): Promise<void>;
  /** As `claimDueOrders`, for refunds. */
  claimDueRefunds(claim: {
    readonly merchantId: string;
    readonly nowMs: number;
    readonly leaseSeconds: number;
    readonly limit: number;
  }): Promise<readonly Refund[]>;
}
