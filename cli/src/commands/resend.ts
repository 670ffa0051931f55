/** `yifen resend ID`: one more attempt of a notification, now. */
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { askSimulator, type SimulatorFlag, withSimulator } from '../simulator/ask-simulator.ts';
import type { Terminal } from '../terminal.ts';

interface ResendFlags extends SimulatorFlag {
  readonly json?: boolean;
}

interface Attempt {
  readonly result: 'acknowledged' | 'refused' | 'failed' | 'lost';
  readonly status?: number;
  readonly reason?: string;
}

interface Notification {
  readonly id: string;
  readonly eventType: string;
  readonly outTradeNo?: string;
  readonly url: string;
  readonly attempts: readonly Attempt[];
}

/** Adds the command. */
export function addResend(program: Command, terminal: Terminal): void {
  withSimulator(program.command('resend'))
    .description('have the simulator send a notification once more, now')
    .argument('<id>', 'the id of the notification, or an out_trade_no: its latest one')
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      `
The same bytes as before with a fresh timestamp and signature, as WeChat's own retries. Exit code 1
when your server did not acknowledge it.

Examples:
  $ yifen resend T20260101000001
  $ yifen resend 9f2c1a54-6d1e-5b3f-9a77-2f1d5c0b8e21 --json`,
    )
    .action((id: string, flags: ResendFlags) => runResend(id, flags, terminal));
}

async function runResend(id: string, flags: ResendFlags, terminal: Terminal): Promise<void> {
  const { items } = await askSimulator<{ items: readonly Notification[] }>(
    flags,
    '/notifications',
    terminal,
  );
  const found = items.findLast((one) => one.id === id || one.outTradeNo === id);
  if (found === undefined) {
    const message =
      terminal.language === 'zh'
        ? `没有 ${id} 的通知：用 yifen logs 查看发生过什么。`
        : `There is no notification of ${id}: "yifen logs" shows what happened.`;
    throw new CliError('no_notification', message);
  }
  const sent = await askSimulator<Notification>(
    flags,
    `/notifications/${encodeURIComponent(found.id)}/resend`,
    terminal,
    {},
  );
  const last = sent.attempts.at(-1);
  const { eventType, url } = sent;
  if (last?.result !== 'acknowledged') {
    const why = last?.reason ?? last?.result ?? '';
    throw new CliError('not_acknowledged', `${eventType} → ${url}: ${why}`, {
      details: { id: sent.id },
    });
  }
  terminal.out(
    flags.json === true
      ? JSON.stringify({ id: sent.id, status: last.status })
      : `${eventType} → ${url} [${last.status}]`,
  );
}
