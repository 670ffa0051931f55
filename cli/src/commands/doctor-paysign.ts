/** `yifen doctor paysign`: which text was really signed. */
import { basename } from 'node:path';
import { type DoctorKey, explainPaySign } from '@yifen/wechatpay';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { SetExitCode } from '../create-program.ts';
import { collect, isRecord, readKeyFiles } from '../diagnosis/doctor-options.ts';
import { printDiagnosis } from '../diagnosis/print-diagnosis.ts';
import { readText } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

interface Flags {
  readonly appid: string;
  readonly params?: string;
  readonly timeStamp?: string;
  readonly nonceStr?: string;
  readonly package?: string;
  readonly signType?: string;
  readonly paySign?: string;
  readonly certificate?: string;
  readonly publicKey?: string;
  readonly candidateKey?: readonly string[];
  readonly candidateAppid?: readonly string[];
  readonly candidateTimeStamp?: readonly string[];
  readonly candidateNonceStr?: readonly string[];
  readonly candidatePackage?: readonly string[];
  readonly mchid?: readonly string[];
  readonly symmetricKeyFile?: readonly string[];
  readonly authorization?: string;
  readonly json?: boolean;
}

/** Adds the command. */
export function addDoctorPaysign(
  doctor: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  doctor
    .command('paysign')
    .description('why wx.requestPayment says 支付验证签名失败')
    .requiredOption('--appid <appid>', 'of the running mini-program')
    .option(
      '--params <file>',
      'JSON of what was given to wx.requestPayment, instead of the next five',
    )
    .option('--time-stamp <text>', 'timeStamp')
    .option('--nonce-str <text>', 'nonceStr')
    .option('--package <text>', 'package')
    .option('--sign-type <text>', 'signType', 'RSA')
    .option('--pay-sign <base64>', 'paySign')
    .option(
      '--certificate <file>',
      'PEM of the certificate (apiclient_cert.pem) of the merchant that placed the order',
    )
    .option('--public-key <file>', 'or its public key')
    .option(
      '--candidate-key <file>',
      'another certificate or key that may have signed; repeatable',
      collect,
    )
    .option(
      '--candidate-appid <appid>',
      'another appid that may have been signed; repeatable',
      collect,
    )
    .option('--candidate-time-stamp <text>', 'another timeStamp; repeatable', collect)
    .option('--candidate-nonce-str <text>', 'another nonceStr; repeatable', collect)
    .option('--candidate-package <text>', 'another package or prepay_id; repeatable', collect)
    .option(
      '--mchid <number>',
      'a merchant number that may stand for the appid; repeatable',
      collect,
    )
    .option(
      '--symmetric-key-file <file>',
      'file with an APIv2 or APIv3 key that may have signed; repeatable',
      collect,
    )
    .option(
      '--authorization <header>',
      'of the order call, to see whether its signature was reused',
    )
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      `
It opens the signature with the public key, finds the digest inside, and searches for the text that has
it: milliseconds, lost line ends, a bare prepay_id, another appid, another key, SHA-1 … and pairs of them.
A cause is named only if it reproduces this very signature. Exit code 0: valid; 1: not.

Examples:
  $ yifen doctor paysign --appid wx2421b1c4370ec43b --time-stamp 1554208460 \\
      --nonce-str 593BEC0C930BF1AFEB40B4A08C8FB242 --package prepay_id=wx2014… \\
      --pay-sign 'oR9d8P…' --certificate apiclient_cert.pem
  $ yifen doctor paysign --appid wx2421b1c4370ec43b --params params.json \\
      --certificate apiclient_cert.pem --candidate-key old_cert.pem --candidate-appid wx8888888888888888`,
    )
    .action((flags: Flags) => explain(flags, terminal, setExitCode));
}

async function explain(flags: Flags, terminal: Terminal, setExitCode: SetExitCode): Promise<void> {
  const { candidateKey, symmetricKeyFile, authorization } = flags;
  const keys: DoctorKey[] = await readKeyFiles(
    [flags.certificate ?? flags.publicKey, ...(candidateKey ?? [])],
    terminal,
  );
  const secrets = await Promise.all(
    (symmetricKeyFile ?? []).map(async (file) => ({
      label: basename(file),
      value: (await readText(file, terminal)).trim(),
    })),
  );
  const diagnosis = explainPaySign({
    appId: flags.appid,
    payment: await readPayment(flags, terminal),
    keys,
    secrets,
    candidates: {
      appIds: flags.candidateAppid,
      timeStamps: flags.candidateTimeStamp,
      nonceStrs: flags.candidateNonceStr,
      packages: flags.candidatePackage,
      mchids: flags.mchid,
    },
    ...(authorization === undefined ? {} : { authorization }),
  });
  setExitCode(printDiagnosis(diagnosis, flags.json === true, terminal));
}

async function readPayment(
  flags: Flags,
  terminal: Terminal,
): Promise<Readonly<Record<string, unknown>>> {
  if (flags.params === undefined) {
    const { timeStamp, nonceStr, signType, paySign } = flags;
    return { timeStamp, nonceStr, package: flags.package, signType, paySign };
  }
  const text = await readText(flags.params, terminal);
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw new CliError('bad_params', `${flags.params} is not a JSON object.`, { exitCode: 2 });
}
