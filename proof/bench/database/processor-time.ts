import { readdirSync, readFileSync } from 'node:fs';
import type { BenchDatabase } from './bench-database.ts';

/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

/**
 * Milliseconds of processor time that PostgreSQL has spent so far, all its processes together; null where
 * that cannot be known: it runs elsewhere, or the system is not Linux.
 */
export async function databaseProcessorMs(database: BenchDatabase): Promise<number | null> {
  const [row] = await database.run('select pg_backend_pid() as pid');
  const backend = readTimes(Number(row?.pid));
  if (backend?.name !== 'postgres') return null;
  const postmaster = readTimes(backend.parent);
  if (postmaster === null) return null;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = pids.map((pid) => readTimes(Number(pid)));
  return children.reduce(
    (sum, child) => sum + (child?.parent === backend.parent ? child.ownMs : 0),
    postmaster.ownMs + postmaster.endedChildrenMs,
  );
}

/** Milliseconds of processor time that one process has spent so far; null where the system is not Linux. */
export function processMs(pid: number): number | null {
  return readTimes(pid)?.ownMs ?? null;
}

interface ProcessTimes {
  readonly name: string;
  readonly parent: number;
  readonly ownMs: number;
  readonly endedChildrenMs: number;
}

/** Null: there is no such process, or no `/proc`. */
function readTimes(pid: number): ProcessTimes | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    // After the name, which may hold anything: state, parent, …; the 12th to 15th are times.
    const fields = text.slice(end + 2).split(' ');
    const ticks = (index: number) => Number(fields[index]) * tickMs;
    return {
      name: text.slice(text.indexOf('(') + 1, end),
      parent: Number(fields[1]),
      ownMs: ticks(11) + ticks(12),
      endedChildrenMs: ticks(13) + ticks(14),
    };
  } catch {
    return null;
  }
}
