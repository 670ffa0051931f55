import type { BenchDatabase } from './bench-database.ts';
import { keepPayment } from './payment-statements.ts';
import type { StatementRate, StatementRun } from './pgbench.ts';
import { orderId, type Seeding, seedOrders } from './seed-orders.ts';
import type { Yardstick } from './statement-rate.ts';

/** Where and for how long the yardstick pays orders. */
type Run = Omit<StatementRun, 'sql'>;

/** Makes orders for the yardstick to pay, more than it can in its time: on 64 connections at once, and on one. */
export async function seedYardstick(
  database: BenchDatabase,
  owner: Omit<Seeding, 'first' | 'count'>,
  first: number,
): Promise<{ readonly together: Run; readonly alone: Run }> {
  const { url } = database;
  const together = { url, first, span: 700, connections: 64, seconds: 2 };
  const alone = {
    url,
    first: first + together.connections * together.span,
    span: 6_000,
    connections: 1,
    seconds: 1,
  };
  const count = together.connections * together.span + alone.span;
  await seedOrders(database, { ...owner, first: first + 1, count });
  return { together, alone };
}

/** Pays orders one statement each, and makes sure that each statement found an order to pay. */
export async function measurePayments(
  yardstick: Yardstick,
  database: BenchDatabase,
  run: Run,
): Promise<StatementRate> {
  const rate = await yardstick.measure({ ...run, sql: keepPayment });
  const [row] = await database.run(
    `select count(*)::integer as paid from orders
     where merchant_id = 'default' and id > $1 and id <= $2 and state = 'paid'`,
    [orderId(run.first), orderId(run.first + run.connections * run.span)],
  );
  if (row?.paid !== rate.count)
    throw new Error(`${rate.count} statements paid ${row?.paid} orders`);
  return rate;
}
