import { type ChildProcess, fork } from 'node:child_process';

/** What a process of the pool can be asked to do. */
export type Job =
  | { readonly kind: 'seed'; readonly seed: number }
  | { readonly kind: 'scenario'; readonly number: number };

/** Every core has a process of its own: helpers of one would only take turns with another. */
const V8 = ['--single-threaded-gc', '--max-semi-space-size=64', '--min-semi-space-size=64'];

/**
 * Lets several processes do jobs, each one at a time.
 *
 * @param next The next job; null: there are no more.
 * @throws Error when a process dies: what it was at is not known to be right.
 */
export async function employPool<R>(
  processes: number,
  next: () => Job | null,
  onReport: (report: R) => void,
): Promise<void> {
  const file = new URL('./pool-worker.ts', import.meta.url);
  const workers = Array.from({ length: processes }, () => fork(file, { execArgv: V8 }));
  await Promise.all(workers.map((worker) => employ(worker, next, onReport)));
}

function employ<R>(
  worker: ChildProcess,
  next: () => Job | null,
  onReport: (report: R) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = () => {
      const job = next();
      if (job === null) worker.disconnect();
      else worker.send(job);
    };
    worker.on('message', (report) => {
      onReport(report as R);
      give();
    });
    worker.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a process ended with ${code}`));
    });
    give();
  });
}
