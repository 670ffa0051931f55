/** `yifen decrypt`: opens the resource of a notification, or any AEAD box of WeChat Pay. */
import { type AeadBox, createAeadKey, openAead } from '@yifen/wechatpay';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { addMerchantOptions, merchantHelp } from '../merchant/merchant-options.ts';
import { type MerchantFlags, readSettings, readText } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

/** Adds the command. */
export function addDecrypt(program: Command, terminal: Terminal): void {
  addMerchantOptions(program.command('decrypt'))
    .description('decrypt a notification with the APIv3 key')
    .argument(
      '<file>',
      'the notification’s body, its resource, or a certificate’s encrypt_certificate',
    )
    .addHelpText(
      'after',
      `
It opens the box only; whether WeChat sent it, "yifen verify notification" says.
${merchantHelp}

Example:
  $ WECHATPAY_APIV3_KEY=… yifen decrypt notification.json`,
    )
    .action((file: string, flags: MerchantFlags) => decrypt(file, flags, terminal));
}

async function decrypt(file: string, flags: MerchantFlags, terminal: Terminal): Promise<void> {
  const { apiV3Key } = await readSettings(flags, terminal);
  if (apiV3Key === undefined) {
    throw new CliError('bad_configuration', 'Set WECHATPAY_APIV3_KEY, or say --api-v3-key-file.', {
      exitCode: 2,
    });
  }
  const box = findBox(await readText(file, terminal));
  if (box === undefined) {
    throw new CliError('no_box', `${file} holds no JSON with ciphertext and nonce.`, {
      exitCode: 2,
    });
  }
  const text = openAead(box, createAeadKey(apiV3Key)).toString();
  if (flags.json !== true) terminal.out(pretty(text));
  else terminal.out(JSON.stringify({ text }));
}

function findBox(text: string): AeadBox | undefined {
  const value = parse(text);
  return [value, value?.resource, value?.encrypt_certificate].find(isBox);
}

function isBox(value: unknown): value is AeadBox {
  return isObject(value) && typeof value.ciphertext === 'string' && typeof value.nonce === 'string';
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function pretty(text: string): string {
  const value = parse(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}
