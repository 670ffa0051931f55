/** Keeps an answer of the control API fresh: after every batch of events, and every few seconds. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { every, getJson, later } from './browser.ts';

/** A resource that is read again and again. */
export interface Polled {
  /** Undefined until the first answer. */
  readonly value: unknown;
  /** Reads it now. */
  refresh(): void;
}

/** Reads `path` at once, 200 ms after each change of `version`, and every 4 s. */
export function usePolled(path: string, version: number): Polled {
  const [value, setValue] = useState<unknown>(undefined);
  const asked = useRef(0);
  const refresh = useCallback(() => {
    asked.current += 1;
    const mine = asked.current;
    // The desk's own connection mark says when the simulator does not answer; the last answer stays.
    getJson(path).then(
      (read) => mine === asked.current && setValue(read),
      () => undefined,
    );
  }, [path]);
  useEffect(refresh, [refresh]);
  useEffect(() => later(200, refresh), [version, refresh]);
  useEffect(() => every(4000, refresh), [refresh]);
  return { value, refresh };
}
