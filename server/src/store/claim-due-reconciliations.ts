import type pg from 'pg';
import type { Reconciliation, Store } from '../ports.ts';
import { type ReconciliationRow, reconciliationFromRow } from './reconciliation-row.ts';
import { statement } from './statement.ts';

/** Takes a merchant's days that are due, oldest first, and counts the attempt. */
export async function claimDueReconciliations(
  pool: pg.Pool,
  { merchantId, nowMs, leaseSeconds, limit }: Parameters<Store['claimDueReconciliations']>[0],
): Promise<readonly Reconciliation[]> {
  const { rows } = await pool.query<ReconciliationRow>({
    ...claim,
    values: [merchantId, nowMs, nowMs + leaseSeconds * 1000, limit],
  });
  return rows.map(reconciliationFromRow);
}

const claim = statement(`
with due as materialized (
  select merchant_id, day, bill
  from reconciliations
  where merchant_id = $1::text and next_run_at_ms <= $2::bigint
  order by next_run_at_ms
  limit $4::integer
  for update skip locked
)
update reconciliations r set
  next_run_at_ms = $3::bigint, attempts = r.attempts + 1, version = r.version + 1
from due
where r.merchant_id = due.merchant_id and r.day = due.day and r.bill = due.bill
returning r.*, (
  select count(*)::integer from differences d
  where d.merchant_id = r.merchant_id and d.day = r.day and d.bill = r.bill and d.state = 'open'
) as open_differences
`);
