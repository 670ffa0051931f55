import type pg from 'pg';
import type { Order, Store } from '../ports.ts';
import { type OrderRow, orderFromRow } from './order-row.ts';
import { statement } from './statement.ts';

/**
 * Takes a merchant's orders whose poll is due, oldest first, by moving their due time by the lease. What another
 * process is just taking is passed over, so that no order is given twice and nobody waits.
 *
 * The version stays: a lease is no change of the order, and must not make a payment's commit stale.
 */
export async function claimDueOrders(
  pool: pg.Pool,
  { merchantId, nowMs, leaseSeconds, limit }: Parameters<Store['claimDueOrders']>[0],
): Promise<readonly Order[]> {
  const { rows } = await pool.query<OrderRow>({
    ...claim,
    values: [merchantId, nowMs, nowMs + leaseSeconds * 1000, limit],
  });
  return rows.map(orderFromRow);
}

const claim = statement(`
with due as materialized (
  select merchant_id, id
  from orders
  where merchant_id = $1::text and next_poll_at_ms <= $2::bigint
  order by next_poll_at_ms
  limit $4::integer
  for update skip locked
)
update orders o set next_poll_at_ms = $3::bigint
from due
where o.merchant_id = due.merchant_id and o.id = due.id
returning o.*
`);
