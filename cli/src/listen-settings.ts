/** Where to listen: options first, then the environment, then the default. */
import { InvalidArgumentError } from 'commander';
import { CliError } from './cli-error.ts';
import type { Terminal } from './terminal.ts';

/** Reads a port from an option. @throws InvalidArgumentError */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 (take a free one) to 65535.');
}

/** The port of an option, else of the environment, else the default. @throws CliError (2) */
export function choosePort(
  given: number | undefined,
  terminal: Terminal,
  variable: string,
  otherwise: number,
): number {
  const set = terminal.env[variable];
  if (given !== undefined) return given;
  if (set === undefined || set === '') return otherwise;
  try {
    return parsePort(set);
  } catch (cause) {
    const message = `${variable}=${set}: ${cause instanceof Error ? cause.message : ''}`;
    throw new CliError('bad_port', message, { exitCode: 2, cause });
  }
}

/** The address to listen on: loopback unless YIFEN_HOST says otherwise. */
export function chooseHost(terminal: Terminal): string {
  return terminal.env.YIFEN_HOST || '127.0.0.1';
}

/** The address under which this machine reaches what listens on `host`. */
export function reachableUrl(host: string, url: string): string {
  const { port } = new URL(url);
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Turns “address in use” into a sentence with the remedy; other errors pass unchanged. */
export function explainListening(
  error: unknown,
  place: { readonly port: number; readonly option: string; readonly variable: string },
  { language }: Terminal,
): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const { port, option, variable } = place;
  if (code === 'EADDRINUSE') {
    const message =
      language === 'zh'
        ? `端口 ${port} 已被占用：结束占用它的程序，或改用 ${option} 0（自动选一个空闲端口；也可设 ${variable}）。`
        : `Port ${port} is in use: end the program that holds it, or say ${option} 0 to take a free one (or set ${variable}).`;
    return new CliError('port_in_use', message, { cause: error });
  }
  if (code === 'EACCES') {
    const message =
      language === 'zh'
        ? `没有权限监听端口 ${port}：请用 ${option} 换一个 1024 以上的端口。`
        : `Not allowed to listen on port ${port}: choose one above 1024 with ${option}.`;
    return new CliError('port_denied', message, { cause: error });
  }
  return error;
}
