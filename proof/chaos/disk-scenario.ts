import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pause, startAgain } from './disasters.ts';
import { count } from './journal.ts';
import { createPostgres, type Postgres } from './postgres.ts';
import type { Scenario, Scene } from './run-scenario.ts';
import { calm, started } from './scenarios.ts';
import { whyNoSmallDisk } from './small-disk.ts';
import type { Stage } from './stage.ts';

/** How long a supervisor waits before it starts again what ended, in milliseconds. */
const SUPERVISED_MS = 500;
const AGAIN = 'milliseconds from room on the disk until orders were taken';

/**
 * The disk of the database is full, then that of the servers' logs, then both, again and again. Nobody lends a
 * hand but for the room: a supervisor starts again whatever ended, as that of any installation does.
 */
export const fullDisk: Scenario = {
  name: 'full disk',
  disks: { 'database-0': 320, logs: 48 },
  mustSee: ['full disks', 'answers 503', AGAIN],
  missing: () => whyNoSmallDisk(),
  stage: (folder) => ({ logFolder: join(folder, 'logs') }),
  open: (programs, folder) =>
    started(
      createPostgres({ programs, folder, settings: ['wal_keep_size=0', 'max_wal_size=64MB'] }),
    ),
  async run(scene, _programs, postgres) {
    const { stage, seconds } = scene;
    const over = new AbortController();
    const supervised = supervise(stage, postgres, over.signal);
    const endMs = performance.now() + seconds * 1_000;
    for (let round = 0; performance.now() < endMs || round === 0; round += 1) {
      await sleep(stage.random.between(2_000, 4_000));
      await fillAWhile(scene, DISKS[round % DISKS.length] ?? []);
    }
    await calm(scene);
    over.abort();
    await supervised;
    for (const { name } of stage.servers) await hearFrom(stage, join(scene.folder('logs'), name));
    return postgres;
  },
};

const DISKS = [['database-0'], ['logs'], ['database-0', 'logs']] as const;

/** Until orders are taken again: whoever waits for that for ever has found that they are not. */
async function fillAWhile(scene: Scene, names: readonly string[]): Promise<void> {
  const { journal, random, tell } = scene.stage;
  for (const name of names) await scene.disk(name).fill();
  count(journal, 'full disks', names.length);
  tell(`full: ${names.join(' and ')}`);
  await sleep(random.between(4_000, 8_000));
  for (const name of names) await scene.disk(name).free();
  const roomAtMs = performance.now();
  tell('there is room again');
  const before = journal.created.length;
  while (journal.created.length === before) {
    await sleep(50);
    if (performance.now() - roomAtMs > 120_000) throw new Error('no order was taken for 2 minutes');
  }
  count(journal, AGAIN, Math.round(performance.now() - roomAtMs));
}

/** Starts again what ended by itself. */
async function supervise(stage: Stage, postgres: Postgres, signal: AbortSignal): Promise<void> {
  const database = async () => {
    for (; !signal.aborted; await pause(SUPERVISED_MS, signal)) {
      if (postgres.isUp()) continue;
      count(stage.journal, 'starts of a database that had ended');
      stage.tell('the database had ended');
      await postgres.start().catch(() => undefined);
    }
  };
  const servers = stage.servers.map(async (server) => {
    for (; !signal.aborted; await pause(SUPERVISED_MS, signal)) {
      if (server.isUp()) continue;
      count(stage.journal, 'servers that ended by themselves');
      stage.tell(`${server.name} had ended`);
      await startAgain(stage, server);
    }
  });
  await Promise.all([database(), ...servers]);
}

async function hearFrom(stage: Stage, server: string): Promise<void> {
  const file = `${server}.log`;
  if (!existsSync(file)) throw new Error(`${file} was not written`);
  for (const line of (await readFile(file, 'utf8')).split('\n')) stage.hear(server, line);
}
