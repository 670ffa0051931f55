import type { BenchDatabase } from './bench-database.ts';
import { keepPayment } from './payment-statements.ts';
import type { StatementRate, StatementRun } from './pgbench.ts';
import { orderId, type Seeding, seedOrders } from './seed-orders.ts';
import type { Yardstick } from './statement-rate.ts';

/** Which orders the yardstick pays. */
type Run = Omit<StatementRun, 'sql'>;

/** Makes orders for the yardstick to pay: on 64 connections at once, and on one. */
export async function seedYardstick(
  database: BenchDatabase,
  owner: Omit<Seeding, 'first' | 'count'>,
  first: number,
): Promise<{ readonly together: Run; readonly alone: Run }> {
  const { url } = database;
  const together = { url, first, connections: 64, each: 150 };
  const alone = {
    url,
    first: first + together.connections * together.each,
    connections: 1,
    each: 800,
  };
  const count = together.connections * together.each + alone.each;
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
    [orderId(run.first), orderId(run.first + run.connections * run.each)],
  );
  if (row?.paid !== rate.count)
    throw new Error(`${rate.count} statements paid ${row?.paid} orders`);
  return rate;
}
