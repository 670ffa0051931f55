/** What happened in a run, in order: lines for people, and a hash that two runs of one seed must share. */
export interface Trace {
  /** Notes one step at a moment of the simulated time. */
  note(atMs: number, line: string): void;
  /** The lines so far; empty unless they are kept. */
  lines(): readonly TraceLine[];
  /** How many lines there were. */
  count(): number;
  /** 16 hex digits over all lines and their times. */
  hash(): string;
}

/** One line of a trace. */
export interface TraceLine {
  readonly atMs: number;
  readonly line: string;
}

/** Creates a trace. `keep`: lines are kept for a story, not only hashed. */
export function createTrace(keep: boolean): Trace {
  const lines: TraceLine[] = [];
  let count = 0;
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;

  function feed(text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit ^ (low >>> 15), 0x85ebca6b);
    }
  }
  return Object.freeze({
    note(atMs: number, line: string) {
      count += 1;
      feed(`${atMs} ${line}\n`);
      if (keep) lines.push(Object.freeze({ atMs, line }));
    },
    lines: () => lines,
    count: () => count,
    hash: () => [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join(''),
  });
}
