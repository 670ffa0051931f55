import type { FlowEvent, NewFlowEvent } from './flow-event.ts';

/** The recorded flow: the last 10,000 events, and everyone who listens. */
export interface FlowLog {
  /** Masks secrets, numbers the event, keeps it and tells the listeners. */
  record(event: NewFlowEvent): FlowEvent;
  /** Events with a higher id than `afterId` (0 by default), oldest first. */
  list(afterId?: number): readonly FlowEvent[];
  /** Calls `listener` with every event from now on; the returned function ends it. */
  subscribe(listener: (event: FlowEvent) => void): () => void;
}

const EVENT_LIMIT = 10_000;

/** Creates an empty log; `nowMs` dates events that bring no time. */
export function createFlowLog(
  nowMs: () => number,
  mask: (event: NewFlowEvent) => NewFlowEvent,
): FlowLog {
  const events: FlowEvent[] = [];
  const listeners = new Set<(event: FlowEvent) => void>();
  let lastId = 0;
  return Object.freeze({
    record(event: NewFlowEvent) {
      lastId += 1;
      const kept: FlowEvent = Object.freeze({
        ...mask(event),
        id: lastId,
        atMs: event.atMs ?? nowMs(),
      });
      events.push(kept);
      if (events.length > EVENT_LIMIT) events.shift();
      for (const listener of listeners) listener(kept);
      return kept;
    },
    // Numbers have no gap, so that the place of the next one is known.
    list: (afterId = 0) => events.slice(Math.max(0, events.length - (lastId - afterId))),
    subscribe(listener: (event: FlowEvent) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
}
