import type pg from 'pg';
import type { Refund, Store } from '../ports.ts';
import { type RefundRow, refundFromRow } from './refund-row.ts';
import { statement } from './statement.ts';

/** Takes a merchant's refunds that are due, oldest first, as `claimDueOrders` does with orders. */
export async function claimDueRefunds(
  pool: pg.Pool,
  { merchantId, nowMs, leaseSeconds, limit }: Parameters<Store['claimDueRefunds']>[0],
): Promise<readonly Refund[]> {
  const { rows } = await pool.query<RefundRow>({
    ...claim,
    values: [merchantId, nowMs, nowMs + leaseSeconds * 1000, limit],
  });
  return rows.map(refundFromRow);
}

const claim = statement(`
with due as materialized (
  select merchant_id, id
  from refunds
  where merchant_id = $1::text and next_poll_at_ms <= $2::bigint
  order by next_poll_at_ms
  limit $4::integer
  for update skip locked
)
update refunds r set next_poll_at_ms = $3::bigint
from due
where r.merchant_id = due.merchant_id and r.id = due.id
returning r.*
`);
