import type { FaultPlan } from './faults.ts';
import type { KeyedRandom } from './keyed-random.ts';
import type { Reach } from './reach.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** What befalls machines as a whole, while the storm lasts. */
export interface Weather {
  isCalm(): boolean;
  isDatabaseDown(): boolean;
  /** What a server takes for the time. */
  nowMsOf(server: string): number;
  /** Ends it: everything is up and right from now on. */
  calm(): void;
  /** Kills a server; it is started again after a while. */
  kill(server: SimulatedServer, why: string): void;
}

/** How often it is drawn whether something befalls a machine, in milliseconds. */
const DRAW_EVERY_MS = 60_000;
/** The widest that a clock is wrong, in milliseconds. */
const WIDEST_MS = 400_000;
/** WeChat believes times within this window. */
const WINDOW_MS = 300_000;

/** Begins the weather of a run. */
export function beginWeather(parts: {
  readonly scheduler: Scheduler;
  readonly random: KeyedRandom;
  readonly faults: FaultPlan;
  readonly reach: Reach;
  servers(): readonly SimulatedServer[];
  /** Is told when a clock was set. */
  onClock(): void;
}): Weather {
  const { scheduler, random, faults, reach, servers } = parts;
  const skews = new Map<string, number>();
  let databaseDownUntilMs = 0;
  let isCalm = false;

  function kill(server: SimulatedServer, why: string): void {
    if (!server.isUp()) return;
    reach.count('crash');
    server.kill();
    const downMs = random.between(`down ${server.name}`, 200, 30_000);
    scheduler.at(scheduler.nowMs() + downMs, `${server.name} starts again after ${why}`, () =>
      server.start(),
    );
  }

  function wrongBy(server: string): number {
    const ms = random.between(`wrong by ${server}`, -WIDEST_MS, WIDEST_MS);
    if (Math.abs(ms) > WINDOW_MS) reach.count('clock wrong by more than the window');
    return ms;
  }

  function draw(): void {
    if (isCalm) return;
    if (faults.strikes('database-down', 'database')) {
      reach.count('database down');
      const downMs = random.between('database stays down', 1_000, 180_000);
      databaseDownUntilMs = scheduler.nowMs() + downMs;
    }
    for (const server of servers()) {
      if (faults.strikes('crash', server.name)) kill(server, 'a crash');
      if (faults.strikes('clock-steps', server.name)) {
        const before = skews.get(server.name) ?? 0;
        const after = wrongBy(server.name);
        if (after < before) reach.count('clock stepped back');
        skews.set(server.name, after);
        parts.onClock();
      }
    }
    scheduler.at(scheduler.nowMs() + DRAW_EVERY_MS, 'the weather changes', draw);
  }

  // A clock that is wrong is wrong from the beginning.
  scheduler.at(scheduler.nowMs(), 'the weather begins', () => {
    for (const { name } of servers()) {
      if (faults.strikes('clock-wrong', name)) skews.set(name, wrongBy(name));
    }
    draw();
  });

  return Object.freeze({
    isCalm: () => isCalm,
    isDatabaseDown: () => scheduler.nowMs() < databaseDownUntilMs,
    nowMsOf: (server: string) => scheduler.nowMs() + (skews.get(server) ?? 0),
    calm() {
      isCalm = true;
      skews.clear();
      databaseDownUntilMs = 0;
      parts.onClock();
    },
    kill,
  });
}
