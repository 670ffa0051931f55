import { setTimeout as sleep } from 'node:timers/promises';
import { count } from './journal.ts';
import { createPostgres, type Postgres } from './postgres.ts';
import type { PostgresPrograms } from './postgres-programs.ts';
import type { Scenario, Scene } from './run-scenario.ts';
import { calm, started } from './scenarios.ts';
import { openSwitchboard, type Switchboard } from './switchboard.ts';

/** How long the link to the standby is cut before the server behind it dies, in milliseconds. */
const CUT_MS = 300;

/** The database dies with its machine; its synchronous standby takes over, again and again. */
export const failover = failoverScenario('failover', true);

/** The same with an asynchronous standby: a control, which must lose what was answered. */
export const asynchronousControl = failoverScenario('asynchronous control', false);

function failoverScenario(name: string, isSynchronous: boolean): Scenario {
  return {
    name,
    missing: ({ hasBaseBackup }) => (hasBaseBackup ? null : 'there is no pg_basebackup'),
    // The standby that would have to agree is made after the first tables.
    open: (programs, folder) => started(createPostgres({ programs, folder })),
    async run(scene, programs, first) {
      const { stage } = scene;
      const endMs = performance.now() + scene.seconds * 1_000;
      let primary = first;
      // From here on a commit waits for the standby; copies take the setting with them.
      if (isSynchronous) await waitForStandby(first, 'standby');
      for (let round = 1; performance.now() < endMs || round === 1; round += 1) {
        const pair = await followBy(programs, scene.folder(`database-${round}`), primary);
        await agree(primary, isSynchronous);
        stage.tell(`standby ${round} follows`);
        await sleep(stage.random.between(500, 2_000));
        await failOver(scene, pair);
        primary = pair.standby;
      }
      // The last one has no standby: it would wait for ever.
      if (isSynchronous) await waitForStandby(primary, '');
      await calm(scene);
      return primary;
    },
  };
}

/** The synchronous standby dies and comes back, while nothing may be answered that it does not hold; then it takes over. */
export const standbyGone: Scenario = {
  name: 'standby gone',
  mustSee: ['deaths of the standby'],
  missing: ({ hasBaseBackup }) => (hasBaseBackup ? null : 'there is no pg_basebackup'),
  open: (programs, folder) => started(createPostgres({ programs, folder })),
  async run(scene, programs, primary) {
    const { stage } = scene;
    await waitForStandby(primary, 'standby');
    const pair = await followBy(programs, scene.folder('database-1'), primary);
    await agree(primary, true);
    const endMs = performance.now() + scene.seconds * 1_000;
    while (performance.now() < endMs) {
      await sleep(stage.random.between(1_500, 4_000));
      await loseAWhile(scene, pair);
    }
    await sleep(1_000);
    await failOver(scene, pair);
    await waitForStandby(pair.standby, '');
    await calm(scene);
    return pair.standby;
  },
};

async function loseAWhile({ stage }: Scene, { primary, standby }: Pair): Promise<void> {
  const { journal, random, tell } = stage;
  await standby.stop('immediate');
  count(journal, 'deaths of the standby');
  tell('the standby died');
  // What it had agreed to is still being answered.
  await sleep(1_000);
  const before = journal.created.length;
  await sleep(random.between(1_500, 5_000));
  count(journal, 'orders answered without the standby', journal.created.length - before);
  await standby.start();
  await agree(primary, true);
  tell('the standby is back');
}

/** A database, the one that follows it, and the network between them. */
interface Pair {
  readonly primary: Postgres;
  readonly standby: Postgres;
  readonly link: Switchboard;
}

/** Copies a running database and lets the copy follow it. */
async function followBy(
  programs: PostgresPrograms,
  folder: string,
  primary: Postgres,
): Promise<Pair> {
  const link = await openSwitchboard();
  link.lead([primary.port]);
  const conninfo = `host=127.0.0.1 port=${link.port} user=yifen application_name=standby`;
  const standby = await createPostgres({
    programs,
    folder,
    settings: [`primary_conninfo=${conninfo}`],
    copyOf: { port: link.port, name: 'copy' },
  });
  await standby.start();
  return { primary, standby, link };
}

/** Resolves when the standby follows. */
async function agree(primary: Postgres, isSynchronous: boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const [row] = await primary.query<{ state: string; sync: string }>(
      `select state, sync_state as sync from pg_stat_replication where application_name = 'standby'`,
    );
    if (row?.state === 'streaming' && (!isSynchronous || row.sync === 'sync')) return;
    await sleep(50);
  }
  throw new Error('the standby does not follow');
}

/** The link is cut, the database dies a moment later, the standby takes over its address. */
async function failOver({ stage }: Scene, { primary, standby, link }: Pair): Promise<void> {
  link.hold(true);
  await sleep(CUT_MS);
  await primary.stop('immediate');
  stage.database.lead([]);
  stage.database.cut();
  await link.close();
  await standby.query('select pg_promote(true, 30)');
  stage.database.lead([standby.port]);
  count(stage.journal, 'failovers');
  stage.tell('the standby took over');
}

async function waitForStandby(primary: Postgres, name: string): Promise<void> {
  await primary.query(`alter system set synchronous_standby_names = '${name}'`);
  await primary.query('select pg_reload_conf()');
}
