import type { House } from '../ports.ts';

type Sweeping = Pick<House, 'store' | 'clock' | 'log'>;

/** How often expired sessions are deleted: once an hour. */
const SWEEP_INTERVAL_MS = 60 * 60_000;

/** So long a failure to sign in counts; what else is of the console may stay as long. */
const KEPT_FAILURES_MS = 24 * 60 * 60_000;

/** Deletes expired sessions, once now and then every hour; returns how to stop it. */
export function startSessionSweep(house: Sweeping): () => Promise<void> {
  let running = sweep(house);
  const timer = setInterval(() => {
    running = sweep(house);
  }, SWEEP_INTERVAL_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function sweep(house: Sweeping): Promise<void> {
  try {
    const nowMs = house.clock.nowMs();
    const people = await house.store.sweepPeople(nowMs - KEPT_FAILURES_MS);
    const count = people + (await house.store.deleteExpiredSessions(nowMs));
    if (count > 0) house.log.event('sessions.swept', { count });
  } catch (error) {
    house.log.event('sessions.sweep-failed', {
      error: error instanceof Error ? error.message : 'unknown',
    });
  }
}
