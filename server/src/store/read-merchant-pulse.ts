import type pg from 'pg';
import type { MerchantPulse } from '../ports.ts';
import { statement } from './statement.ts';

/** Reads what waits at one merchant, along partial indexes of what is not finished. */
export async function readMerchantPulse(
  pool: pg.Pool,
  merchantId: string,
  nowMs: number,
): Promise<MerchantPulse> {
  const { rows } = await pool.query<MerchantPulse>({ ...takePulse, values: [merchantId, nowMs] });
  const [row] = rows;
  if (!row) throw new Error('a statement of sub-selects answered no row');
  return Object.freeze({ ...row });
}

const takePulse = statement(`
with open_orders as (
  select count(*) as n, min(created_at_ms) as oldest from orders
  where merchant_id = $1 and next_poll_at_ms is not null and state in ('created', 'payable', 'closing')
), last_payments as materialized (
  select merchant_id, id, paid_at_ms from orders
  where merchant_id = $1 and paid_at_ms is not null
  order by paid_at_ms desc, id desc limit 100
)
select
  open_orders.n as "openOrders",
  open_orders.oldest as "oldestOpenOrderAtMs",
  (select count(*) from orders where merchant_id = $1 and state = 'disputed') as "disputedOrders",
  (
    select min(next_poll_at_ms) from orders where merchant_id = $1 and next_poll_at_ms <= $2::bigint
  ) as "mostOverduePollAtMs",
  (
    select count(*) from refunds where merchant_id = $1 and state = 'awaiting-approval'
  ) as "refundsAwaitingApproval",
  (select count(*) from refunds where merchant_id = $1 and state = 'abnormal') as "abnormalRefunds",
  (select count(*) from differences where merchant_id = $1 and state = 'open') as "openDifferences",
  (
    select count(*) from deliveries where merchant_id = $1 and state = 'exhausted'
  ) as "exhaustedDeliveries",
  (
    select floor(0.5 + percentile_cont(0.5) within group (order by e.at_ms - p.paid_at_ms))::bigint
    from last_payments p
    join order_events e on e.merchant_id = p.merchant_id and e.order_id = p.id and e.name = 'pay'
  ) as "notificationLagMs"
from open_orders
`);
