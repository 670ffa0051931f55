/** `yifen listen`: brings the simulator's notifications to a server on this machine, and shows them. */
import { type Command, InvalidArgumentError } from 'commander';
import {
  askSimulator,
  followEvents,
  type RecordedEvent,
  type SimulatorFlag,
  withSimulator,
} from '../simulator/ask-simulator.ts';
import type { Terminal } from '../terminal.ts';

interface ListenFlags extends SimulatorFlag {
  readonly forwardTo: string;
  readonly json?: boolean;
}

/** Adds the command. */
export function addListen(program: Command, terminal: Terminal): void {
  withSimulator(program.command('listen'))
    .description('bring the simulator’s notifications to your server, whatever their notify_url')
    .requiredOption('--forward-to <url>', 'where they go until Ctrl-C', parseUrl)
    .option('--json', 'print one line of JSON for each')
    .addHelpText(
      'after',
      `
A notify_url is often a public https address that does not lead to this machine. While this command
runs, every notification comes here instead, with its real signature and encryption. With an origin
alone (http://127.0.0.1:3000) the path of the notify_url is kept.

Examples:
  $ yifen listen --forward-to http://127.0.0.1:3000/notify
  $ yifen listen --forward-to http://127.0.0.1:3000
  $ yifen trigger transaction.success        in another terminal`,
    )
    .action((flags: ListenFlags) => runListen(flags, terminal));
}

async function runListen(flags: ListenFlags, terminal: Terminal): Promise<void> {
  const stopped = terminal.untilStopped();
  const { items } = await askSimulator<{ items: readonly { id: number }[] }>(
    flags,
    '/events',
    terminal,
  );
  await askSimulator(flags, '/forwarding', terminal, { url: flags.forwardTo });
  const zh = terminal.language === 'zh';
  if (flags.json !== true) {
    terminal.out(
      zh
        ? `通知转发到 ${flags.forwardTo}。按 Ctrl-C 结束。`
        : `Notifications go to ${flags.forwardTo}. Ctrl-C ends it.`,
    );
  }
  const afterId = items.at(-1)?.id ?? 0;
  try {
    await followEvents(flags, { afterId, stopped }, terminal, (event) => {
      if (!event.name.startsWith('notification.')) return;
      terminal.out(flags.json === true ? JSON.stringify(event) : describe(event));
    });
  } finally {
    await askSimulator(flags, '/forwarding', terminal, {}).catch(() => undefined);
  }
}

function describe(event: RecordedEvent): string {
  const { atMs, name, outTradeNo = '', request, response, note } = event;
  const time = new Date(atMs + 8 * 3_600_000).toISOString().slice(11, 19);
  if (name === 'notification.send') {
    const where = request === undefined ? (note ?? '') : `POST ${request.url}`;
    return `${time}  → ${outTradeNo}  ${where}${request !== undefined && note ? `  (${note})` : ''}`;
  }
  return `${time}  ← ${outTradeNo}  [${response?.status ?? '—'}]  ${note ?? ''}`.trimEnd();
}

function parseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Say a URL such as http://127.0.0.1:3000/notify.');
}
