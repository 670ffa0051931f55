import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from './migrations/migrations.ts';

/**
 * Brings the database to the newest schema and says which steps it took. Any number of processes may
 * do so at once: an advisory lock lets one work while the others wait, and all steps of one run stand
 * or fall together.
 *
 * @throws Error of the database; then nothing was changed.
 */
export async function migrate(connectionString: string): Promise<readonly string[]> {
  const pool = new pg.Pool({ connectionString, max: 1, application_name: 'yifen migrate' });
  pool.on('error', () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
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
