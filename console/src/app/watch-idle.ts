import { focusManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** Shorter than the server's 30 minutes: a page that asks by itself must not keep a session alive that nobody uses. */
const idleMs = 25 * 60_000;

const listeners = new Set<() => void>();
let isIdle = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Notices when nobody has touched the page for 25 minutes: it then asks nothing more by itself, so that the
 * session ends at the server as it would with the browser closed. The next touch wakes it.
 */
export function watchIdle(): void {
  for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
    window.addEventListener(event, touch, { passive: true, capture: true });
  }
  touch();
}

/** Whether nobody is there. */
export function useIsIdle(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isIdle,
  );
}

function touch(): void {
  clearTimeout(timer);
  timer = setTimeout(() => tell(true), idleMs);
  if (isIdle) tell(false);
}

function tell(idle: boolean): void {
  isIdle = idle;
  // What is not looked at is not read again; awake, the browser's own word counts.
  focusManager.setFocused(idle ? false : undefined);
  for (const listener of listeners) listener();
}
