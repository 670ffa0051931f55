/** `yifen refund create|get`. */
import type { Refund } from '@yifen/wechatpay';
import { type Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import { addMerchantOptions, merchantHelp } from '../merchant/merchant-options.ts';
import { withMerchant } from '../merchant/open-merchant.ts';
import type { MerchantFlags } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

interface CreateFlags extends MerchantFlags {
  readonly outTradeNo?: string;
  readonly transactionId?: string;
  readonly refundFen: number;
  readonly totalFen: number;
  readonly reason?: string;
  readonly notifyUrl?: string;
}

/** Adds the commands. */
export function addRefund(program: Command, terminal: Terminal): void {
  const refund = program
    .command('refund')
    .description('give money back, or ask what became of it')
    .exitOverride();
  addMerchantOptions(refund.command('create'))
    .description('refund an order, wholly or in part')
    .argument('<out_refund_no>', 'your number of the refund: the same number is the same refund')
    .option('--out-trade-no <number>', 'your number of the order')
    .option('--transaction-id <id>', 'or WeChat’s number of it')
    .requiredOption('--refund-fen <fen>', 'how much goes back, in fen', parseFen)
    .requiredOption('--total-fen <fen>', 'what the whole order cost, in fen', parseFen)
    .option('--reason <text>', 'the payer reads it')
    .option('--notify-url <url>', 'https address that is told when it is done')
    .addHelpText(
      'after',
      `
The answer means accepted; "yifen refund get" says when the money is there. When the answer is lost, this
command asks before it sends the same refund again. Run it again with the same number, never with a new one.
${merchantHelp}

Example:
  $ yifen refund create R20260101000001 --out-trade-no T20260101000001 \\
      --refund-fen 100 --total-fen 12800 --reason '少发一件'`,
    )
    .action((number: string, flags: CreateFlags) => createRefund(number, flags, terminal));
  addMerchantOptions(refund.command('get'))
    .description('what WeChat Pay knows of a refund')
    .argument('<out_refund_no>', 'your number of the refund')
    .addHelpText(
      'after',
      `${merchantHelp}

Example:
  $ yifen refund get R20260101000001 --json`,
    )
    .action(async (out_refund_no: string, flags: MerchantFlags) => {
      print(
        await withMerchant(flags, terminal, ({ wechatpay }) =>
          wechatpay.refunds.query({ out_refund_no }),
        ),
        flags,
        terminal,
      );
    });
}

async function createRefund(
  out_refund_no: string,
  flags: CreateFlags,
  terminal: Terminal,
): Promise<void> {
  const { reason, notifyUrl, refundFen, totalFen } = flags;
  const request = {
    ...readOrder(flags),
    out_refund_no,
    amount: { refund: refundFen, total: totalFen },
    ...(reason === undefined ? {} : { reason }),
    ...(notifyUrl === undefined ? {} : { notify_url: notifyUrl }),
  };
  const refund = await withMerchant(flags, terminal, ({ wechatpay }) =>
    wechatpay.refunds.createSafely(request),
  );
  print(refund, flags, terminal);
}

function readOrder({ outTradeNo, transactionId }: CreateFlags) {
  if (outTradeNo !== undefined && transactionId === undefined) return { out_trade_no: outTradeNo };
  if (outTradeNo === undefined && transactionId !== undefined)
    return { transaction_id: transactionId };
  throw new CliError('bad_usage', 'Say either --out-trade-no or --transaction-id.', {
    exitCode: 2,
  });
}

function print(refund: Refund, { json }: MerchantFlags, { out }: Terminal): void {
  out(json === true ? JSON.stringify(refund) : JSON.stringify(refund, null, 2));
}

/** A whole number of fen; yuan with a point are refused rather than guessed. */
function parseFen(text: string): number {
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('An amount is a whole number of fen, e.g. 12800 for 128 yuan.');
}
