import pg from 'pg';
import { addMonths } from './add-months.ts';
import { cutTable } from './cut-table.ts';
import { firstIdOf, monthAfter, type TimedTable, timedTables } from './timed-tables.ts';

/** How far ahead months are made; default 12. */
export interface MonthOptions {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly monthsAhead?: number;
}

/**
 * Cuts orders, their history, their evidence and the announcements into one partition per month of the
 * order (of the announcement), by the time with which their ids begin, and answers which partitions
 * were made. What there is becomes the first partition as it stands: it is read once, not copied.
 * Run again, it makes the months that have come into reach since; run that once a month.
 *
 * All of it is one transaction: other connections wait while it lasts, and see either form whole. The
 * store works on both forms, and both refuse what the rules refuse. What changes: the two rules that
 * span months (one number, one transaction: one order) stand on tables of their own, which a trigger
 * fills; and a position in the feed of events is unique by the lock under which it is given, no longer
 * by an index.
 *
 * @param connectionString Of the owner of the tables. PostgreSQL 15 or later.
 * @throws Error of the database; then nothing was changed.
 */
export async function partitionByMonth(
  connectionString: string,
  { nowMs, monthsAhead = 12 }: MonthOptions,
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString, application_name: 'yifen months' });
  // A lost connection is told by the next statement.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(7236832)');
    if (!(await isCut(client))) await cut(client, nowMs);
    const made: string[] = [];
    for (const table of timedTables) {
      made.push(...(await addMonths(client, table, { nowMs, monthsAhead })));
    }
    await client.query('commit');
    return made;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

async function isCut(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    "select relkind = 'p' as cut from pg_class where oid = 'orders'::regclass",
  );
  return rows[0]?.cut === true;
}

async function cut(client: pg.Client, nowMs: number): Promise<void> {
  const names = timedTables.map(({ name }) => name).join(', ');
  await client.query(`lock table ${names} in access exclusive mode`);
  for (const statement of loosen) await client.query(statement);
  const end = firstIdOf(monthAfter(nowMs));
  for (const table of timedTables as readonly TimedTable[]) await cutTable(client, table, end);
  for (const statement of tighten) await client.query(statement);
}

/** The rules that a table cut in months cannot hold by itself, moved to tables of their own. */
const loosen = [
  'alter table orders drop constraint orders_state_is_in_history',
  'alter table order_events drop constraint order_events_continue',
  'alter table orders drop constraint orders_one_number',
  'drop index orders_one_transaction',
  'drop index outbox_in_order',
  `create table order_numbers (
    merchant_id text collate "C",
    out_trade_no text collate "C",
    order_id text collate "C" not null,
    constraint orders_one_number primary key (merchant_id, out_trade_no)
  )`,
  `create table order_transactions (
    merchant_id text collate "C",
    transaction_id text collate "C",
    order_id text collate "C" not null,
    constraint orders_one_transaction primary key (merchant_id, transaction_id)
  )`,
  'insert into order_numbers select merchant_id, out_trade_no, id from orders',
  `insert into order_transactions
    select merchant_id, transaction_id, id from orders where transaction_id is not null`,
];

const tighten = [
  'create index orders_by_number on orders (merchant_id, out_trade_no)',
  `create index outbox_in_order on outbox (merchant_id, position) where position is not null`,
  `alter table order_events add constraint order_events_continue
    foreign key (merchant_id, order_id, previous_number, from_state)
    references order_events (merchant_id, order_id, number, to_state)`,
  `alter table orders add constraint orders_state_is_in_history
    foreign key (merchant_id, id, last_event, state)
    references order_events (merchant_id, order_id, number, to_state)`,
  `create function claim_order_number() returns trigger language plpgsql as $$
  begin
    insert into order_numbers values (new.merchant_id, new.out_trade_no, new.id);
    return null;
  end $$`,
  `create function claim_order_transaction() returns trigger language plpgsql as $$
  begin
    insert into order_transactions values (new.merchant_id, new.transaction_id, new.id);
    return null;
  end $$`,
  `create trigger orders_claim_their_number after insert on orders
    for each row execute function claim_order_number()`,
  `create trigger orders_claim_their_new_number after update of out_trade_no on orders
    for each row when (new.out_trade_no is distinct from old.out_trade_no)
    execute function claim_order_number()`,
  `create trigger orders_claim_their_first_transaction after insert on orders
    for each row when (new.transaction_id is not null) execute function claim_order_transaction()`,
  `create trigger orders_claim_their_transaction after update of transaction_id on orders
    for each row when (new.transaction_id is distinct from old.transaction_id)
    execute function claim_order_transaction()`,
];
