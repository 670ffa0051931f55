/** The options of every command that needs a merchant. */
import type { Command } from 'commander';

/** Adds them; `--json` too. */
export function addMerchantOptions(command: Command): Command {
  return addFormat(command)
    .option('--base-url <origin>', 'of WeChat Pay (default: WECHATPAY_BASE_URL, or the real one)')
    .option('--mchid <number>', 'merchant number (default: WECHATPAY_MCHID)')
    .option(
      '--merchant-serial <hex>',
      'serial of the merchant certificate (default: WECHATPAY_MERCHANT_SERIAL)',
    )
    .option('--private-key <file>', 'apiclient_key.pem (default: WECHATPAY_MERCHANT_KEY[_FILE])')
    .option(
      '--api-v3-key-file <file>',
      'file with the APIv3 key (default: WECHATPAY_APIV3_KEY[_FILE])',
    )
    .option('--public-key-id <id>', 'PUB_KEY_ID_… (default: WECHATPAY_PUBLIC_KEY_ID)')
    .option('--public-key <file>', 'pub_key.pem (default: WECHATPAY_PUBLIC_KEY[_FILE])');
}

/** Adds `--env-file` and `--json`. */
export function addFormat(command: Command): Command {
  return command
    .option('--env-file <file>', 'read settings from this file (default: .env, if there is one)')
    .option('--json', 'print one line of JSON');
}

/** Ends the help of such a command. */
export const merchantHelp = `
Settings come from options, then the environment, then .env. Secrets are never options: a file or the
environment holds them, and none is ever printed.`;
