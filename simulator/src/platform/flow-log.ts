import type { FlowEvent, NewFlowEvent } from './flow-event.ts';
import type { Masked } from './mask-secrets.ts';

/** The recorded flow: the last 10,000 events, and everyone who listens. */
export interface FlowLog {
  /** Numbers the event, keeps it and tells the listeners; nobody sees its secrets. @returns its number */
  record(event: NewFlowEvent): number;
  /** Events with a higher id than `afterId` (0 by default), oldest first, at most `most` of them (all by default). */
  list(afterId?: number, most?: number): readonly FlowEvent[];
  /** Calls `listener` with every event from now on; the returned function ends it. */
  subscribe(listener: (event: FlowEvent) => void): () => void;
}

const EVENT_LIMIT = 10_000;

/** Creates an empty log; `nowMs` dates events that bring no time. */
export function createFlowLog(nowMs: () => number, mask: (event: NewFlowEvent) => Masked): FlowLog {
  const entries: Entry[] = [];
  const listeners = new Set<(event: FlowEvent) => void>();
  let lastId = 0;
  return Object.freeze({
    record(event: NewFlowEvent) {
      lastId += 1;
      const entry = { id: lastId, atMs: event.atMs ?? nowMs(), shown: mask(event) };
      entries.push(entry);
      if (entries.length > EVENT_LIMIT) entries.shift();
      for (const listener of listeners) listener(read(entry));
      return entry.id;
    },
    // Numbers have no gap, so that the place of the next one is known.
    list: (afterId = 0, most = EVENT_LIMIT) => {
      const from = Math.max(0, entries.length - (lastId - afterId));
      return entries.slice(from, from + most).map(read);
    },
    subscribe(listener: (event: FlowEvent) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
}

/** An event as it was handed in; how it is shown is worked out once, by the first who looks. */
interface Entry {
  readonly id: number;
  readonly atMs: number;
  shown: Masked | FlowEvent;
}

function read(entry: Entry): FlowEvent {
  if (typeof entry.shown === 'function') {
    const { id, atMs } = entry;
    entry.shown = Object.freeze({ ...entry.shown(), id, atMs });
  }
  return entry.shown;
}
