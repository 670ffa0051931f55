/** `yifen logs`: what the simulator recorded, and what it records from now on. */
import type { Command } from 'commander';
import {
  askSimulator,
  followEvents,
  type RecordedEvent,
  type SimulatorFlag,
  withSimulator,
} from '../simulator/ask-simulator.ts';
import { describeEvent } from '../simulator/describe-event.ts';
import type { Terminal } from '../terminal.ts';

interface LogsFlags extends SimulatorFlag {
  readonly follow?: boolean;
  readonly order?: string;
  readonly json?: boolean;
}

/** Adds the command. */
export function addLogs(program: Command, terminal: Terminal): void {
  withSimulator(program.command('logs'))
    .description('show the messages that went to and from the simulator')
    .option('--follow', 'go on with new ones until Ctrl-C')
    .option('--order <number>', 'only those about this out_trade_no')
    .option('--json', 'print one line of JSON for each, bodies and signed texts included')
    .addHelpText(
      'after',
      `
One line each: Beijing time of the simulated clock, the number in WeChat's own sequence diagram, how
it ended, who told whom, and what. Secrets are masked.

Examples:
  $ yifen logs
  $ yifen logs --follow --order T20260101000001
  $ yifen logs --json | tail -1`,
    )
    .action((flags: LogsFlags) => runLogs(flags, terminal));
}

async function runLogs(flags: LogsFlags, terminal: Terminal): Promise<void> {
  const { follow, order, json } = flags;
  const print = (event: RecordedEvent): void => {
    if (order !== undefined && event.outTradeNo !== order) return;
    terminal.out(json === true ? JSON.stringify(event) : describeEvent(event));
  };
  const { items } = await askSimulator<{ items: readonly RecordedEvent[] }>(
    flags,
    '/events',
    terminal,
  );
  items.forEach(print);
  if (follow !== true) return;
  const stopped = terminal.untilStopped();
  await followEvents(flags, { afterId: items.at(-1)?.id ?? 0, stopped }, terminal, print);
}
