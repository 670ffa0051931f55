/** `yifen verify request`: does this Authorization header fit this request and this key? */
import { explainRequest } from '@yifen/wechatpay';
import type { Command } from 'commander';
import type { SetExitCode } from '../create-program.ts';
import { readBytes, readKeyFiles } from '../diagnosis/doctor-options.ts';
import { printVerdict } from '../diagnosis/print-verdict.ts';
import type { Terminal } from '../terminal.ts';

interface Flags {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly publicKey: string;
  readonly json?: boolean;
}

/** Adds the command. */
export function addVerifyRequest(
  verify: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  verify
    .command('request')
    .description('check the Authorization header of a request')
    .requiredOption('--method <method>', 'as sent')
    .requiredOption('--url <url>', 'path and query as sent, or the whole URL')
    .requiredOption('--authorization <header>', 'the whole Authorization header')
    .requiredOption('--public-key <file>', 'PEM: the merchant’s certificate, or its public key')
    .option('--body <file>', 'the exact bytes sent (default: none)')
    .option('--content-type <type>', 'as sent; for uploads')
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      `
Exit code 0: it is valid; 1: it is not, and "yifen doctor request" says why.

Example:
  $ yifen verify request --method GET --url /v3/certificates --public-key apiclient_cert.pem \\
      --authorization 'WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"'`,
    )
    .action(async (flags: Flags) => {
      const { method, url, authorization, body, contentType } = flags;
      const diagnosis = explainRequest({
        method,
        url,
        authorization,
        keys: await readKeyFiles([flags.publicKey], terminal),
        ...(body === undefined ? {} : { body: await readBytes(body, terminal) }),
        ...(contentType === undefined ? {} : { contentType }),
      });
      setExitCode(
        printVerdict(
          diagnosis,
          { what: 'Authorization', help: 'yifen doctor request' },
          flags.json === true,
          terminal,
        ),
      );
    });
}
