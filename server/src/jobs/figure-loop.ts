import { rollFigures } from '../flows/roll-figures.ts';
import type { Ports } from '../ports.ts';
import { createDueLoop, type DueLoop, type DueLoopOptions, describeFailure } from './due-loop.ts';

/** How often figures are added up: what is newer is counted when somebody asks. */
const INTERVAL_MS = 15_000;

/** Creates the loop that adds a merchant's figures up, for the overview of the console. */
export function createFigureLoop(ports: Ports, options: DueLoopOptions = {}): DueLoop {
  let lastMs = Number.NEGATIVE_INFINITY;
  return createDueLoop<null>(
    {
      async claim() {
        const nowMs = ports.clock.nowMs();
        // A clock that was set back counts as well.
        if (Math.abs(nowMs - lastMs) < INTERVAL_MS) return [];
        lastMs = nowMs;
        return [null];
      },
      async handle() {
        if (await rollFigures(ports)) lastMs = Number.NEGATIVE_INFINITY;
      },
      onFailure: (error) =>
        ports.log.event('figures.failed', {
          merchantId: ports.settings.merchantId,
          error: describeFailure(error),
        }),
    },
    { ...options, concurrency: 1 },
  );
}
