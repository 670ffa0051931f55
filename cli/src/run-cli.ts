/** Runs one command line and answers its exit code. */
import { CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { createProgram } from './create-program.ts';
import { explainError } from './merchant/explain-error.ts';
import type { Terminal } from './terminal.ts';

/** 0: done. 1: failed. 2: called wrongly. */
export type ExitCode = 0 | 1 | 2;

/**
 * Runs the command that `args` name (without node and script). Failures are written as one
 * sentence, or as one line of JSON when `--json` was given; an unexpected one with its stack.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has written its own message; its own exit code for wrong usage is 1.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return report(explainError(error, terminal.language), args.includes('--json'), terminal);
  }
}

function report(error: unknown, asJson: boolean, terminal: Terminal): ExitCode {
  if (!(error instanceof CliError)) {
    terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
  const { code, message, details } = error;
  if (asJson) terminal.out(JSON.stringify({ error: { code, message, ...details } }));
  else terminal.note(message);
  return error.exitCode;
}
