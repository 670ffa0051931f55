import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Pool } from 'undici';
import type { BenchWorld } from './bench-world.ts';

/** A server in a process of its own, and 32 connections to it. */
export interface SpawnedServer {
  readonly url: string;
  post(
    path: string,
    body: Buffer | string,
    headers: Readonly<Record<string, string>>,
  ): Promise<unknown>;
  residentMegabytes(): Promise<number>;
  /** Processor time that the process has spent so far. */
  processorMs(): Promise<number>;
  stop(): Promise<void>;
}

/** Connections at once, as in the published measurements. */
const connections = 32;

/**
 * What a process of ours is started with, as `yifen serve --workers` starts its workers; the environment may name other options of
 * Node, e.g. for a profile.
 *
 * @param keepsInMemory A store in memory is no worker's: what it keeps would be collected again and again below a worker's limit.
 */
export function workerOptions(keepsInMemory = false): string[] {
  const given = process.env.YIFEN_BENCH_NODE_OPTIONS ?? '';
  return [
    '--max-semi-space-size=16',
    ...(keepsInMemory ? [] : ['--max-old-space-size=1024']),
    ...given.split(' ').filter((word) => word !== ''),
  ];
}

/** Starts one of the two servers. */
export async function spawnServer(
  kind: 'yifen' | 'plain',
  world: BenchWorld,
  options: { readonly databaseUrl?: string } = {},
): Promise<SpawnedServer> {
  const child = fork(join(import.meta.dirname, 'server-process.ts'), {
    execArgv: kind === 'yifen' ? workerOptions(options.databaseUrl === undefined) : [],
  });
  child.send({ kind, world, ...options });
  const { url } = await answerOf<{ url: string }>(child);
  const pool = new Pool(url, { connections });
  const askState = async () => {
    child.send({});
    return answerOf<{ residentBytes: number; processorMs: number }>(child);
  };
  return {
    url,
    async post(path, body, headers) {
      const answer = await pool.request({ method: 'POST', path, body, headers });
      const text = await answer.body.text();
      if (answer.statusCode >= 300)
        throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    residentMegabytes: async () => (await askState()).residentBytes / 2 ** 20,
    processorMs: async () => (await askState()).processorMs,
    async stop() {
      await pool.close();
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const answered = new AbortController();
  try {
    const [message] = await Promise.race([
      once(child, 'message', answered),
      once(child, 'exit', answered).then(([code]) => {
        throw new Error(`the server process ended with ${code}`);
      }),
    ]);
    return message as T;
  } finally {
    // Else the one that lost would listen for ever.
    answered.abort();
  }
}

/** Does all the work with `connections` workers and returns how many pieces were done per second. */
export async function rateOf<T>(
  work: readonly T[],
  act: (piece: T) => Promise<unknown>,
): Promise<number> {
  const queue = work.values();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const piece of queue) await act(piece);
    }),
  );
  return (work.length / (performance.now() - started)) * 1000;
}
