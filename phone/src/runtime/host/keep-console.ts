import { describeError } from '../ui/error-bar.ts';

/** One line of the mini-program's console. */
export interface ConsoleEntry {
  readonly level: (typeof LEVELS)[number];
  readonly text: string;
}

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;
const MOST_LINES = 500;
const LONGEST_LINE = 4000;

/** The latest lines, oldest first. */
export interface KeptConsole {
  lines(): readonly ConsoleEntry[];
}

/**
 * Keeps what is written to the console from here on, and passes it on in batches; the browser's own console still gets
 * all of it.
 */
export function keepConsole(passOn: (lines: readonly ConsoleEntry[]) => void): KeptConsole {
  const lines: ConsoleEntry[] = [];
  let batch: ConsoleEntry[] = [];
  const flush = (): void => {
    passOn(batch);
    batch = [];
  };
  for (const level of LEVELS) {
    const write = console[level].bind(console);
    console[level] = (...parts: unknown[]) => {
      write(...parts);
      const entry = { level, text: parts.map(describe).join(' ').slice(0, LONGEST_LINE) };
      lines.push(entry);
      if (lines.length > MOST_LINES) lines.shift();
      if (batch.length === 0) setTimeout(flush, 50);
      batch.push(entry);
    };
  }
  return { lines: () => lines };
}

function describe(part: unknown): string {
  if (typeof part === 'string') return part;
  if (part instanceof Error) return describeError(part);
  try {
    return JSON.stringify(part) ?? String(part);
  } catch {
    return String(part);
  }
}
