import type pg from 'pg';
import { firstIdOf, monthAfter, partitionName, type TimedTable } from './timed-tables.ts';

/** Makes the months of a table that are in reach and not there, and answers their names. */
export async function addMonths(
  client: pg.ClientBase,
  table: TimedTable,
  { nowMs, monthsAhead }: { readonly nowMs: number; readonly monthsAhead: number },
): Promise<readonly string[]> {
  const existing = await partitionsOf(client, table);
  const made: string[] = [];
  for (let ahead = 1; ahead <= monthsAhead; ahead += 1) {
    const month = monthAfter(nowMs, ahead);
    const name = partitionName(table, month);
    if (existing.has(name)) continue;
    const [from, to] = [firstIdOf(month), firstIdOf(monthAfter(nowMs, ahead + 1))];
    await client.query(
      `create table ${name} partition of ${table.name} for values from ('${from}') to ('${to}')
       ${table.storage}`,
    );
    await keepAppendOnly(client, table, name);
    made.push(name);
  }
  return made;
}

/**
 * A part can be written to by its own name as well: the trigger that keeps the whole append-only,
 * once per statement, does not see that.
 */
export async function keepAppendOnly(
  client: pg.ClientBase,
  { name: whole }: TimedTable,
  part: string,
): Promise<void> {
  const trigger = `${whole}_is_append_only`;
  const { rowCount } = await client.query(
    'select from pg_trigger where tgrelid = $1::regclass and tgname = $2',
    [whole, trigger],
  );
  if (rowCount === 0) return;
  await client.query(
    `create trigger ${trigger} before update or delete or truncate on ${part}
     for each statement execute function refuse_change()`,
  );
}

async function partitionsOf(
  client: pg.ClientBase,
  { name }: TimedTable,
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ part: string }>(
    'select inhrelid::regclass::text as part from pg_inherits where inhparent = $1::regclass',
    [name],
  );
  return new Set(rows.map(({ part }) => part));
}
