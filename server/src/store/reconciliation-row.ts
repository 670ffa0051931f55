import type { BillKind } from '../ledger/bill-line.ts';
import type { Difference, DifferenceKind, DifferenceResolution } from '../ledger/difference.ts';
import type { Reconciliation } from '../ports.ts';

/** A row of `reconciliations`, with the number of its open differences. */
export interface ReconciliationRow {
  merchant_id: string;
  day: string;
  bill: string;
  state: string;
  next_run_at_ms: number | null;
  attempts: number;
  problem: string | null;
  finished_at_ms: number | null;
  bill_sha1: string | null;
  bill_bytes: number | null;
  totals: NonNullable<Reconciliation['totals']> | null;
  version: number;
  open_differences: number;
}

/** A row of `differences`. */
export interface DifferenceRow {
  merchant_id: string;
  id: string;
  day: string;
  bill: string;
  kind: string;
  reference: string;
  out_trade_no: string | null;
  transaction_id: string | null;
  out_refund_no: string | null;
  ours_fen: number | null;
  bill_fen: number | null;
  our_state: string | null;
  bill_state: string | null;
  note: string | null;
  state: string;
  first_seen_at_ms: number;
  last_seen_at_ms: number;
  resolution: string | null;
  resolved_by: string | null;
  resolved_at_ms: number | null;
  reason: string | null;
}

/** Reads a row as a reconciliation; the database's constraints vouch for the words. */
export function reconciliationFromRow(row: ReconciliationRow): Reconciliation {
  const { bill_sha1: sha1, bill_bytes: bytes } = row;
  return Object.freeze({
    merchantId: row.merchant_id,
    day: row.day,
    bill: row.bill as BillKind,
    state: row.state as Reconciliation['state'],
    nextRunAtMs: row.next_run_at_ms,
    attempts: row.attempts,
    problem: row.problem,
    finishedAtMs: row.finished_at_ms,
    file: sha1 === null || bytes === null ? null : Object.freeze({ sha1, bytes }),
    totals: row.totals === null ? null : Object.freeze(row.totals),
    openDifferences: row.open_differences,
    version: row.version,
  });
}

/** Reads a row as a difference. */
export function differenceFromRow(row: DifferenceRow): Difference {
  return Object.freeze({
    id: row.id,
    merchantId: row.merchant_id,
    day: row.day,
    bill: row.bill as BillKind,
    kind: row.kind as DifferenceKind,
    reference: row.reference,
    outTradeNo: row.out_trade_no,
    transactionId: row.transaction_id,
    outRefundNo: row.out_refund_no,
    oursFen: row.ours_fen,
    billFen: row.bill_fen,
    ourState: row.our_state,
    billState: row.bill_state,
    note: row.note,
    state: row.state as Difference['state'],
    firstSeenAtMs: row.first_seen_at_ms,
    lastSeenAtMs: row.last_seen_at_ms,
    resolution: row.resolution as DifferenceResolution | null,
    resolvedBy: row.resolved_by,
    resolvedAtMs: row.resolved_at_ms,
    reason: row.reason,
  });
}
