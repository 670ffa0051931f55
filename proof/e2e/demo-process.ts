/** The demo as its users start it: a process of its own, on free ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A running demo. */
export interface DemoProcess {
  readonly desk: string;
  readonly server: string;
  readonly simulator: string;
  /** The address of the console, and who can sign in to it. */
  readonly console: string;
  readonly people: readonly { readonly email: string; readonly password: string }[];
  /** Asks it to end; answers its exit code. */
  end(): Promise<number | null>;
}

const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

/** Starts it and waits for the line that says where everything is. */
export async function startDemoProcess(): Promise<DemoProcess> {
  const args = [main, 'demo', '--port', '0', '--simulator-port', '0', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await firstLine(child);
  const { desk, server, simulator } = line;
  return {
    desk: String(desk),
    server: String(server),
    simulator: String(simulator),
    console: String(line.console),
    people: line.people as DemoProcess['people'],
    async end() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const [exitCode] = await exited;
      return exitCode;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  if (child.stdout === null) throw new Error('the demo has no output');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error('the demo ended before it was ready');
}
