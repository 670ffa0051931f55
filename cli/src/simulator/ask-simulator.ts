/** Talks to the control API of a running simulator. */
import { type Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';

/** Where a simulator is, as an option. */
export interface SimulatorFlag {
  readonly simulator: string;
}

/** Adds the option that names the simulator. */
export function withSimulator(command: Command): Command {
  return command.option(
    '--simulator <url>',
    'the running simulator',
    parseOrigin,
    'http://127.0.0.1:7780',
  );
}

/** Asks once. @throws CliError `no_simulator` when nobody answers, `refused` with the simulator's own sentence. */
export async function askSimulator<Json>(
  { simulator }: SimulatorFlag,
  path: string,
  terminal: Terminal,
  body?: unknown,
): Promise<Json> {
  const answer = await reach(`${simulator}/_simulator${path}`, terminal, {
    headers: { accept: 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = text.startsWith('{') ? (JSON.parse(text) as Json & { error?: string }) : undefined;
  if (answer.ok && json !== undefined) return json;
  throw new CliError('refused', json?.error ?? `${simulator} answered ${answer.status}`);
}

/** One recorded message, as the simulator tells it. */
export interface RecordedEvent {
  readonly id: number;
  readonly atMs: number;
  readonly step: number | null;
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly outcome: 'ok' | 'refused' | 'failed' | 'pending';
  readonly outTradeNo?: string;
  readonly request?: { readonly method: string; readonly url: string };
  readonly response?: { readonly status: number };
  readonly dialog?: string;
  readonly note?: string;
}

/** Follows the recorded flow from after `afterId` on until `stopped`. @throws CliError */
export async function followEvents(
  { simulator }: SimulatorFlag,
  { afterId, stopped }: { readonly afterId: number; readonly stopped: Promise<void> },
  terminal: Terminal,
  onEvent: (event: RecordedEvent) => void,
): Promise<void> {
  const end = new AbortController();
  const url = `${simulator}/_simulator/events?after=${afterId}`;
  const answer = await reach(url, terminal, { signal: end.signal });
  const reading = readStream(answer, onEvent).catch((error: unknown) => {
    if (!end.signal.aborted) throw error;
  });
  await Promise.race([reading, stopped]);
  end.abort();
  await reading;
}

async function readStream(
  answer: Response,
  onEvent: (event: RecordedEvent) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) onEvent(JSON.parse(data) as RecordedEvent);
    }
  }
}

async function reach(url: string, terminal: Terminal, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    const { origin } = new URL(url);
    const message =
      terminal.language === 'zh'
        ? `${origin} 上没有模拟器：先运行 yifen simulator，或用 --simulator 指定地址。`
        : `No simulator answers at ${origin}: start one with "yifen simulator", or name it with --simulator.`;
    throw new CliError('no_simulator', message, { cause });
  }
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
  throw new InvalidArgumentError('Say an origin such as http://127.0.0.1:7780.');
}
