import type { Table } from '../report.ts';
import { costByAge } from './cost-by-age.ts';
import { memoryOverTime } from './memory-over-time.ts';
import { pollSweep } from './poll-sweep.ts';
import { readyTime } from './ready-time.ts';

/** What stays flat while orders pile up: the cost of one, the sweep of the poll, memory; and how soon a server is there. */
export async function scaleSuite(): Promise<readonly Table[]> {
  return [await costByAge(), await pollSweep(), await memoryOverTime(), await readyTime()];
}
