import { Kysely, PostgresDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from './migrations/migrations.ts';
import { surviveLostConnections } from './open-pool.ts';

/**
 * Brings the database to the newest schema and says which steps it took. Any number of processes may
 * do so at once: an advisory lock lets one work while the others wait, and all steps of one run stand
 * or fall together.
 *
 * Steps that the database has and this version does not know are left as they are: a newer version took them,
 * and while machines are upgraded one after the other, an older one may still have to start.
 *
 * @throws Error of the database; then nothing was changed.
 */
export async function migrate(connectionString: string): Promise<readonly string[]> {
  const pool = new pg.Pool({ connectionString, max: 2, application_name: 'yifen migrate' });
  surviveLostConnections(pool, () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...(await stepsOfOthers(pool)), ...migrations }) },
      // Steps that were written side by side may reach a database in another order.
      allowUnorderedMigrations: true,
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    return (results ?? []).map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
}

/** Every step that was taken here, as one that does nothing; those that we know are put in their place. */
async function stepsOfOthers(pool: pg.Pool): Promise<Record<string, Migration>> {
  const table = await pool.query(`select 1 where to_regclass('kysely_migration') is not null`);
  if (table.rowCount === 0) return {};
  const { rows } = await pool.query<{ name: string }>('select name from kysely_migration');
  return Object.fromEntries(rows.map(({ name }) => [name, { up: async () => {} }]));
}
