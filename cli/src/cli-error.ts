/**
 * A command could not do its work, for a reason that one sentence explains.
 *
 * `exitCode` is 1 (failed) unless the command was called wrongly (2).
 */
export class CliError extends Error {
  override readonly name = 'CliError';
  /** Stable, for `--json`. */
  readonly code: string;
  readonly exitCode: 1 | 2;
  /** More for `--json`, beside code and message. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: {
      exitCode?: 1 | 2;
      cause?: unknown;
      details?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.exitCode = options.exitCode ?? 1;
    this.details = options.details ?? {};
  }
}
