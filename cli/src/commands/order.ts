/** `yifen order get|close`. */
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { addMerchantOptions, merchantHelp } from '../merchant/merchant-options.ts';
import { withMerchant } from '../merchant/open-merchant.ts';
import type { MerchantFlags } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

interface OrderFlags extends MerchantFlags {
  readonly transactionId?: string;
}

/** Adds the commands. */
export function addOrder(program: Command, terminal: Terminal): void {
  const order = program
    .command('order')
    .description('ask WeChat Pay for an order, or close it')
    .exitOverride();
  addMerchantOptions(order.command('get'))
    .description('what WeChat Pay knows of an order')
    .argument('[out_trade_no]', 'your number of the order')
    .option('--transaction-id <id>', 'WeChat’s number instead')
    .addHelpText(
      'after',
      `${merchantHelp}

Examples:
  $ yifen order get T20260101000001
  $ yifen order get --transaction-id 4200001234202601011234567890 --json`,
    )
    .action((number: string | undefined, flags: OrderFlags) => getOrder(number, flags, terminal));
  addMerchantOptions(order.command('close'))
    .description('close an unpaid order; closing it again is no failure')
    .argument('<out_trade_no>', 'your number of the order')
    .addHelpText(
      'after',
      `
A paid order is not closed: WeChat refuses, and so does this command (exit code 1).
${merchantHelp}

Example:
  $ yifen order close T20260101000001`,
    )
    .action((number: string, flags: MerchantFlags) => closeOrder(number, flags, terminal));
}

async function getOrder(
  number: string | undefined,
  { transactionId, ...flags }: OrderFlags,
  terminal: Terminal,
): Promise<void> {
  if ((number === undefined) === (transactionId === undefined)) {
    throw new CliError('bad_usage', 'Say either out_trade_no or --transaction-id.', {
      exitCode: 2,
    });
  }
  const key =
    transactionId === undefined
      ? { out_trade_no: number ?? '' }
      : { transaction_id: transactionId };
  const transaction = await withMerchant(flags, terminal, ({ wechatpay }) =>
    wechatpay.orders.query(key),
  );
  terminal.out(
    flags.json === true ? JSON.stringify(transaction) : JSON.stringify(transaction, null, 2),
  );
}

async function closeOrder(
  out_trade_no: string,
  flags: MerchantFlags,
  terminal: Terminal,
): Promise<void> {
  await withMerchant(flags, terminal, ({ wechatpay }) => wechatpay.orders.close({ out_trade_no }));
  const done =
    terminal.language === 'zh'
      ? `订单 ${out_trade_no} 已关闭。`
      : `Order ${out_trade_no} is closed.`;
  terminal.out(flags.json === true ? JSON.stringify({ out_trade_no, closed: true }) : done);
}
