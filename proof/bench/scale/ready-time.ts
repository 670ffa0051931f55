import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openBenchDatabase } from '../database/bench-database.ts';
import { processMs } from '../database/processor-time.ts';
import { median } from '../measure.ts';
import type { Table } from '../report.ts';
import { createBenchWorld, serverEnvironment } from '../server/bench-world.ts';

const starts = 7;
const cli = join(import.meta.dirname, '../../../cli/src/main.ts');

/** How long `yifen serve` takes from its command to the first answer of `/readyz`, beside a Node that does nothing. */
export async function readyTime(): Promise<Table> {
  const world = createBenchWorld();
  const database = await openBenchDatabase();
  const environment = { ...process.env, ...serverEnvironment(world, database.url) };
  try {
    // The first start reads the sources, and makes the schema.
    await startServer(environment);
    const rounds: (Start & { readonly emptyMs: number })[] = [];
    for (let start = 0; start < starts; start += 1) {
      const emptyMs = await startNothing();
      rounds.push({ emptyMs, ...(await startServer(environment)) });
    }
    const of = (read: (round: (typeof rounds)[number]) => number) => median(rounds.map(read));
    const [readyMs, emptyMs] = [of((round) => round.readyMs), of((round) => round.emptyMs)];
    const spent = rounds.flatMap((round) => round.processorMs ?? []);
    return {
      title: 'Start',
      rows: [
        { name: '`node -e 0`', perSecond: 1000 / emptyMs, ratio: 1 },
        {
          name: '`yifen serve` to `/readyz`',
          perSecond: 1000 / readyMs,
          ratio: of((round) => round.emptyMs / round.readyMs),
        },
      ],
      meaning:
        'From the command, sources unbuilt, with a database whose schema is there, to the first answer of `/readyz`; beside a Node that starts and ends.',
      note:
        `ready in ${(readyMs / 1000).toFixed(2)} s, median of ${starts} (aim: 1.5 s), ` +
        `${of((round) => round.readyMs / round.emptyMs).toFixed(0)} times \`node -e 0\`` +
        (spent.length > 0 ? `; processor time ${(median(spent) / 1000).toFixed(2)} s` : ''),
    };
  } finally {
    await database.stop();
  }
}

async function startNothing(): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - started;
}

interface Start {
  readonly readyMs: number;
  /** Null: not to be known here. */
  readonly processorMs: number | null;
}

async function startServer(env: NodeJS.ProcessEnv): Promise<Start> {
  const started = performance.now();
  const child = spawn(process.execPath, [cli, 'serve', '--json'], {
    env,
    // What it notes, the first link to the console, is of no interest here.
    stdio: ['ignore', 'pipe', 'ignore'],
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
    const readyMs = performance.now() - started;
    return { readyMs, processorMs: processMs(child.pid ?? 0) };
  } finally {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
  }
}
