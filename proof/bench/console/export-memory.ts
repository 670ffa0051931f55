import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Table } from '../report.ts';
import type { OpenConsole } from './open-console.ts';
import { MONTH_MS } from './seed-month.ts';

/** How many orders the server reads at a time. */
const ROWS_PER_PAGE = 500;
/** How many pages lie between two looks at the memory. */
const PAGES_PER_LOOK = 16;
/** Nothing more is read for so long: then the server waits for its reader. */
const STILL_MS = 1_000;
/** How much more a process may hold while it exports. */
const GROWTH_LIMIT_MIB = 16;

/**
 * Exports a tenth of the orders and then all of them, and lets a reader who takes nothing wait: how much more the process
 * holds meanwhile, which must follow neither the number of orders nor the slowness of the reader.
 */
export async function measureExportMemory(
  desk: OpenConsole,
  { count, nowMs }: { readonly count: number; readonly nowMs: number },
): Promise<Table> {
  const since = (part: number) =>
    `/orders.csv?from=${new Date(nowMs - MONTH_MS * part).toISOString()}`;
  const few = await watchExport(desk, since(0.1));
  const all = await watchExport(desk, since(1));
  const stalled = await stallExport(desk, since(1));
  const limit = GROWTH_LIMIT_MIB;
  const grown = {
    [`${(count / 10).toLocaleString('en')} orders`]: few.grownMib,
    [`${count.toLocaleString('en')} orders`]: all.grownMib,
    'a reader who takes nothing': stalled.grownMib,
  };
  return {
    title: 'The memory of an export, in what it may grow',
    rows: [
      { name: `${limit} MiB`, perSecond: 1, ratio: 1 },
      ...Object.entries(grown).map(([name, mib]) => {
        const ratio = limit / Math.max(mib, 1);
        return { name, perSecond: ratio, ratio };
      }),
    ],
    target: { name: `${count.toLocaleString('en')} orders`, ratio: 1 },
    meaning:
      'Heap and buffers after a collection of garbage, every few thousand orders, over what they were before; the reader keeps nothing.',
    note: `${Object.entries(grown)
      .map(([name, mib]) => `${name}: ${mib.toFixed(1)} MiB`)
      .join(
        '; ',
      )}; for the one who took nothing ${stalled.rows.toLocaleString('en')} orders were read, then no more`,
  };
}

/** Reads a file of orders to its end, looking at the memory while it comes; the reader keeps nothing. */
export async function watchExport(
  desk: OpenConsole,
  path: string,
): Promise<{ readonly bytes: number; readonly grownMib: number }> {
  const before = heldMib();
  const answer = await openExport(desk, path);
  let [bytes, most, lookAt] = [0, before, desk.pagesRead() + PAGES_PER_LOOK];
  for await (const piece of answer) {
    bytes += (piece as Buffer).length;
    if (desk.pagesRead() < lookAt) continue;
    lookAt = desk.pagesRead() + PAGES_PER_LOOK;
    most = Math.max(most, heldMib());
  }
  return { bytes, grownMib: most - before };
}

/** Opens a file of orders and takes nothing of it, until the server reads no more orders either; then goes away. */
export async function stallExport(
  desk: OpenConsole,
  path: string,
): Promise<{ readonly rows: number; readonly grownMib: number }> {
  const before = heldMib();
  const first = desk.pagesRead();
  const answer = await openExport(desk, path);
  answer.pause();
  for (let pages = -1; pages !== desk.pagesRead(); ) {
    pages = desk.pagesRead();
    await sleep(STILL_MS);
  }
  const grownMib = heldMib() - before;
  answer.destroy();
  return { rows: (desk.pagesRead() - first) * ROWS_PER_PAGE, grownMib };
}

async function openExport({ url, headers }: OpenConsole, path: string): Promise<IncomingMessage> {
  const request = get(`${url}/v1/merchant${path}`, { headers, agent: false });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${path} was answered ${answer.statusCode}`);
  return answer;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is held after garbage was collected. */
function heldMib(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
