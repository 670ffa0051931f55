/** A process that runs seeds in the copy of the sources it lies in, and says which invariants they break. */
import { runSeed } from '../simulation/run-seed.ts';

process.on('message', (seed: number) => {
  runSeed(seed).then(
    ({ violations }) => process.send?.([...new Set(violations.map(({ id }) => id))]),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

// Nobody waits for it any more.
process.on('disconnect', () => process.exit());
