import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '@yifen/server';
import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';
import { forkWorker } from './cluster-workers.ts';
import { superviseWorkers } from './supervise-workers.ts';

/** Tells a worker that the products are on sale already. */
export const PRODUCTS_LOADED = 'YIFEN_PRODUCTS_LOADED';

/**
 * Serves with several processes on one address: starts them, replaces those that die, replaces all of
 * them one by one at `SIGHUP`, and stops them in order.
 *
 * The products are put on sale once, by the first worker: each time they are, their stock begins anew.
 *
 * @param announce Is told the address, once.
 */
export async function serveWithWorkers(
  options: { readonly count: number; readonly config: Config },
  terminal: Terminal,
  announce: (url: string) => void,
): Promise<void> {
  const stopped = terminal.untilStopped();
  const { serveClusterMetrics, startEmbeddedDatabase } = await import('@yifen/server');
  const { config, count } = options;
  const database =
    config.databaseUrl === null
      ? await startEmbeddedDatabase({
          dataDir: config.dataDir,
          onNotice: (message) => terminal.note(message),
        })
      : null;
  const metrics =
    config.metricsPort === null
      ? null
      : await serveClusterMetrics({ host: config.metricsHost, port: config.metricsPort });
  if (metrics) terminal.note(`metrics of all workers at ${metrics.url}`);
  let isAnnounced = false;
  const supervisor = superviseWorkers({
    count,
    nowMs: () => performance.now(),
    wait: (ms) => wait(ms, undefined, { ref: false }),
    note: (message) => terminal.note(message),
    fork: () =>
      forkWorker(
        {
          ...(isAnnounced ? { [PRODUCTS_LOADED]: 'true' } : {}),
          ...(database ? { YIFEN_DATABASE_URL: database.connectionString } : {}),
        },
        (url) => {
          if (!isAnnounced) announce(url);
          isAnnounced = true;
        },
      ),
  });
  // From the first moment on: until somebody listens for it, the signal ends the process.
  terminal.onHangUp(() => {
    terminal.note('SIGHUP: the workers are replaced, one by one');
    void supervisor.roll().then((isDone) => {
      terminal.note(isDone ? 'all workers are new' : 'the replacement was given up');
    });
  });
  try {
    await supervisor.start().catch((cause: unknown) => {
      // It has said itself what was wrong.
      throw new CliError('workers_failed', 'The first worker did not come up.', { cause });
    });
    await stopped;
  } finally {
    await supervisor.stop();
    await metrics?.close();
    await database?.stop();
  }
}
