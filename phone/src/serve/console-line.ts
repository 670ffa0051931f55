/** One line that a mini-program wrote to its console. */
export interface ConsoleLine {
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  readonly text: string;
  /** Whose phone it is. */
  readonly openid: string;
}

const LEVELS = new Set(['log', 'info', 'warn', 'error', 'debug']);

/** Reads what a page sent; what is something else is left out. */
export function readConsoleLines(body: Uint8Array, openid: string): ConsoleLine[] {
  const given: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
  if (!Array.isArray(given)) return [];
  return given.flatMap((line: unknown): ConsoleLine[] => {
    const { level, text } = (line ?? {}) as Partial<Record<string, unknown>>;
    if (typeof level !== 'string' || typeof text !== 'string' || !LEVELS.has(level)) return [];
    return [{ level: level as ConsoleLine['level'], text, openid }];
  });
}
