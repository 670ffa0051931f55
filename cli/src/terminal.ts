/** What a command sees of the world around it: output, environment, and the wish to stop. */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** The languages of the messages. */
export type Language = 'zh' | 'en';

/** The world of a command. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Writes a line of the answer. */
  out(line: string): void;
  /** Writes a line for people beside the answer: progress, findings, failures. */
  note(line: string): void;
  readFile(path: string): Promise<string>;
  /** Resolves when the user (Ctrl-C) or the system (SIGTERM) wants an end. */
  untilStopped(): Promise<void>;
  /** Asks for something that is not shown while it is typed; null when nobody sits at the terminal. */
  readSecret(question: string): Promise<string | null>;
  /** Calls back at each SIGHUP, which then no longer ends the process. */
  onHangUp(listener: () => void): void;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return Object.freeze<Terminal>({
    env: process.env,
    language: languageOf(process.env),
    cwd: process.cwd(),
    out: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    readFile: (path) => readFile(path, 'utf8'),
    untilStopped,
    readSecret,
    onHangUp: (listener) => void process.on('SIGHUP', listener),
  });
}

/** The language that the environment asks for; English unless it names Chinese. */
function languageOf(env: Terminal['env']): Language {
  const wanted = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh/i.test(wanted) ? 'zh' : 'en';
}

/** A second signal ends the process at once: somebody is impatient, or the end hangs. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const hear = (signal: NodeJS.Signals): void => {
      if (asked) process.exit(signal === 'SIGINT' ? 130 : 143);
      asked = true;
      resolve();
    };
    process.on('SIGINT', hear);
    process.on('SIGTERM', hear);
  });
}

async function readSecret(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
