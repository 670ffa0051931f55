import { setTimeout as sleep } from 'node:timers/promises';
import {
  attackAll,
  changeWeather,
  crashDatabase,
  type Disaster,
  killEach,
  killServers,
  pause,
  switchKeys,
} from './disasters.ts';
import { count } from './journal.ts';
import { createPostgres, type Postgres } from './postgres.ts';
import type { Scenario, Scene } from './run-scenario.ts';
import { openSwitchboard, type Switchboard } from './switchboard.ts';

/** How long the link to the standby is cut before the server behind it dies, in milliseconds. */
const CUT_MS = 300;

/** Servers and database die, WeChat misbehaves, keys change, somebody attacks, a flood comes and goes. */
export const everything: Scenario = {
  name: 'everything',
  missing: () => null,
  open: (programs, folder) => started(createPostgres({ programs, folder })),
  async run(scene, _programs, postgres) {
    await rage(scene, [
      killServers(2_000),
      crashDatabase(postgres, 10_000),
      changeWeather(3_000),
      switchKeys(4_000),
      attackAll(300),
      flood(scene),
    ]);
    await calm(scene);
    return postgres;
  },
};

/** Either of two servers is killed, each in a loop, while nothing else goes wrong. */
export const kills: Scenario = {
  name: 'kills',
  mustSee: ['kills of servers'],
  missing: () => null,
  open: (programs, folder) => started(createPostgres({ programs, folder })),
  async run(scene, _programs, postgres) {
    await rage(scene, [killEach(300)]);
    await calm(scene);
    return postgres;
  },
};

/** The database is stopped at once, again and again, and comes back by what it wrote. */
export const databaseCrashes: Scenario = {
  name: 'database crashes',
  mustSee: ['crashes of the database'],
  missing: () => null,
  open: (programs, folder) => started(createPostgres({ programs, folder })),
  async run(scene, _programs, postgres) {
    await rage(scene, [crashDatabase(postgres, 3_000)]);
    await calm(scene);
    return postgres;
  },
};

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
        const link = await openSwitchboard();
        link.lead([primary.port]);
        const conninfo = `host=127.0.0.1 port=${link.port} user=yifen application_name=standby`;
        const standby = await createPostgres({
          programs,
          folder: scene.folder(`database-${round}`),
          settings: [`primary_conninfo=${conninfo}`],
          copyOf: { port: link.port, name: 'copy' },
        });
        await standby.start();
        await agree(primary, isSynchronous);
        stage.tell(`standby ${round} follows`);
        await sleep(stage.random.between(1_000, 2_500));
        await failOver(scene, { primary, standby, link });
        primary = standby;
      }
      // The last one has no standby: it would wait for ever.
      if (isSynchronous) await waitForStandby(primary, '');
      await calm(scene);
      return primary;
    },
  };
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
async function failOver(
  { stage }: Scene,
  parts: { readonly primary: Postgres; readonly standby: Postgres; readonly link: Switchboard },
): Promise<void> {
  const { primary, standby, link } = parts;
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

/** Starts it. */
export async function started(opening: Promise<Postgres>): Promise<Postgres> {
  const postgres = await opening;
  await postgres.start();
  return postgres;
}

/** All of it at once, for as long as the scene lasts; the first failure of the experiment itself ends it. */
export async function rage(scene: Scene, disasters: readonly Disaster[]): Promise<void> {
  const over = new AbortController();
  const raging = disasters.map((disaster) => disaster(scene.stage, over.signal));
  await Promise.race([pause(scene.seconds * 1_000, over.signal), Promise.all(raging)]);
  over.abort();
  await Promise.all(raging);
}

/** Twenty times as many purchases for a second, in the midst of it. */
function flood(scene: Scene): Disaster {
  return async (stage, signal) => {
    await pause(scene.seconds * 500, signal);
    if (signal.aborted) return;
    scene.market.setRate(scene.ratePerSecond * 20);
    stage.tell('a flood of purchases');
    await pause(1_000, signal);
    scene.market.setRate(scene.ratePerSecond);
    count(stage.journal, 'floods');
  };
}

/** Five more seconds in which payers buy and nothing goes wrong; then nobody begins. */
export async function calm({ market, ratePerSecond, seconds }: Scene): Promise<void> {
  market.setRate(ratePerSecond);
  await sleep(Math.min(seconds * 50, 5_000));
  market.setRate(0);
}
