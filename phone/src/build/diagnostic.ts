/** One finding of the builder about the mini-program's own source. */
export interface Diagnostic {
  readonly level: 'error' | 'warning';
  /** Relative to the project folder; npm files start with their package name. */
  readonly file: string;
  /** Counted from 1; absent when the finding concerns the whole file. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
  readonly message: string;
}

/** Collects what the stages of one build find; a build goes on after an error to report all of them. */
export interface Diagnostics {
  error(file: string, message: string, line?: number, column?: number): void;
  warning(file: string, message: string, line?: number, column?: number): void;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

/** Makes an empty collection; the same finding is kept once. */
export function createDiagnostics(): Diagnostics {
  const errors: Diagnostic[] = [];
  const warnings: Diagnostic[] = [];
  const add = (kept: Diagnostic[], found: Diagnostic): void => {
    const text = formatDiagnostic(found);
    if (!kept.some((one) => formatDiagnostic(one) === text)) kept.push(found);
  };
  return {
    error: (file, message, line, column) =>
      add(errors, diagnostic('error', file, message, line, column)),
    warning: (file, message, line, column) =>
      add(warnings, diagnostic('warning', file, message, line, column)),
    errors,
    warnings,
  };
}

/** Writes a diagnostic the way compilers do: `pages/shop/index.wxml:3:12 message`. */
export function formatDiagnostic({ file, line, column, message }: Diagnostic): string {
  const position = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
  return `${file}${position} ${message}`;
}

function diagnostic(
  level: Diagnostic['level'],
  file: string,
  message: string,
  line: number | undefined,
  column: number | undefined,
): Diagnostic {
  return Object.freeze({
    level,
    file,
    message,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  });
}
