import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openBenchDatabase } from '../database/bench-database.ts';
import { median } from '../measure.ts';
import type { Table } from '../report.ts';
import { createBenchWorld, serverEnvironment } from '../server/bench-world.ts';

const starts = 5;
const cli = join(import.meta.dirname, '../../../cli/src/main.ts');

/** How long `yifen serve` takes from its command to the first answer of `/readyz`. */
export async function readyTime(): Promise<Table> {
  const world = createBenchWorld();
  const database = await openBenchDatabase();
  const environment = { ...process.env, ...serverEnvironment(world, database.url) };
  try {
    const timesMs: number[] = [];
    for (let start = 0; start < starts; start += 1) timesMs.push(await startOnce(environment));
    const p50Ms = median(timesMs);
    return {
      title: 'Start',
      rows: [{ name: '`yifen serve` to `/readyz`', perSecond: 1000 / p50Ms, ratio: 1 }],
      meaning:
        'From the command, sources unbuilt, with a database whose schema is there, to the first answer of `/readyz`.',
      note: `ready in ${(p50Ms / 1000).toFixed(2)} s, median of ${starts} (aim: 1.5 s)`,
    };
  } finally {
    await database.stop();
  }
}

async function startOnce(env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [cli, 'serve', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await Promise.race([
      once(child.stdout.setEncoding('utf8'), 'data'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`yifen serve ended with ${code}`);
      }),
    ]);
    const { server } = JSON.parse(String(line)) as { server: string };
    const answer = await fetch(new URL('/readyz', server));
    if (answer.status !== 200) throw new Error(`/readyz answered ${answer.status}`);
    return performance.now() - started;
  } finally {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
  }
}
