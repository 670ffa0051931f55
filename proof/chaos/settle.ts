import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig, startServer } from '@yifen/server';
import type { Postgres } from './postgres.ts';
import { ROLE } from './postgres.ts';
import type { Stage } from './stage.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How far time runs on, step by step: past every expiry and its slots, past the pace of refunds, past the
 * last repetition of a notification, past ten o'clock of the next morning.
 */
const STEPS_MS: readonly number[] = [
  ...Array<number>(6).fill(20_000),
  ...Array<number>(8).fill(2 * MINUTE_MS),
  ...Array<number>(6).fill(15 * MINUTE_MS),
  ...Array<number>(6).fill(31 * MINUTE_MS),
  ...Array<number>(8).fill(5 * HOUR_MS),
];

/**
 * Lets time run on without faults: one server on WeChat's clock takes over, and the clock walks ahead
 * until everything that is ever due was looked after.
 */
export async function settle(stage: Stage, postgres: Postgres): Promise<void> {
  const { simulator } = stage.wechat;
  simulator.faults.clear();
  const { config, findings } = loadConfig({ ...stage.environment, YIFEN_LOG_LEVEL: 'silent' });
  if (!config) throw new Error(JSON.stringify(findings));
  const server = await startServer({
    config: { ...config, port: 0 },
    clock: { nowMs: () => simulator.clock.nowMs() },
    poll: { intervalMs: 100, concurrency: 16 },
  });
  stage.front.lead([Number(new URL(server.url).port)]);
  try {
    for (const stepMs of STEPS_MS) {
      await simulator.clock.advance(stepMs);
      // Days to be reconciled are put on the list by a look at the calendar, which takes its turn.
      if (stepMs > HOUR_MS) await sleep(1_000);
      await untilIdle(postgres, () => simulator.clock.nowMs());
    }
    stage.tell('time ran on, everything was looked after');
  } finally {
    await server.close();
  }
}

/** Everything that is due is looked after; it asks the database, for at most two minutes. */
async function untilIdle(postgres: Postgres, nowMs: () => number): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    await sleep(100);
    const [row] = await postgres.query<{ due: string }>(
      `select (select count(*) from orders where next_poll_at_ms <= ${nowMs()})
        + (select count(*) from refunds where next_poll_at_ms <= ${nowMs()})
        + (select count(*) from reconciliations where next_run_at_ms <= ${nowMs()})
        + (select count(*) from deliveries where next_attempt_at_ms <= ${nowMs()}) as due`,
      ROLE,
    );
    if (Number(row?.due) === 0) return;
  }
  throw new Error('what is due is not looked after');
}
