/** `yifen doctor request`: why WeChat answers SIGN_ERROR. */
import { explainRequest } from '@yifen/wechatpay';
import type { Command } from 'commander';
import type { SetExitCode } from '../create-program.ts';
import { collect, parseMoment, readBytes, readKeyFiles } from '../diagnosis/doctor-options.ts';
import { printDiagnosis } from '../diagnosis/print-diagnosis.ts';
import { readText } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

interface Flags {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly certificate?: string;
  readonly publicKey?: string;
  readonly candidateKey?: readonly string[];
  readonly candidateBody?: readonly string[];
  readonly at?: number;
  readonly answer?: string;
  readonly json?: boolean;
}

/** Adds the command. */
export function addDoctorRequest(
  doctor: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  doctor
    .command('request')
    .description('why WeChat Pay answers a request with SIGN_ERROR')
    .requiredOption('--method <method>', 'as sent')
    .requiredOption('--url <url>', 'path and query as sent, or the whole URL')
    .requiredOption('--authorization <header>', 'the whole Authorization header')
    .option('--body <file>', 'the exact bytes sent (default: none)')
    .option('--content-type <type>', 'as sent; for uploads')
    .option('--certificate <file>', 'PEM of the merchant certificate whose serial was sent')
    .option('--public-key <file>', 'or its public key')
    .option(
      '--candidate-key <file>',
      'another certificate or key that may have signed; repeatable',
      collect,
    )
    .option(
      '--candidate-body <file>',
      'another body that may have been signed; repeatable',
      collect,
    )
    .option('--at <time>', 'when it was sent, by a clock that is right', parseMoment)
    .option('--answer <file>', 'WeChat’s answer: its sign_information shows the text WeChat built')
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      `
Exit code 0: the signature is right for this request; 1: it is not.

Example:
  $ yifen doctor request --method POST --url /v3/pay/transactions/jsapi --body sent.json \\
      --authorization 'WECHATPAY2-SHA256-RSA2048 mchid="…",…' --certificate apiclient_cert.pem \\
      --answer answer.json`,
    )
    .action((flags: Flags) => explain(flags, terminal, setExitCode));
}

async function explain(flags: Flags, terminal: Terminal, setExitCode: SetExitCode): Promise<void> {
  const { body, contentType, at: nowMs, answer, certificate, publicKey } = flags;
  const bodies = await Promise.all(
    (flags.candidateBody ?? []).map((file) => readText(file, terminal)),
  );
  const diagnosis = explainRequest({
    method: flags.method,
    url: flags.url,
    authorization: flags.authorization,
    keys: await readKeyFiles([certificate ?? publicKey, ...(flags.candidateKey ?? [])], terminal),
    candidates: { bodies },
    ...(body === undefined ? {} : { body: await readBytes(body, terminal) }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(nowMs === undefined ? {} : { nowMs }),
    ...(answer === undefined ? {} : { answer: await readText(answer, terminal) }),
  });
  setExitCode(printDiagnosis(diagnosis, flags.json === true, terminal));
}
