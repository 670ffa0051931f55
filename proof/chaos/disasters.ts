import { setTimeout as sleep } from 'node:timers/promises';
import type { NewFault } from '@yifen/simulator';
import { attack } from './attacker.ts';
import { count } from './journal.ts';
import type { PaymentServer } from './payment-server.ts';
import type { Postgres } from './postgres.ts';
import type { Stage } from './stage.ts';

/** Something that goes on going wrong until it is told to stop. */
export type Disaster = (stage: Stage, signal: AbortSignal) => Promise<void>;

/** `kill -9` of one server after the other, sometimes of both; each is started again at once. */
export function killServers(everyMs: number): Disaster {
  return async (stage, signal) => {
    for (let turn = 0; !signal.aborted; turn += 1) {
      await pause(stage.random.between(everyMs / 2, everyMs * 1.5), signal);
      if (signal.aborted) return;
      const victims = stage.servers.filter((_, at) => at === turn % 2 || stage.random.chance(0.15));
      await Promise.all(victims.map((server) => killOne(stage, server)));
    }
  };
}

/** `kill -9` of each server in a loop of its own: it is killed again soon after it serves. Sometimes nobody serves. */
export function killEach(atLeastMs: number): Disaster {
  return async (stage, signal) => {
    const kill = async (server: PaymentServer) => {
      while (!signal.aborted) {
        await pause(stage.random.between(atLeastMs, atLeastMs * 3), signal);
        if (!signal.aborted) await killOne(stage, server);
      }
    };
    await Promise.all(stage.servers.map(kill));
  };
}

/** `kill -9` of one server and then of the other, in a loop: the next is killed soon after the last serves again. */
export function killInTurn(atLeastMs: number): Disaster {
  return async (stage, signal) => {
    while (!signal.aborted) {
      for (const server of stage.servers) {
        await pause(stage.random.between(atLeastMs, atLeastMs * 3), signal);
        if (!signal.aborted) await killOne(stage, server);
      }
    }
  };
}

async function killOne(stage: Stage, server: PaymentServer): Promise<void> {
  await server.stop('SIGKILL');
  const killedMs = performance.now();
  count(stage.journal, 'kills of servers');
  stage.tell(`${server.name} was killed`);
  await startAgain(stage, server);
  count(
    stage.journal,
    'milliseconds until killed servers served again',
    Math.round(performance.now() - killedMs),
  );
}

/** Until it runs: without its database it ends at once. */
export async function startAgain(stage: Stage, server: PaymentServer): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await server.start()) return stage.tell(`${server.name} is back`);
    await sleep(250);
  }
  throw new Error(`${server.name} did not come back`);
}

/** Immediate stops of the database under load. */
export function crashDatabase(postgres: Postgres, everyMs: number): Disaster {
  return async (stage, signal) => {
    while (!signal.aborted) {
      await pause(stage.random.between(everyMs / 2, everyMs * 1.5), signal);
      if (signal.aborted) return;
      await postgres.stop('immediate');
      count(stage.journal, 'crashes of the database');
      stage.tell('the database was stopped at once');
      await sleep(stage.random.between(0, 800));
      await postgres.start();
      stage.tell('the database is back');
    }
  };
}

/** What WeChat can do to us; each with the share of calls that it strikes. */
const WEATHERS: readonly (readonly NewFault[])[] = [
  [],
  [{ kind: 'answer.slow', delayMs: 4_900, share: 0.05 }],
  [{ kind: 'answer.lose', share: 0.2 }],
  [
    { kind: 'request.lose', share: 0.2 },
    { kind: 'notification.lose', share: 0.3 },
  ],
  [{ kind: 'request.error', status: 429, share: 0.2 }],
  [{ kind: 'answer.error', status: 500, share: 0.2 }],
  [
    { kind: 'answer.tamper', share: 0.2 },
    { kind: 'notification.tamper', share: 0.3 },
  ],
  [
    { kind: 'answer.probe', share: 0.1 },
    { kind: 'notification.probe', share: 0.2 },
  ],
  [
    { kind: 'notification.duplicate', share: 0.5 },
    { kind: 'notification.delay', delayMs: 3_000, share: 0.5 },
  ],
  [
    { kind: 'refund.early', share: 0.5 },
    { kind: 'refund.not-enough', share: 0.2 },
  ],
  [{ kind: 'notification.wrong-serial', share: 0.2 }],
];

/** WeChat is slow, resets, lies, repeats itself; another weather every few seconds. */
export function changeWeather(everyMs: number): Disaster {
  return async (stage, signal) => {
    const { faults } = stage.wechat.simulator;
    while (!signal.aborted) {
      faults.clear();
      const weather = stage.random.pick(WEATHERS);
      for (const fault of weather) {
        faults.add({ count: null, ...fault });
        count(stage.journal, `weather: ${fault.kind}`);
      }
      stage.tell(`WeChat: ${weather.map(({ kind }) => kind).join(', ') || 'fair'}`);
      await pause(everyMs, signal);
    }
    faults.clear();
  };
}

/** The gray switch from certificate to public key, in both directions, under load. */
export function switchKeys(everyMs: number): Disaster {
  return async (stage, signal) => {
    const { keys } = stage.wechat.simulator;
    while (!signal.aborted) {
      const publicKeyPercent = stage.random.pick([0, 20, 50, 100]);
      keys.change({ publicKeyPercent });
      count(stage.journal, 'switches of the platform key');
      stage.tell(`${publicKeyPercent} % of notifications are signed with the public key`);
      await pause(everyMs, signal);
    }
  };
}

/** Somebody replays, flips and forges notifications all the time. */
export function attackAll(everyMs: number): Disaster {
  return async (stage, signal) => {
    while (!signal.aborted) {
      const { sent } = stage.wechat;
      if (sent.length > 0) await attack(stage.random.pick(sent), stage.random, stage.journal);
      await pause(everyMs, signal);
    }
  };
}

/** Waits, or less long when it is over. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
