import type pg from 'pg';
import type { Pulse } from '../ports.ts';
import { statement } from './statement.ts';

/**
 * Reads how much waits. It walks along the partial indexes of what is not finished, so that its cost grows with what
 * is open, not with what ever was.
 */
export async function readPulse(pool: pg.Pool, nowMs: number): Promise<Pulse> {
  const { rows } = await pool.query<Record<keyof Pulse, number | null>>({
    ...takePulse,
    values: [nowMs],
  });
  const [row] = rows;
  if (!row) throw new Error('a statement of sub-selects answered no row');
  const count = (name: keyof Pulse) => row[name] ?? 0;
  return Object.freeze({
    openOrders: count('openOrders'),
    oldestOpenOrderAtMs: row.oldestOpenOrderAtMs,
    duePolls: count('duePolls'),
    mostOverduePollAtMs: row.mostOverduePollAtMs,
    openRefunds: count('openRefunds'),
    oldestOpenRefundAtMs: row.oldestOpenRefundAtMs,
    dueDeliveries: count('dueDeliveries'),
    mostOverdueDeliveryAtMs: row.mostOverdueDeliveryAtMs,
    exhaustedDeliveries: count('exhaustedDeliveries'),
    unplacedEvents: count('unplacedEvents'),
    openDifferences: count('openDifferences'),
  });
}

const takePulse = statement(`
with open_orders as (
  select count(*) as n, min(created_at_ms) as oldest from orders
  where next_poll_at_ms is not null and state in ('created', 'payable', 'closing')
), due_polls as (
  select count(*) as n, min(next_poll_at_ms) as oldest from orders where next_poll_at_ms <= $1::bigint
), open_refunds as (
  select count(*) as n, min(requested_at_ms) as oldest from refunds where next_poll_at_ms is not null
), due_deliveries as (
  select count(*) as n, min(next_attempt_at_ms) as oldest from deliveries
  where next_attempt_at_ms <= $1::bigint and state = 'pending'
)
select
  open_orders.n as "openOrders",
  open_orders.oldest as "oldestOpenOrderAtMs",
  due_polls.n as "duePolls",
  due_polls.oldest as "mostOverduePollAtMs",
  open_refunds.n as "openRefunds",
  open_refunds.oldest as "oldestOpenRefundAtMs",
  due_deliveries.n as "dueDeliveries",
  due_deliveries.oldest as "mostOverdueDeliveryAtMs",
  (select count(*) from deliveries where state = 'exhausted') as "exhaustedDeliveries",
  (select count(*) from outbox where position is null) as "unplacedEvents",
  (select count(*) from differences where state = 'open') as "openDifferences"
from open_orders, due_polls, open_refunds, due_deliveries
`);
