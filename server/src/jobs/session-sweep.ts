import type { Ports } from '../ports.ts';

/** How often expired sessions are deleted: once an hour. */
const SWEEP_INTERVAL_MS = 60 * 60_000;

/** Deletes expired sessions, once now and then every hour; returns how to stop it. */
export function startSessionSweep(ports: Ports): () => Promise<void> {
  let running = sweep(ports);
  const timer = setInterval(() => {
    running = sweep(ports);
  }, SWEEP_INTERVAL_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function sweep(ports: Ports): Promise<void> {
  try {
    const count = await ports.store.deleteExpiredSessions(ports.clock.nowMs());
    if (count > 0) ports.log.event('sessions.swept', { count });
  } catch (error) {
    ports.log.event('sessions.sweep-failed', {
      error: error instanceof Error ? error.message : 'unknown',
    });
  }
}
