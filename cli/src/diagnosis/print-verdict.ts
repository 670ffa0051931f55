/** The short answer of `yifen verify`. */
import type { Diagnosis } from '@yifen/wechatpay';
import type { ExitCode } from '../run-cli.ts';
import type { Terminal } from '../terminal.ts';

/** Prints whether it is valid and the text that must be signed; the exit code says it too. */
export function printVerdict(
  { verdict, expected }: Diagnosis,
  { what, help }: { readonly what: string; readonly help: string },
  asJson: boolean,
  { language, out }: Terminal,
): ExitCode {
  const valid = verdict === 'valid';
  const signedText = expected.toString();
  if (asJson) {
    out(JSON.stringify({ valid, signedText }));
    return valid ? 0 : 1;
  }
  const zh = language === 'zh';
  if (valid) out(zh ? `${what} 有效。` : `${what} is valid.`);
  else out(zh ? `${what} 无效；原因见 ${help}。` : `${what} is not valid; ${help} says why.`);
  out('');
  for (const line of signedText.split('\n').slice(0, -1)) out(`  ${line}↵`);
  return valid ? 0 : 1;
}
