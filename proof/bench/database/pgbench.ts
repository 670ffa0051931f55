import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from '../measure.ts';

/** What one statement after another reaches, on so many connections. */
export interface StatementRate {
  readonly perSecond: number;
  /** Of one statement, in milliseconds. */
  readonly p50Ms: number;
  /** How many were done. */
  readonly count: number;
}

const run = promisify(execFile);

/** A prepared statement, over and over, on so many connections. */
export interface StatementRun {
  readonly url: string;
  /** `:i` is a number that no statement of the run shares with another, counted from `first`. */
  readonly sql: string;
  readonly first: number;
  readonly connections: number;
  /** How many statements each connection runs: a count and not a time, since connecting takes its time too. */
  readonly each: number;
}

/** Says whether the machine has PostgreSQL's own load generator. */
export async function hasPgbench(): Promise<boolean> {
  return run('pgbench', ['--version']).then(
    () => true,
    () => false,
  );
}

/** Runs a statement with `pgbench`, two threads. */
export async function pgbench(options: StatementRun): Promise<StatementRate> {
  const folder = await mkdtemp(join(tmpdir(), 'yifen-pgbench-'));
  try {
    const script = join(folder, 'statement.sql');
    await writeFile(
      script,
      `\\set n :n + 1\n\\set i :first + :client_id * ${options.each} + :n\n${options.sql};\n`,
    );
    const threads = Math.min(2, options.connections);
    const { stdout, stderr } = await run(
      'pgbench',
      [
        ...['-n', '-M', 'prepared', '-c', String(options.connections), '-j', String(threads)],
        ...['-t', String(options.each), '-f', script, '-l', '--log-prefix=times'],
        ...['-D', 'n=0', '-D', `first=${options.first}`, options.url],
      ],
      { cwd: folder },
    );
    const [, rate] = /^tps = ([\d.]+)/m.exec(stdout) ?? [];
    if (rate === undefined) throw new Error(`pgbench answered: ${stdout}${stderr}`);
    const times = await readTimes(folder);
    return { perSecond: Number(rate), p50Ms: median(times), count: times.length };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each line of a log is: client, transaction, microseconds, … */
async function readTimes(folder: string): Promise<readonly number[]> {
  const logs = (await readdir(folder)).filter((name) => name.startsWith('times.'));
  const texts = await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Number(line.split(' ')[2]) / 1000),
  );
}
