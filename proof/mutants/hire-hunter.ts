import { fork } from 'node:child_process';
import { join } from 'node:path';

/** Runs seeds against the sources of one copy. */
export interface Hunter {
  /**
   * Runs one seed.
   *
   * @returns the invariants it breaks
   * @throws Error when the process died or was silent for two minutes: the mutant does not break a promise, it breaks
   *   the program
   */
  run(seed: number): Promise<readonly string[]>;
  dismiss(): void;
}

const SILENCE_MS = 120_000;

/** Starts a process that runs the simulation of the copy in `folder`. */
export function hireHunter(folder: string): Hunter {
  const child = fork(join(folder, 'proof/mutants/hunter.ts'), [], {
    cwd: folder,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-2_000);
  });
  return Object.freeze({
    run(seed: number) {
      const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
      const onExit = () => reject(new Error(`seed ${seed} ended the process: ${said}`));
      const limit = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`seed ${seed} did not end`));
      }, SILENCE_MS);
      child.once('exit', onExit);
      child.once('message', (ids) => resolve(ids as readonly string[]));
      if (child.exitCode === null && child.connected) child.send(seed);
      else onExit();
      return promise.finally(() => {
        clearTimeout(limit);
        child.off('exit', onExit);
      });
    },
    dismiss: () => void child.kill('SIGKILL'),
  });
}
