/** `yifen verify notification`: did WeChat sign these bytes? */
import { explainNotification } from '@yifen/wechatpay';
import type { Command } from 'commander';
import type { SetExitCode } from '../create-program.ts';
import { parseHeaders, parseMoment, readBytes, readKeyFiles } from '../diagnosis/doctor-options.ts';
import { printVerdict } from '../diagnosis/print-verdict.ts';
import { readText } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

interface Flags {
  readonly headers: string;
  readonly body: string;
  readonly publicKey: string;
  readonly publicKeyId?: string;
  readonly at?: number;
  readonly json?: boolean;
}

/** Adds the command. */
export function addVerifyNotification(
  verify: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  verify
    .command('notification')
    .description('check the signature of a notification, or of an answer')
    .requiredOption('--headers <file>', 'as received: JSON, or lines of "Name: value"')
    .requiredOption('--body <file>', 'the raw body, byte for byte')
    .requiredOption(
      '--public-key <file>',
      'PEM: the WeChat Pay public key, or the platform certificate',
    )
    .option('--public-key-id <id>', 'PUB_KEY_ID_… that Wechatpay-Serial must name')
    .option(
      '--at <time>',
      'judge the window of five minutes at this time (default: not judged)',
      parseMoment,
    )
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      `
Exit code 0: it is valid; 1: it is not, and "yifen doctor notification" says why.

Example:
  $ yifen verify notification --headers headers.txt --body body.json --public-key pub_key.pem`,
    )
    .action(async (flags: Flags) => {
      const { publicKeyId: serial, at: nowMs } = flags;
      const diagnosis = explainNotification({
        headers: parseHeaders(await readText(flags.headers, terminal)),
        body: await readBytes(flags.body, terminal),
        keys: await readKeyFiles([flags.publicKey], terminal),
        ...(serial === undefined ? {} : { serial }),
        ...(nowMs === undefined ? {} : { nowMs }),
      });
      setExitCode(
        printVerdict(
          diagnosis,
          { what: 'Wechatpay-Signature', help: 'yifen doctor notification' },
          flags.json === true,
          terminal,
        ),
      );
    });
}
