import { readFile } from 'node:fs/promises';
import type { Terminal } from '../terminal.ts';

/** A terminal that keeps what is written; for tests. */
export interface QuietTerminal extends Terminal {
  readonly answers: string[];
  readonly notes: string[];
  /** What Ctrl-C does. */
  stop(): void;
}

/** Makes one; English, in the folder of the tests, with an empty environment. */
export function quietTerminal(given: Partial<Terminal> = {}): QuietTerminal {
  const answers: string[] = [];
  const notes: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    env: {},
    language: 'en',
    cwd: import.meta.dirname,
    out: (line) => void answers.push(line),
    note: (line) => void notes.push(line),
    readFile: (path) => readFile(path, 'utf8'),
    untilStopped: () => promise,
    onHangUp: () => {},
    readSecret: async () => null,
    ...given,
    answers,
    notes,
    stop: resolve,
  };
}
