import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../embedded-database.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './migrations.ts';

/** Written as whole rows (`jsonb_populate_record`): a new column gets null from the version before, never its default. */
const WRITTEN_WHOLE: readonly string[] = ['refunds', 'refund_events'];

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly mayBeNull: boolean;
  readonly hasDefault: boolean;
}

let folder: string;
let database: EmbeddedDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yifen-forward-'));
  await chmod(folder, 0o755);
  database = await startEmbeddedDatabase({ dataDir: folder });
});
afterAll(async () => {
  await database?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('each step of the schema leaves the version before it able to read and write', async () => {
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 1 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const broken: string[] = [];
  let before: readonly Column[] = [];
  for (const step of Object.keys(migrations).sort()) {
    const { error } = await migrator.migrateTo(step);
    expect(error).toBeUndefined();
    const after = await readColumns(pool);
    broken.push(...findBreaks(before, after).map((what) => `${step}: ${what}`));
    before = after;
  }
  await db.destroy();
  expect(broken).toEqual([]);
});

test('a version that does not know the newest step still starts', async () => {
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 1 });
  await migrate(database.connectionString);
  await pool.query(`insert into kysely_migration values ('9999-of-tomorrow', now()::text)`);
  await pool.end();
  expect(await migrate(database.connectionString)).toEqual([]);
});

test('a step that drops, renames, retypes or demands what the version before does not know is found', () => {
  const column = {
    table: 'orders',
    column: 'state',
    type: 'text',
    mayBeNull: true,
    hasDefault: false,
  };
  expect(findBreaks([column], [column])).toEqual([]);
  expect(findBreaks([column], [])).toEqual(['orders.state is gone']);
  expect(findBreaks([column], [{ ...column, type: 'integer' }])).toEqual([
    'orders.state is no text',
  ]);
  expect(findBreaks([column], [{ ...column, mayBeNull: false }])).toHaveLength(1);
  const demanded = { ...column, column: 'demanded', mayBeNull: false };
  expect(findBreaks([column], [column, demanded])).toHaveLength(1);
  expect(findBreaks([column], [column, { ...demanded, hasDefault: true }])).toEqual([]);
  const whole = { ...column, table: 'refunds' };
  expect(
    findBreaks([whole], [whole, { ...demanded, table: 'refunds', hasDefault: true }]),
  ).toHaveLength(1);
  expect(findBreaks([column], [column, { ...demanded, table: 'new_table' }])).toEqual([]);
});

/** What the version before could no longer do. */
function findBreaks(before: readonly Column[], after: readonly Column[]): readonly string[] {
  const nameOf = ({ table, column }: Column) => `${table}.${column}`;
  const known = new Map(before.map((each) => [nameOf(each), each]));
  const now = new Map(after.map((each) => [nameOf(each), each]));
  const tables = new Set(before.map(({ table }) => table));
  const lost = before.flatMap((each) => {
    const same = now.get(nameOf(each));
    if (!same) return [`${nameOf(each)} is gone`];
    if (same.type !== each.type) return [`${nameOf(each)} is no ${each.type}`];
    return each.mayBeNull && !same.mayBeNull ? [`${nameOf(each)} may no longer be null`] : [];
  });
  const demanded = after
    .filter((each) => tables.has(each.table) && !known.has(nameOf(each)) && !each.mayBeNull)
    .filter(({ table, hasDefault }) => !hasDefault || WRITTEN_WHOLE.includes(table))
    .map((each) => `${nameOf(each)} is demanded`);
  return [...lost, ...demanded];
}

async function readColumns(pool: pg.Pool): Promise<readonly Column[]> {
  const { rows } = await pool.query<Column>(
    `select table_name as "table", column_name as "column", data_type as type,
       is_nullable = 'YES' as "mayBeNull", column_default is not null as "hasDefault"
     from information_schema.columns
     where table_schema = 'public' and table_name not like 'kysely_%'`,
  );
  return rows;
}
