/** Keeps the recorded events and the state of the stream for the page. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Connection, listen, readSettings, remember, remembered } from './browser.ts';
import { createFlow, type Flow } from './flow.ts';
import type { DeskSettings, FlowEvent } from './wire.ts';

/** What the page knows. */
export interface FlowState {
  readonly flow: Flow;
  readonly connection: Connection;
  readonly settings: DeskSettings | null;
  /** Counts up with each batch: parts that show several purchases depend on it. */
  readonly version: number;
  /** Forgets all that was recorded so far, in this browser. */
  clear(): void;
}

/** Listens for as long as the page lives. */
export function useFlow(): FlowState {
  const flow = useRef<Flow>(createFlow());
  const instance = useRef('');
  const [version, setVersion] = useState(0);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [settings, setSettings] = useState<DeskSettings | null>(null);
  const touch = useCallback(() => setVersion((before) => before + 1), []);

  useEffect(() => {
    let early: FlowEvent[] | null = [];
    const take = (events: readonly FlowEvent[]): void => {
      if (early !== null) early.push(...events);
      else if (flow.current.add(events.filter((each) => each.id > clearedUpTo(instance.current))))
        touch();
    };
    const settle = async (): Promise<void> => {
      const read = await readSettings();
      // Another simulator answers at this address: its events count from one again.
      if (instance.current !== '' && instance.current !== read.instance)
        flow.current = createFlow();
      instance.current = read.instance;
      setSettings(read);
      const waiting = early ?? [];
      early = null;
      take(waiting);
      touch();
    };
    return listen({
      onEvents: take,
      onConnection(now) {
        setConnection(now);
        if (now === 'live') settle().catch(() => setConnection('reconnecting'));
        else early ??= [];
      },
    });
  }, [touch]);

  const clear = useCallback(() => {
    remember('cleared', `${instance.current} ${flow.current.lastId()}`);
    flow.current = createFlow();
    touch();
  }, [touch]);

  return { flow: flow.current, connection, settings, version, clear };
}

function clearedUpTo(instance: string): number {
  const [cleared, id] = remembered('cleared').split(' ');
  return cleared === instance ? Number(id) : 0;
}
