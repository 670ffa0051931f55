/** A process of the pool: does what it is sent, and sends back what came of it. */
import { checkSeed } from './check-seed.ts';
import { crashEverywhere } from './crash-everywhere.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Job } from './work-pool.ts';

// The database is gone ten thousand times in a thousand runs, and nobody reads from where.
Error.stackTraceLimit = 0;

process.on('message', (job: Job) => {
  work(job).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(job, error);
      process.exit(1);
    },
  );
});

function work(job: Job): Promise<unknown> {
  if (job.kind === 'seed') return checkSeed(job.seed);
  const scenario = SCENARIOS[job.number];
  if (!scenario) throw new RangeError(`there is no scenario ${job.number}`);
  return crashEverywhere(scenario);
}
