import { setTimeout as sleep } from 'node:timers/promises';
import {
  attackAll,
  changeWeather,
  crashDatabase,
  type Disaster,
  killEach,
  killInTurn,
  killServers,
  pause,
  switchKeys,
} from './disasters.ts';
import { count } from './journal.ts';
import { createPostgres, type Postgres } from './postgres.ts';
import type { Scenario, Scene } from './run-scenario.ts';

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

/** One of two servers is always being killed or coming back, while the other one serves. */
export const killsInTurn: Scenario = {
  name: 'kills in turn',
  mustSee: ['kills of servers'],
  missing: () => null,
  open: (programs, folder) => started(createPostgres({ programs, folder })),
  async run(scene, _programs, postgres) {
    await rage(scene, [killInTurn(700)]);
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
    await rage(scene, [crashDatabase(postgres, 1_500)]);
    await calm(scene);
    return postgres;
  },
};

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
