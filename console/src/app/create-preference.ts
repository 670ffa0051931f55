import { useSyncExternalStore } from 'react';

/** A choice of the person at this browser, kept in its local storage. */
export interface Preference<T extends string> {
  get(): T;
  set(value: T): void;
  /** Calls back after each change, in other tabs as well; answers how to stop. */
  subscribe(listener: () => void): () => void;
}

/** Makes a preference under `yifen.<name>`; a stored value that `isValid` does not know is the default. */
export function createPreference<T extends string>(
  name: string,
  isValid: (value: string) => value is T,
  defaultOf: () => T,
): Preference<T> {
  const key = `yifen.${name}`;
  const listeners = new Set<() => void>();
  let held: T | null = null;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  window.addEventListener('storage', (event) => {
    if (event.key !== key) return;
    held = null;
    tell();
  });
  const read = (): T => {
    const stored = readStored(key);
    return stored !== null && isValid(stored) ? stored : defaultOf();
  };
  return {
    get: () => {
      held ??= read();
      return held;
    },
    set: (value) => {
      held = value;
      try {
        localStorage.setItem(key, value);
      } catch {
        // A browser without storage forgets at reload; the page still works.
      }
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The preference's value, and the component drawn again when it changes. */
export function usePreference<T extends string>(preference: Preference<T>): T {
  return useSyncExternalStore(preference.subscribe, preference.get);
}

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
