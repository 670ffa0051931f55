/** A merchant's settings: from options, from the environment, from `.env`, in this order. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';

/** Options that every command with a merchant takes. */
export interface MerchantFlags {
  readonly envFile?: string;
  readonly baseUrl?: string;
  readonly mchid?: string;
  readonly merchantSerial?: string;
  readonly privateKey?: string;
  readonly apiV3KeyFile?: string;
  readonly publicKeyId?: string;
  readonly publicKey?: string;
  readonly json?: boolean;
}

/** What was found; secrets are texts, files are read. */
export interface MerchantSettings {
  readonly appid: string | undefined;
  readonly appSecret: string | undefined;
  readonly mchid: string | undefined;
  readonly merchantSerial: string | undefined;
  readonly privateKey: string | undefined;
  readonly merchantCertificate: string | undefined;
  readonly apiV3Key: string | undefined;
  readonly publicKeyId: string | undefined;
  readonly publicKey: string | undefined;
  readonly platformCertificate: string | undefined;
  readonly baseUrl: string | undefined;
  readonly publicUrl: string | undefined;
}

/** Reads them all; absent ones are undefined. @throws CliError `file_unreadable` (2) */
export async function readSettings(
  flags: MerchantFlags,
  terminal: Terminal,
): Promise<MerchantSettings> {
  const env = await readEnvironment(flags, terminal);
  const set = (name: string): string | undefined => env[name]?.trim() || undefined;
  const text = async (name: string, file?: string): Promise<string | undefined> => {
    const path = file ?? set(`${name}_FILE`);
    if (path !== undefined) return readText(path, terminal);
    // A key in one line has its line ends written as \n.
    return set(name)?.replaceAll('\\n', '\n');
  };
  return {
    appid: set('WECHAT_APPID'),
    appSecret: set('WECHAT_APP_SECRET'),
    mchid: flags.mchid ?? set('WECHATPAY_MCHID'),
    merchantSerial: flags.merchantSerial ?? set('WECHATPAY_MERCHANT_SERIAL'),
    privateKey: await text('WECHATPAY_MERCHANT_KEY', flags.privateKey),
    merchantCertificate: await text('WECHATPAY_MERCHANT_CERTIFICATE'),
    apiV3Key: (await text('WECHATPAY_APIV3_KEY', flags.apiV3KeyFile))?.trim(),
    publicKeyId: flags.publicKeyId ?? set('WECHATPAY_PUBLIC_KEY_ID'),
    publicKey: await text('WECHATPAY_PUBLIC_KEY', flags.publicKey),
    platformCertificate: await text('WECHATPAY_PLATFORM_CERTIFICATE'),
    baseUrl: flags.baseUrl ?? set('WECHATPAY_BASE_URL'),
    publicUrl: set('YIFEN_PUBLIC_URL'),
  };
}

/** Reads a file that an option names. @throws CliError `file_unreadable` (2) */
export async function readText(path: string, terminal: Terminal): Promise<string> {
  return terminal.readFile(resolve(terminal.cwd, path)).catch((cause: unknown) => {
    const message =
      terminal.language === 'zh'
        ? `读不到文件 ${path}：请检查路径和权限。`
        : `${path} cannot be read: check path and permissions.`;
    throw new CliError('file_unreadable', message, { exitCode: 2, cause });
  });
}

async function readEnvironment(
  { envFile }: MerchantFlags,
  terminal: Terminal,
): Promise<Terminal['env']> {
  const usual = join(terminal.cwd, '.env');
  if (envFile === undefined && !existsSync(usual)) return terminal.env;
  const file = parseEnv(await readText(envFile ?? usual, terminal));
  return { ...file, ...terminal.env };
}
