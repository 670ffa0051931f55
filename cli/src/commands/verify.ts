/** `yifen verify paysign|request|notification`: does this signature fit this text and this key? */
import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { paySignMessage, verifyRsa } from '@yifen/wechatpay';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { SetExitCode } from '../create-program.ts';
import type { Terminal } from '../terminal.ts';
import { addVerifyNotification } from './verify-notification.ts';
import { addVerifyRequest } from './verify-request.ts';

interface PaysignFlags {
  readonly appid: string;
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly paySign: string;
  readonly publicKey: string;
  readonly json?: boolean;
}

/** Adds the commands. */
export function addVerify(program: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  const verify = program
    .command('verify')
    .description('check a signature of WeChat Pay by hand')
    .exitOverride();
  verify
    .command('paysign')
    .description('check the paySign of wx.requestPayment')
    .requiredOption('--appid <appid>', 'of the running mini-program')
    .requiredOption('--time-stamp <text>', 'timeStamp, as the page passes it')
    .requiredOption('--nonce-str <text>', 'nonceStr')
    .requiredOption('--package <text>', 'package, with its prepay_id=')
    .requiredOption('--pay-sign <base64>', 'paySign')
    .requiredOption('--public-key <file>', 'PEM: the merchant’s certificate, or its public key')
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      `
Prints the exact text that paySign must sign (↵ is a line feed). Exit code 0: it does; 1: it does not.

Example:
  $ yifen verify paysign --appid wx2421b1c4370ec43b --time-stamp 1554208460 \\
      --nonce-str 593BEC0C930BF1AFEB40B4A08C8FB242 --package prepay_id=wx2014… \\
      --pay-sign 'oR9d8P…' --public-key apiclient_cert.pem`,
    )
    .action(async (flags: PaysignFlags) => {
      const valid = await verifyPaysign(flags, terminal);
      setExitCode(valid ? 0 : 1);
    });
  addVerifyRequest(verify, terminal, setExitCode);
  addVerifyNotification(verify, terminal, setExitCode);
}

async function verifyPaysign(flags: PaysignFlags, terminal: Terminal): Promise<boolean> {
  const message = paySignMessage({
    appId: flags.appid,
    timeStamp: flags.timeStamp,
    nonceStr: flags.nonceStr,
    package: flags.package,
  });
  const valid = verifyRsa(message, flags.paySign, await readPublicKey(flags.publicKey, terminal));
  const signedText = new TextDecoder().decode(message);
  if (flags.json === true) {
    terminal.out(JSON.stringify({ valid, signedText }));
    return valid;
  }
  const zh = terminal.language === 'zh';
  if (valid) terminal.out(zh ? 'paySign 有效。' : 'paySign is valid.');
  else terminal.out(zh ? 'paySign 无效：它签的不是下面这段文字，或用的不是这把私钥。' : invalid);
  terminal.out('');
  for (const line of signedText.split('\n').slice(0, -1)) terminal.out(`  ${line}↵`);
  return valid;
}

const invalid = 'paySign is not valid: it signs another text than this one, or with another key.';

async function readPublicKey(file: string, terminal: Terminal): Promise<KeyObject> {
  try {
    const pem = await terminal.readFile(resolve(terminal.cwd, file));
    return pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
  } catch (cause) {
    throw new CliError(
      'bad_public_key',
      `${file} is not a readable PEM public key or certificate.`,
      { exitCode: 2, cause },
    );
  }
}
