import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

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

const cli = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

/** Prepares one; it does not run yet. */
export function createPaymentServer(options: {
  readonly name: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Sees each line that it says. */
  readonly onLine: (line: string) => void;
}): PaymentServer {
  const { name, port, onLine } = options;
  let child: ChildProcess | null = null;
  let isUp = false;

  return Object.freeze<PaymentServer>({
    name,
    port,
    isUp: () => isUp,
    async start() {
      const started = spawn(process.execPath, [cli, 'serve', '--json', ...options.args], {
        cwd: options.cwd,
        env: { PATH: process.env.PATH ?? '', ...options.env, YIFEN_PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      const ended = once(started, 'exit');
      started.once('exit', () => {
        if (child === started) isUp = false;
      });
      const ready = new Promise<true>((resolve) => {
        createInterface({ input: started.stdout }).on('line', (line) => {
          onLine(line);
          if (line.startsWith('{"server":')) resolve(true);
        });
      });
      createInterface({ input: started.stderr }).on('line', onLine);
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
