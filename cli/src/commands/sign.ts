/** `yifen sign request|paysign`: signatures by hand. */
import { randomBytes } from 'node:crypto';
import {
  authorizationHeader,
  loadPrivateKey,
  paySignMessage,
  requestMessage,
  signRsa,
} from '@yifen/wechatpay';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { addMerchantOptions, merchantHelp } from '../merchant/merchant-options.ts';
import {
  type MerchantFlags,
  type MerchantSettings,
  readSettings,
  readText,
} from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

interface RequestFlags extends MerchantFlags {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly timestamp?: string;
  readonly nonce?: string;
}

interface PaySignFlags extends MerchantFlags {
  readonly appid?: string;
  readonly prepayId: string;
  readonly timestamp?: string;
  readonly nonce?: string;
}

/** Adds the commands. */
export function addSign(program: Command, terminal: Terminal): void {
  const sign = program
    .command('sign')
    .description('sign by hand what WeChat Pay verifies')
    .exitOverride();
  addMerchantOptions(sign.command('request'))
    .description('print the Authorization header of a request')
    .requiredOption('--method <method>', 'GET, POST, …')
    .requiredOption('--url <path>', 'path and query, exactly as sent')
    .option('--body <file>', 'the exact bytes sent (default: none)')
    .option('--timestamp <seconds>', 'Unix seconds (default: now)')
    .option('--nonce <text>', 'default: a fresh one')
    .addHelpText(
      'after',
      `${merchantHelp}

Example:
  $ yifen sign request --method GET --url '/v3/certificates' --mchid 1900007291 \\
      --merchant-serial 408B07… --private-key apiclient_key.pem
  $ curl -H "$(yifen sign request …)" -H 'Accept: application/json' https://api.mch.weixin.qq.com/v3/certificates`,
    )
    .action((flags: RequestFlags) => signRequest(flags, terminal));
  addMerchantOptions(sign.command('paysign'))
    .description('print the five parameters of wx.requestPayment')
    .requiredOption('--prepay-id <id>', 'wx…, the answer of the order call')
    .option('--appid <appid>', 'of the running mini-program (default: WECHAT_APPID)')
    .option('--timestamp <seconds>', 'Unix seconds (default: now)')
    .option('--nonce <text>', 'default: a fresh one')
    .addHelpText(
      'after',
      `${merchantHelp}

Example:
  $ yifen sign paysign --prepay-id wx201410272009395522657a690389285100 \\
      --appid wx2421b1c4370ec43b --private-key apiclient_key.pem`,
    )
    .action((flags: PaySignFlags) => signPayment(flags, terminal));
}

async function signRequest(flags: RequestFlags, terminal: Terminal): Promise<void> {
  const settings = await readSettings(flags, terminal);
  const { mchid, merchantSerial: serial } = settings;
  if (mchid === undefined || serial === undefined) throw missing('--mchid, --merchant-serial');
  const { timestamp, nonce } = freshValues(flags);
  const body = flags.body === undefined ? '' : await readText(flags.body, terminal);
  const message = requestMessage({
    method: flags.method.toUpperCase(),
    url: flags.url,
    timestamp,
    nonce,
    body,
  });
  const signature = signRsa(message, openKey(settings));
  const authorization = authorizationHeader({ mchid, serial, timestamp, nonce, signature });
  if (flags.json === true)
    terminal.out(JSON.stringify({ authorization, signedText: message.toString() }));
  else terminal.out(`Authorization: ${authorization}`);
}

async function signPayment(flags: PaySignFlags, terminal: Terminal): Promise<void> {
  const settings = await readSettings(flags, terminal);
  const appId = flags.appid ?? settings.appid;
  if (appId === undefined) throw missing('--appid');
  const { timestamp: timeStamp, nonce: nonceStr } = freshValues(flags);
  const values = {
    timeStamp,
    nonceStr,
    package: `prepay_id=${flags.prepayId.replace(/^prepay_id=/, '')}`,
  };
  const paySign = signRsa(paySignMessage({ appId, ...values }), openKey(settings));
  const payment = { ...values, signType: 'RSA', paySign };
  terminal.out(flags.json === true ? JSON.stringify(payment) : JSON.stringify(payment, null, 2));
}

function freshValues({ timestamp, nonce }: { timestamp?: string; nonce?: string }) {
  return {
    timestamp: timestamp ?? String(Math.floor(Date.now() / 1000)),
    nonce: nonce ?? randomBytes(16).toString('hex').toUpperCase(),
  };
}

function openKey({ privateKey }: MerchantSettings) {
  if (privateKey === undefined) throw missing('--private-key');
  return loadPrivateKey(privateKey);
}

function missing(options: string): CliError {
  return new CliError('bad_configuration', `Say ${options}, or set it in the environment.`, {
    exitCode: 2,
  });
}
