import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { readLive } from '../api/read-live.ts';
import { useIsIdle } from '../app/watch-idle.ts';

/** How the pages hear of changes: at once, or only when they are looked at again. */
export type LiveState = 'connecting' | 'live' | 'off';

const Context = createContext<LiveState>('off');

/** Which queries a kind of message makes old; the second word of every key is its domain. */
const domains = {
  order: ['orders', 'overview'],
  refund: ['refunds', 'orders', 'overview'],
  shipment: ['orders', 'overview'],
  reconciliation: ['reconciliation', 'overview'],
} as const;

const longestPauseMs = 30_000;

/** Listens to the live stream while the page is seen, and has what changed read again. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const isIdle = useIsIdle();
  useEffect(() => {
    if (isIdle) return;
    const stopped = new AbortController();
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    // Many orders at once are one reading, not many.
    const flush = (): void => {
      timer = null;
      for (const domain of stale)
        void queries.invalidateQueries({ queryKey: [merchantId, domain] });
      stale.clear();
    };
    const listen = async (): Promise<void> => {
      let lastId = '';
      let pauseMs = 1_000;
      while (!stopped.signal.aborted) {
        await readLive({
          client,
          signal: stopped.signal,
          lastId,
          onOpen: () => {
            pauseMs = 1_000;
            setState('live');
          },
          onMessage: ({ kind }, id) => {
            if (id !== '') lastId = id;
            for (const domain of domains[kind] ?? []) stale.add(domain);
            timer ??= setTimeout(flush, 400);
          },
        }).catch(() => undefined);
        if (stopped.signal.aborted) return;
        setState('off');
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      }
    };
    void listen();
    return () => {
      stopped.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client, merchantId, queries, isIdle]);
  return <Context value={state}>{children}</Context>;
}

/** Whether changes arrive by themselves at this moment. */
export function useLiveState(): LiveState {
  return use(Context);
}
