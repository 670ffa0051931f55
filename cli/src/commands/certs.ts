/** `yifen certs`: downloads the platform certificates, as CertificateDownloader does. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PlatformCertificate } from '@yifen/wechatpay';
import type { Command } from 'commander';
import { addFormat } from '../merchant/merchant-options.ts';
import { openClient } from '../merchant/open-merchant.ts';
import { type MerchantFlags, readSettings } from '../merchant/read-settings.ts';
import { layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface CertsFlags {
  readonly key?: string;
  readonly apiV3KeyFile?: string;
  readonly mchid?: string;
  readonly serialno?: string;
  readonly privatekey?: string;
  readonly output?: string;
  readonly baseUrl?: string;
  readonly envFile?: string;
  readonly json?: boolean;
}

/** Adds the command. */
export function addCerts(program: Command, terminal: Terminal): void {
  addFormat(program.command('certs'))
    .description('download WeChat Pay’s platform certificates, decrypted and verified')
    .option('-m, --mchid <number>', 'merchant number (default: WECHATPAY_MCHID)')
    .option(
      '-s, --serialno <hex>',
      'serial of the merchant certificate (default: WECHATPAY_MERCHANT_SERIAL)',
    )
    .option('-f, --privatekey <file>', 'apiclient_key.pem (default: WECHATPAY_MERCHANT_KEY[_FILE])')
    .option(
      '-k, --key <text>',
      'the APIv3 key itself: other users of this machine can see it; better is the next one',
    )
    .option(
      '--api-v3-key-file <file>',
      'file with the APIv3 key (default: WECHATPAY_APIV3_KEY[_FILE])',
    )
    .option(
      '-o, --output <dir>',
      'write wechatpay_<serial>.pem files there (default: print the PEM)',
    )
    .option('--base-url <origin>', 'of WeChat Pay (default: WECHATPAY_BASE_URL, or the real one)')
    .addHelpText(
      'after',
      `
Takes CertificateDownloader's own options, so its command lines keep working. The certificates are public;
the answer is verified by a certificate inside it, which only the APIv3 key can open.
Merchants opened since autumn 2024 have no platform certificate but the WeChat Pay public key: WeChat says so.

Examples:
  $ yifen certs --output certs
  $ yifen certs --api-v3-key-file apiv3.txt --mchid 1900007291 --serialno 408B07… \\
      --privatekey apiclient_key.pem --output certs --json`,
    )
    .action((flags: CertsFlags) => download(flags, terminal));
}

async function download(flags: CertsFlags, terminal: Terminal): Promise<void> {
  const certificates = await listCertificates(flags, terminal);
  const files =
    flags.output === undefined
      ? []
      : await writeFiles(certificates, resolve(terminal.cwd, flags.output));
  if (flags.json === true) {
    const items = certificates.map((one, index) => ({
      ...one,
      ...(files[index] && { file: files[index] }),
    }));
    terminal.out(JSON.stringify({ items }));
  } else if (files.length > 0) {
    for (const line of layOut(
      files.map((file, index) => [file, `→ ${certificates[index]?.expire_time}`] as const),
      '',
    )) {
      terminal.out(line);
    }
  } else for (const { certificate } of certificates) terminal.out(certificate.trimEnd());
}

async function listCertificates(
  flags: CertsFlags,
  terminal: Terminal,
): Promise<readonly PlatformCertificate[]> {
  const { key, serialno, privatekey, ...rest } = flags;
  const merchantFlags: MerchantFlags = {
    ...rest,
    ...(serialno === undefined ? {} : { merchantSerial: serialno }),
    ...(privatekey === undefined ? {} : { privateKey: privatekey }),
  };
  const settings = await readSettings(merchantFlags, terminal);
  // Nothing but certificates: whatever else is configured must not decide what they are verified by.
  const client = openClient(
    {
      ...settings,
      apiV3Key: key ?? settings.apiV3Key,
      publicKey: undefined,
      platformCertificate: undefined,
    },
    terminal.language,
  );
  try {
    return await client.certificates.list();
  } finally {
    client.close();
  }
}

/** One file per certificate; @returns their paths in the same order. */
async function writeFiles(
  certificates: readonly PlatformCertificate[],
  folder: string,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    certificates.map(async ({ serial_no, certificate }) => {
      const file = join(folder, `wechatpay_${serial_no}.pem`);
      await writeFile(file, `${certificate.trimEnd()}\n`);
      return file;
    }),
  );
}
