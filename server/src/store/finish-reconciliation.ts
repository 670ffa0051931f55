import type pg from 'pg';
import type { Reconciliation, ReconciliationResult } from '../ports.ts';
import { statement } from './statement.ts';

/**
 * Writes a result in one statement: the job, if nobody has taken it over, and with it every difference of the day;
 * known ones stay one row, open ones that were not found again are gone.
 */
export async function finishReconciliation(
  pool: pg.Pool,
  { merchantId, day, bill, version }: Reconciliation,
  { finishedAtMs, file, totals, differences, outbox }: ReconciliationResult,
): Promise<'committed' | 'stale'> {
  const found = differences.map((each) => ({
    id: each.id,
    kind: each.kind,
    reference: each.reference,
    out_trade_no: each.outTradeNo,
    transaction_id: each.transactionId,
    out_refund_no: each.outRefundNo,
    ours_fen: each.oursFen,
    bill_fen: each.billFen,
    our_state: each.ourState,
    bill_state: each.billState,
    note: each.note,
    healed: each.healed,
  }));
  const { rows } = await pool.query<{ committed: boolean }>({
    ...finish,
    values: [
      merchantId,
      day,
      bill,
      version,
      finishedAtMs,
      file?.sha1 ?? null,
      file?.bytes ?? null,
      totals === null ? null : JSON.stringify(totals),
      JSON.stringify(found),
      outbox.map(({ id }) => id),
      outbox.map(({ type }) => type),
      outbox.map(({ payload }) => JSON.stringify(payload)),
    ],
  });
  return rows[0]?.committed ? 'committed' : 'stale';
}

/** `settled`: a person said so, and nothing is new; `kept`: nothing has to be opened again. */
const settled = `d.resolution = 'by-hand' and d.ours_fen is not distinct from excluded.ours_fen
      and d.bill_fen is not distinct from excluded.bill_fen`;
const kept = `d.state = 'resolved' and (excluded.state = 'resolved' or (${settled}))`;

const finish = statement(`
with run as (
  update reconciliations set
    state = 'finished', next_run_at_ms = null, attempts = 0, problem = null,
    finished_at_ms = $5::bigint, bill_sha1 = $6, bill_bytes = $7::bigint, totals = $8::jsonb,
    version = version + 1
  where merchant_id = $1::text and day = $2::text and bill = $3::text and version = $4::integer
  returning 1
), found as materialized (
  select f.* from run, jsonb_to_recordset($9::jsonb) as f (
    id text, kind text, reference text, out_trade_no text, transaction_id text,
    out_refund_no text, ours_fen bigint, bill_fen bigint, our_state text, bill_state text,
    note text, healed boolean
  )
), written as (
  insert into differences as d (
    merchant_id, id, day, bill, kind, reference, out_trade_no, transaction_id, out_refund_no,
    ours_fen, bill_fen, our_state, bill_state, note, state, first_seen_at_ms, last_seen_at_ms,
    resolution, resolved_by, resolved_at_ms
  )
  select $1, f.id, $2, $3, f.kind, f.reference, f.out_trade_no, f.transaction_id, f.out_refund_no,
    f.ours_fen, f.bill_fen, f.our_state, f.bill_state, f.note,
    case when f.healed then 'resolved' else 'open' end, $5, $5,
    case when f.healed then 'healed' end,
    case when f.healed then 'system' end,
    case when f.healed then $5 end
  from found f
  on conflict (merchant_id, day, bill, kind, reference) do update set
    out_trade_no = excluded.out_trade_no,
    transaction_id = excluded.transaction_id,
    out_refund_no = excluded.out_refund_no,
    ours_fen = excluded.ours_fen,
    bill_fen = excluded.bill_fen,
    our_state = excluded.our_state,
    bill_state = excluded.bill_state,
    note = excluded.note,
    last_seen_at_ms = excluded.last_seen_at_ms,
    state = case when ${kept} then d.state else excluded.state end,
    resolution = case when ${kept} then d.resolution else excluded.resolution end,
    resolved_by = case when ${kept} then d.resolved_by else excluded.resolved_by end,
    resolved_at_ms = case when ${kept} then d.resolved_at_ms else excluded.resolved_at_ms end,
    reason = case when ${kept} then d.reason end
), gone as (
  update differences d set
    state = 'resolved', resolution = 'gone', resolved_by = 'system', resolved_at_ms = $5
  from run
  where d.merchant_id = $1 and d.day = $2 and d.bill = $3 and d.state = 'open'
    and not exists (select from found f where f.kind = d.kind and f.reference = d.reference)
), announced as (
  insert into outbox (merchant_id, id, order_id, type, at_ms, payload)
  select $1, o.id, 'bill:' || $2 || ':' || $3, o.type, $5, o.payload
  from run, unnest($10::text[], $11::text[], $12::jsonb[]) as o (id, type, payload)
)
select exists (select from run) as committed
`);
