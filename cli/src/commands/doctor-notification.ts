/** `yifen doctor notification`: why a notification does not verify. */
import { explainNotification } from '@yifen/wechatpay';
import type { Command } from 'commander';
import type { SetExitCode } from '../create-program.ts';
import {
  collect,
  parseHeaders,
  parseMoment,
  readBytes,
  readKeyFiles,
} from '../diagnosis/doctor-options.ts';
import { printDiagnosis } from '../diagnosis/print-diagnosis.ts';
import { readSettings, readText } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

interface Flags {
  readonly headers: string;
  readonly body: string;
  readonly publicKey?: string;
  readonly certificate?: string;
  readonly publicKeyId?: string;
  readonly candidateKey?: readonly string[];
  readonly apiV3KeyFile?: string;
  readonly envFile?: string;
  readonly at?: number;
  readonly json?: boolean;
}

/** Adds the command. */
export function addDoctorNotification(
  doctor: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  doctor
    .command('notification')
    .description('why a notification or an answer of WeChat’s does not verify')
    .requiredOption('--headers <file>', 'as received: JSON, or lines of "Name: value"')
    .requiredOption('--body <file>', 'the exact bytes that were verified')
    .option('--public-key <file>', 'pub_key.pem, the WeChat Pay public key in use')
    .option('--public-key-id <id>', 'its PUB_KEY_ID_…')
    .option('--certificate <file>', 'or the platform certificate in use')
    .option('--candidate-key <file>', 'another key that WeChat may have used; repeatable', collect)
    .option(
      '--api-v3-key-file <file>',
      'to see whether the resource opens (default: WECHATPAY_APIV3_KEY[_FILE])',
    )
    .option('--env-file <file>', 'read settings from this file (default: .env, if there is one)')
    .option('--at <time>', 'when it arrived, to see whether it was stale', parseMoment)
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      `
Exit code 0: it verifies; 1: it does not.

Example:
  $ yifen doctor notification --headers headers.txt --body body.json \\
      --public-key pub_key.pem --public-key-id PUB_KEY_ID_0114232134912410000000000000`,
    )
    .action((flags: Flags) => explain(flags, terminal, setExitCode));
}

async function explain(flags: Flags, terminal: Terminal, setExitCode: SetExitCode): Promise<void> {
  const { publicKey, certificate, publicKeyId: serial, at: nowMs, envFile, apiV3KeyFile } = flags;
  const { apiV3Key } = await readSettings(
    {
      ...(envFile === undefined ? {} : { envFile }),
      ...(apiV3KeyFile === undefined ? {} : { apiV3KeyFile }),
    },
    terminal,
  );
  const diagnosis = explainNotification({
    headers: parseHeaders(await readText(flags.headers, terminal)),
    body: await readBytes(flags.body, terminal),
    keys: await readKeyFiles([publicKey ?? certificate, ...(flags.candidateKey ?? [])], terminal),
    ...(serial === undefined ? {} : { serial }),
    ...(apiV3Key === undefined ? {} : { apiV3Key }),
    ...(nowMs === undefined ? {} : { nowMs }),
  });
  setExitCode(printDiagnosis(diagnosis, flags.json === true, terminal));
}
