import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { count } from './journal.ts';
import { createPostgres, type Postgres, ROLE } from './postgres.ts';
import type { Scenario } from './run-scenario.ts';

/**
 * A backup, purchases that it does not know, and a fire: what is left is the backup. The bill must
 * find every fen that came and went since, each taken over or as one difference.
 */
export const restore: Scenario = {
  name: 'restore',
  missing: ({ hasDump }) => (hasDump ? null : 'there is no pg_dump'),
  // What the backup does not know was answered and is gone; that it cannot be otherwise is no excuse for the rest.
  promises: ['I02', 'I03', 'I04', 'I05', 'I08', 'I09', 'I12', 'I16', 'I17', 'I20'],
  async open(programs, folder) {
    const postgres = await createPostgres({ programs, folder });
    await postgres.start();
    return postgres;
  },
  async run(scene, programs, first) {
    const { stage, market, seconds } = scene;
    await sleep(seconds * 500);
    const file = join(first.scratch, 'backup.dump');
    await first.run('pg_dump', [...reach(first), '--format=custom', '--file', file, ROLE]);
    stage.tell('a backup was made');
    await sleep(seconds * 500);
    market.setRate(0);
    await Promise.all(stage.servers.map((server) => server.stop('SIGKILL')));
    await first.stop('immediate');
    const second = await createPostgres({ programs, folder: scene.folder('database-1') });
    await second.start();
    await second.query(`create database ${ROLE}`);
    await second.run('pg_restore', [...reach(second), '--no-owner', '--dbname', ROLE, file]);
    stage.database.cut();
    stage.database.lead([second.port]);
    count(stage.journal, 'restores');
    stage.tell('the backup is what is left');
    return second;
  },
};

function reach({ port }: Postgres): readonly string[] {
  return ['-h', '127.0.0.1', '-p', String(port), '-U', ROLE];
}
