import type pg from 'pg';
import { keepAppendOnly } from './add-months.ts';
import type { TimedTable } from './timed-tables.ts';

/**
 * Puts a table of the same name over a table, with the same columns, rules, indexes and triggers, cut by
 * ranges of its ids; what there is becomes its first range, up to `end`, and all else has a place in
 * `…_other`, where ids that say nothing of their time go.
 */
export async function cutTable(
  client: pg.ClientBase,
  table: TimedTable,
  end: string,
): Promise<void> {
  const { name, id, storage } = table;
  const [before, other, aside] = [`${name}_before`, `${name}_other`, `${name}_aside`];
  const indexes = await readIndexes(client, name);
  await client.query(`alter table ${name} rename to ${before}`);
  await client.query(`alter table ${before} rename constraint ${name}_pkey to ${before}_pkey`);
  for (const index of indexes) {
    await client.query(`alter index ${index.name} rename to ${index.name}_before`);
  }
  await client.query(
    `create table ${name} (like ${before} including defaults including constraints including storage)
     partition by range (${id})`,
  );
  const { rows } = await client.query<{ definition: string }>(
    'select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and conname = $2',
    [before, `${before}_pkey`],
  );
  await client.query(`alter table ${name} add constraint ${name}_pkey ${rows[0]?.definition}`);
  for (const index of indexes) await client.query(index.definition);

  await client.query(
    `create temporary table ${aside} on commit drop as select * from ${before} where ${id} >= '${end}'`,
  );
  await client.query(`alter table ${before} disable trigger user`);
  await client.query(`delete from ${before} where ${id} >= '${end}'`);
  await client.query(`alter table ${before} enable trigger user`);
  await client.query(
    `alter table ${name} attach partition ${before} for values from (minvalue) to ('${end}')`,
  );
  await client.query(`create table ${other} partition of ${name} default ${storage}`);
  await client.query(`insert into ${name} select * from ${aside}`);
  await copyAppendOnly(client, table, before, other);
}

/** Indexes beside the primary key, each with the statement that makes it again. */
async function readIndexes(
  client: pg.ClientBase,
  name: string,
): Promise<readonly { readonly name: string; readonly definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = $1::regclass and not i.indisprimary`,
    [name],
  );
  return rows;
}

async function copyAppendOnly(
  client: pg.ClientBase,
  table: TimedTable,
  before: string,
  other: string,
): Promise<void> {
  const trigger = `${table.name}_is_append_only`;
  const { rowCount } = await client.query(
    'select from pg_trigger where tgrelid = $1::regclass and tgname = $2',
    [before, trigger],
  );
  if (rowCount === 0) return;
  await client.query(
    `create trigger ${trigger} before update or delete or truncate on ${table.name}
     for each statement execute function refuse_change()`,
  );
  await keepAppendOnly(client, table, other);
}
