/** `yifen trigger EVENT`: makes something happen at the simulator, with all that comes before it. */
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { askSimulator, type SimulatorFlag, withSimulator } from '../simulator/ask-simulator.ts';
import { layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const events = [
  'transaction.success',
  'refund.success',
  'refund.abnormal',
  'refund.closed',
  'complaint.create',
];

interface TriggerFlags extends SimulatorFlag {
  readonly order?: string;
  readonly amount?: number;
  readonly notifyUrl?: string;
  readonly openid?: string;
  readonly json?: boolean;
}

/** Adds the command. */
export function addTrigger(program: Command, terminal: Terminal): void {
  withSimulator(program.command('trigger'))
    .description('make a payment, a refund or a complaint happen at the simulator')
    .addArgument(new Argument('<event>', 'what happens').choices(events))
    .option('--order <number>', 'an out_trade_no that is there (default: a new order)')
    .option('--amount <fen>', 'of a new order, in fen (default: 1)', parseFen)
    .option('--notify-url <url>', 'of a new order (default: where yifen listen forwards to)')
    .option('--openid <openid>', 'who pays a new order (default: somebody new)')
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      `
It is no canned message: the order is placed and paid, the refund is accepted and settled, and the
notification says what a query would say. With --order it pays the order that your server placed, as
the payer would.

Examples:
  $ yifen trigger transaction.success --notify-url http://127.0.0.1:3000/notify
  $ yifen trigger transaction.success --order T20260101000001
  $ yifen trigger refund.abnormal --order T20260101000001`,
    )
    .action((event: string, flags: TriggerFlags) => runTrigger(event, flags, terminal));
}

async function runTrigger(event: string, flags: TriggerFlags, terminal: Terminal): Promise<void> {
  const { order, amount, notifyUrl, openid } = flags;
  const made = await askSimulator<Record<string, string>>(flags, '/triggers', terminal, {
    event,
    ...(order === undefined ? {} : { outTradeNo: order }),
    ...(amount === undefined ? {} : { amountFen: amount }),
    ...(notifyUrl === undefined ? {} : { notifyUrl }),
    ...(openid === undefined ? {} : { openid }),
  });
  if (flags.json === true) terminal.out(JSON.stringify(made));
  else for (const line of layOut(Object.entries(made))) terminal.out(line);
}

function parseFen(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Say a whole number of fen: 100 is one yuan.');
}
