/** `yifen bill download|reconcile`: a day's bill, checked against WeChat's hash; and held against the books. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ApiError, type BillsApi, type BillTicket } from '@yifen/wechatpay';
import { type Command, Option } from 'commander';
import type { SetExitCode } from '../create-program.ts';
import { addMerchantOptions, merchantHelp } from '../merchant/merchant-options.ts';
import { withMerchant } from '../merchant/open-merchant.ts';
import type { MerchantFlags } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';
import { addReconcile } from './bill-reconcile.ts';
import { parseDate } from './parse-date.ts';

interface BillFlags extends MerchantFlags {
  readonly kind: 'trade' | 'fund-flow';
  readonly type?: 'ALL' | 'SUCCESS' | 'REFUND';
  readonly account?: 'BASIC' | 'OPERATION' | 'FEES';
  readonly subMchid?: string;
  readonly output?: string;
}

/** Adds the command. */
export function addBill(program: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  const bill = program
    .command('bill')
    .description('fetch what WeChat Pay has on its books')
    .exitOverride();
  addMerchantOptions(bill.command('download'))
    .description('fetch the bill of a day')
    .argument(
      '<date>',
      'yyyy-MM-dd, a day in Beijing; ready from about 10:00 on the next',
      parseDate,
    )
    .addOption(
      new Option('--kind <kind>', 'payments and refunds, or the movements of an account')
        .choices(['trade', 'fund-flow'])
        .default('trade'),
    )
    .addOption(
      new Option('--type <type>', 'of a trade bill (default: ALL)').choices([
        'ALL',
        'SUCCESS',
        'REFUND',
      ]),
    )
    .addOption(
      new Option('--account <account>', 'of a fund-flow bill (default: BASIC)').choices([
        'BASIC',
        'OPERATION',
        'FEES',
      ]),
    )
    .option('--sub-mchid <number>', 'of one sub-merchant; for service providers')
    .option('-o, --output <file>', 'where to (default: <kind>-<date>.csv here)')
    .addHelpText(
      'after',
      `
The file gets its name only when its hash agrees with WeChat's; until then nothing of it can be taken for a bill.
A day without trade has no bill: exit code 0, and no file.
${merchantHelp}

Examples:
  $ yifen bill download 2026-01-01
  $ yifen bill download 2026-01-01 --kind fund-flow --output books/2026-01-01.csv --json`,
    )
    .action((date: string, flags: BillFlags) => downloadBill(date, flags, terminal));
  addReconcile(bill, terminal, setExitCode);
}

async function downloadBill(date: string, flags: BillFlags, terminal: Terminal): Promise<void> {
  const file = resolve(terminal.cwd, flags.output ?? `${flags.kind}-${date}.csv`);
  const saved = await withMerchant(flags, terminal, async ({ wechatpay: { bills } }) => {
    const ticket = await askForBill(bills, date, flags);
    if (ticket === undefined) return undefined;
    return { file, bytes: await save(bills.download(ticket), file), sha1: ticket.hash_value };
  });
  if (flags.json === true) terminal.out(JSON.stringify(saved ?? { file: null }));
  else
    terminal.out(
      saved === undefined ? noBill[terminal.language] : `${saved.file}  ${saved.bytes} B`,
    );
}

const noBill = {
  zh: '当天没有交易，没有账单。',
  en: 'Nothing happened on that day: there is no bill.',
};

async function askForBill(
  bills: BillsApi,
  bill_date: string,
  { kind, type, account, subMchid }: BillFlags,
): Promise<BillTicket | undefined> {
  try {
    if (kind === 'fund-flow') {
      return await bills.requestFundFlowBill({
        bill_date,
        ...(account === undefined ? {} : { account_type: account }),
      });
    }
    return await bills.requestTradeBill({
      bill_date,
      ...(type === undefined ? {} : { bill_type: type }),
      ...(subMchid === undefined ? {} : { sub_mchid: subMchid }),
    });
  } catch (error) {
    if (error instanceof ApiError && error.wechat.code === 'NO_STATEMENT_EXIST') return undefined;
    throw error;
  }
}

/** What does not end well leaves no file behind. @returns the size in bytes */
async function save(pieces: AsyncIterable<Uint8Array>, file: string): Promise<number> {
  const unfinished = `${file}.part`;
  await mkdir(dirname(file), { recursive: true });
  const stream = createWriteStream(unfinished);
  try {
    await pipeline(pieces, stream);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return stream.bytesWritten;
}
