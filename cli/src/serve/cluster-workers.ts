/** Worker processes by `node:cluster`: the first process holds the address and hands each connection to one of them. */
import cluster from 'node:cluster';
import { once } from 'node:events';
import { getHeapStatistics } from 'node:v8';
import type { Worker } from './supervise-workers.ts';
import { workerArguments } from './worker-arguments.ts';

/** What the two kinds of process say to each other. */
type Message =
  | { readonly yifen: 'ready'; readonly url: string }
  | { readonly yifen: 'stop' | 'drained' | 'farewell' };

/**
 * Starts a worker: this program again, with the same arguments.
 *
 * @param env More of an environment for it.
 * @param onReady Is told where it listens.
 */
export function forkWorker(
  env: Readonly<Record<string, string>>,
  onReady: (url: string) => void,
): Worker {
  const { heap_size_limit } = getHeapStatistics();
  const { execArgv, env: own } = process;
  cluster.setupPrimary({
    execArgv: workerArguments(execArgv, own.NODE_OPTIONS ?? '', heap_size_limit),
  });
  const worker = cluster.fork(env);
  const ended = once(worker.process, 'exit').then(() => undefined);
  // One that ends at this very moment cannot be told anything any more: that is no error of ours.
  worker.on('error', () => undefined);
  const say = (message: Message): void => {
    if (worker.isConnected()) worker.send(message, () => undefined);
  };
  const listens = new Promise<void>((resolve) => {
    worker.on('message', (message: Message) => {
      if (message.yifen !== 'ready') return;
      onReady(message.url);
      resolve();
    });
  });
  const endsFirst = ended.then(() => {
    throw new Error('the worker ended before it listened');
  });
  worker.on('message', (message: Message) => {
    if (message.yifen === 'drained') say({ yifen: 'farewell' });
  });
  // It is only of interest until the worker listens.
  endsFirst.catch(() => undefined);
  return Object.freeze<Worker>({
    ready: Promise.race([listens, endsFirst]),
    ended,
    stop() {
      if (worker.isConnected()) say({ yifen: 'stop' });
      else worker.process.kill('SIGTERM');
    },
    kill: () => void worker.process.kill('SIGKILL'),
  });
}

/** Is this process one of the workers? */
export function isWorker(): boolean {
  return cluster.isWorker;
}

/** Tells the first process that this worker listens. */
export function sayReady(url: string): void {
  process.send?.({ yifen: 'ready', url } satisfies Message);
}

/**
 * Resolves when this worker is to end: it was told so, or there is nobody left to tell it. Signals that a
 * terminal sends to all processes at once are the first process's to judge.
 */
export function untilTold(): Promise<void> {
  // Else a worker whose first process is gone would end at once, in the midst of its requests.
  if (cluster.worker) cluster.worker.exitedAfterDisconnect = true;
  if (!process.connected) return Promise.resolve();
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
    process.on('SIGTERM', () => resolve());
    process.on('disconnect', () => resolve());
    process.on('message', (message: Message) => {
      if (message.yifen === 'stop') resolve();
    });
  });
}

/**
 * Leaves the first process, so that nothing keeps this one alive any more; in no worker it does nothing.
 *
 * A connection may have been on its way here when this worker stopped listening. All that the first process
 * sent before its farewell has arrived by then, and gone back to be handed to another worker; who left at
 * once would take such a connection along, and its client would wait for ever.
 */
export async function leave(): Promise<void> {
  if (!cluster.isWorker || !process.connected) return;
  const farewell = new Promise<void>((resolve) => {
    process.on('disconnect', () => resolve());
    process.on('message', (message: Message) => {
      if (message.yifen === 'farewell') resolve();
    });
  });
  process.send?.({ yifen: 'drained' } satisfies Message);
  await farewell;
  if (process.connected) process.disconnect();
}
