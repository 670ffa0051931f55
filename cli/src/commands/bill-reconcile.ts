/** `yifen bill reconcile`: a day of the server's books held against WeChat's bills. */
import type { ReconciledNow } from '@yifen/server';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { SetExitCode } from '../create-program.ts';
import { loadServerConfig } from '../load-server-config.ts';
import { addFormat } from '../merchant/merchant-options.ts';
import { layOut } from '../table.ts';
import type { Language, Terminal } from '../terminal.ts';
import { parseDate } from './parse-date.ts';

interface ReconcileFlags {
  readonly day: string;
  readonly merchant?: string;
  readonly envFile?: string;
  readonly json?: boolean;
}

type Bill = ReconciledNow['bills'][number];
type Difference = ReconciledNow['open'][number];

/** Adds the command to `bill`. */
export function addReconcile(bill: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  addFormat(bill.command('reconcile'))
    .description("hold a day of the server's books against WeChat's bills, now")
    .requiredOption('--day <date>', 'yyyy-MM-dd, a past day in Beijing', parseDate)
    .option('--merchant <id>', "whose books (default: the environment's merchant)")
    .addHelpText(
      'after',
      `
A server does this by itself each day from 10:00; this is for doing it again, or for a day before it ran.
The settings are those of "yifen serve". A day may be reconciled as often as you like: each difference stays one.
Exit code 1: the day has open differences, or a bill is not there yet.

Examples:
  $ yifen bill reconcile --day 2026-11-22
  $ yifen bill reconcile --day 2026-11-22 --json`,
    )
    .action(async (flags: ReconcileFlags) => setExitCode(await reconcile(flags, terminal)));
}

async function reconcile(flags: ReconcileFlags, terminal: Terminal): Promise<0 | 1> {
  const config = await loadServerConfig(flags.envFile, terminal);
  const { reconcileNow } = await import('@yifen/server');
  const { day, merchant } = flags;
  const result = await reconcileNow({
    config: { ...config, logLevel: 'silent' },
    day,
    ...(merchant === undefined ? {} : { merchantId: merchant }),
    onProgress: (bill, rows) => {
      if (flags.json !== true) terminal.note(`${bill}: ${rows.toLocaleString('en')}`);
    },
    onNotice: (message) => terminal.note(message),
  }).catch((error: unknown) => {
    if (error instanceof RangeError)
      throw new CliError('bad_usage', error.message, { exitCode: 2 });
    throw error;
  });
  if (flags.json === true) terminal.out(JSON.stringify({ day, ...result }));
  else for (const line of describe(result, terminal.language)) terminal.out(line);
  const isDone = result.bills.every(({ problem }) => problem === null);
  return isDone && result.open.length === 0 ? 0 : 1;
}

function describe({ bills, open }: ReconciledNow, language: Language): string[] {
  const texts = TEXTS[language];
  const sums = bills.map((bill): [string, string] => [texts[bill.bill], describeBill(bill, texts)]);
  if (open.length === 0) return [...layOut(sums, ''), texts.agree(bills)];
  const list = open.flatMap((each) => describeDifference(each, language));
  return [...layOut(sums, ''), '', texts.open(open.length), ...list];
}

function describeBill({ problem, totals }: Bill, texts: Texts): string {
  if (problem !== null) return texts.later(problem);
  if (totals === null) return texts.later('BILL_SUMMARY_DIFFERS');
  if ('netFen' in totals) return texts.moved(totals.rows, yuan(totals.netFen));
  const { billPayments, billPaymentsFen, billRefunds, billRefundsFen } = totals;
  return texts.traded(billPayments, yuan(billPaymentsFen), billRefunds, yuan(billRefundsFen));
}

function describeDifference(difference: Difference, language: Language): string[] {
  const { kind, outRefundNo, outTradeNo, transactionId, oursFen, billFen, advice } = difference;
  const { ours, bill } = TEXTS[language];
  const reference = outRefundNo ?? outTradeNo ?? transactionId ?? '';
  const amounts = `${ours} ${amountOr(oursFen)}  ${bill} ${amountOr(billFen)}`;
  return ['', `  ${kind}  ${reference}`.trimEnd(), `      ${amounts}`, `      ${advice[language]}`];
}

function amountOr(amountFen: number | null): string {
  return amountFen === null ? '–' : yuan(amountFen);
}

function yuan(amountFen: number): string {
  const digits = String(Math.abs(amountFen)).padStart(3, '0');
  return `${amountFen < 0 ? '-' : ''}¥${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const TEXTS = {
  zh: {
    trade: '交易账单',
    'fund-flow': '资金账单',
    ours: '本地',
    bill: '账单',
    traded: (payments: number, paid: string, refunds: number, back: string) =>
      `付款 ${payments} 笔 ${paid}，退款 ${refunds} 笔 ${back}`,
    moved: (rows: number, net: string) => `${rows} 行，收付净额 ${net}`,
    later: (problem: string) => `未完成：${problem}，服务器会自动重试`,
    agree: (bills: readonly Bill[]) =>
      bills.every(({ problem }) => problem === null)
        ? '账目一致，一分不差。'
        : '没有未处理的差异。',
    open: (count: number) => `${count} 笔差异待处理：`,
  },
  en: {
    trade: 'trade bill',
    'fund-flow': 'fund-flow bill',
    ours: 'here',
    bill: 'bill',
    traded: (payments: number, paid: string, refunds: number, back: string) =>
      `payments ${payments} (${paid}), refunds ${refunds} (${back})`,
    moved: (rows: number, net: string) => `rows ${rows}, net ${net}`,
    later: (problem: string) => `not done: ${problem}; a server tries again by itself`,
    agree: (bills: readonly Bill[]) =>
      bills.every(({ problem }) => problem === null)
        ? 'The books agree with the bills, to the fen.'
        : 'No difference is open.',
    open: (count: number) => `${count} open ${count === 1 ? 'difference' : 'differences'}:`,
  },
} as const;

type Texts = (typeof TEXTS)[Language];
