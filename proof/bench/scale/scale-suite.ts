import type { Table } from '../report.ts';
import { costByAge } from './cost-by-age.ts';
import { pollSweep } from './poll-sweep.ts';

/** What stays flat while orders pile up: the cost of one, and the sweep of the poll. */
export async function scaleSuite(): Promise<readonly Table[]> {
  return [await costByAge(), await pollSweep()];
}
