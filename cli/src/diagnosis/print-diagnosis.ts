/** A diagnosis on the terminal. */
import { type Diagnosis, describeDiagnosis } from '@yifen/wechatpay';
import type { ExitCode } from '../run-cli.ts';
import type { Terminal } from '../terminal.ts';

/** Prints it; the exit code is 0 for a valid signature and 1 otherwise. */
export function printDiagnosis(
  diagnosis: Diagnosis,
  asJson: boolean,
  terminal: Terminal,
): ExitCode {
  if (asJson) terminal.out(JSON.stringify(plain(diagnosis)));
  else
    for (const line of describeDiagnosis(diagnosis, terminal.language).split('\n'))
      terminal.out(line);
  return diagnosis.verdict === 'valid' ? 0 : 1;
}

// Bytes that are no UTF-8 would be lost as text: base64 keeps them.
function plain({ signed, expected, ...rest }: Diagnosis) {
  return { ...rest, signed: signed && asText(signed), expected: asText(expected) };
}

function asText(bytes: Buffer): { text: string } | { base64: string } {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? { text } : { base64: bytes.toString('base64') };
}
