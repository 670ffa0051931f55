import type { Reconciliation } from '@yifen/contract';
import { useEffect, useState } from 'react';
import { isRunDone } from './is-run-done.ts';
import { useDay, useRunDay } from './use-reconciliation.ts';

/** After this long a run is left to itself, in milliseconds: what keeps it shows at the bill. */
const longestMs = 90_000;

/** A run that somebody asked for: when, and how the bills stood. */
interface Asked {
  readonly atMs: number;
  readonly bills: readonly Reconciliation[];
}

/** A day, and the run of it that somebody at this page asked for. */
export function useDayRun(day: string) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [seconds, setSeconds] = useState(0);
  const isRunning = asked !== null;
  const found = useDay(day, isRunning ? 1_000 : false);
  const run = useRunDay(day);

  useEffect(() => {
    if (asked === null) return;
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - asked.atMs) / 1_000)), 250);
    return () => clearInterval(timer);
  }, [asked]);
  useEffect(() => {
    if (asked === null || found.dataUpdatedAt < asked.atMs) return;
    if (isRunDone(found.data ?? null, asked.bills) || Date.now() - asked.atMs > longestMs) {
      setAsked(null);
    }
  }, [asked, found.data, found.dataUpdatedAt]);

  return {
    found,
    seconds,
    isRunning,
    isAsking: run.isPending,
    problem: run.error,
    start: () =>
      run.mutate(undefined, {
        onSuccess: ({ items }) => {
          setSeconds(0);
          setAsked({ atMs: Date.now(), bills: items });
        },
      }),
  };
}
