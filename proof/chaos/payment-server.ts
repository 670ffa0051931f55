import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';

/** A real `yifen serve`, to be killed and started again. */
export interface PaymentServer {
  readonly name: string;
  readonly port: number;
  isUp(): boolean;
  /** Resolves when it listens; false when it ended first. */
  start(): Promise<boolean>;
  /** `SIGKILL`: it can do nothing about it. `SIGTERM`: it ends in order; resolves with its exit code. */
  stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

/** The program `yifen`. */
export const cli = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

/** Prepares one; it does not run yet. */
export function createPaymentServer(options: {
  readonly name: string;
  readonly port: number;
  /** Asked at each start. */
  readonly env: () => Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly cwd: string;
  /** What Node itself is told, before the program. Default nothing. */
  readonly nodeArgs?: readonly string[];
  /** Its log goes into this file, and only through it to whoever sees the lines. Default: a pipe. */
  readonly logFile?: string;
  /** Sees each line that it says. */
  readonly onLine: (line: string) => void;
}): PaymentServer {
  const { name, port, onLine, nodeArgs = [], logFile } = options;
  let child: ChildProcess | null = null;
  let isUp = false;

  return Object.freeze<PaymentServer>({
    name,
    port,
    isUp: () => isUp,
    async start() {
      const log = logFile === undefined ? null : openSync(logFile, 'a');
      const args = [...nodeArgs, cli, 'serve', '--json', ...options.args];
      const started = spawn(process.execPath, args, {
        cwd: options.cwd,
        env: { PATH: process.env.PATH ?? '', ...options.env(), YIFEN_PORT: String(port) },
        stdio: ['ignore', log ?? 'pipe', 'pipe'],
      });
      if (log !== null) closeSync(log);
      child = started;
      const ended = once(started, 'exit');
      started.once('exit', () => {
        if (child === started) isUp = false;
      });
      const { stdout, stderr } = started;
      const ready = stdout === null ? untilAnswers(port, started) : untilSaid(stdout, onLine);
      if (stderr !== null) createInterface({ input: stderr }).on('line', onLine);
      const isReady = await Promise.race([ready, ended.then(() => false)]);
      if (child === started) isUp = isReady;
      return isReady;
    },
    async stop(signal) {
      const stopping = child;
      isUp = false;
      if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null) return null;
      const ended = once(stopping, 'exit');
      stopping.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  });
}

/** It says on its standard output where it listens. */
function untilSaid(stdout: Readable, onLine: (line: string) => void): Promise<true> {
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      onLine(line);
      if (line.startsWith('{"server":')) resolve(true);
    });
  });
}

/** A disk that is full keeps what it says from us: it is asked. */
async function untilAnswers(port: number, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await request(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    await answer?.body.dump();
    if (answer?.statusCode === 200) return true;
    await sleep(100);
  }
  return false;
}
