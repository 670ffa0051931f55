import type { NotificationClaim, NotificationStore } from './notification-handlers.ts';

/** What a store in memory keeps. */
export interface MemoryNotificationStoreOptions {
  /** How long a notification is remembered, in milliseconds. Default 25 hours: WeChat resends for 24 hours and 4 minutes. */
  readonly keepMs?: number;
  /** Most notifications remembered at once; the oldest are forgotten first. Default 100,000. */
  readonly maxEntries?: number;
}

/**
 * Remembers notifications in this process: for one process, and only until it ends.
 *
 * After a restart, or with a second process, a resend runs its handler again.
 */
export function createMemoryNotificationStore(
  options: MemoryNotificationStoreOptions = {},
): NotificationStore {
  const { keepMs = 90_000_000, maxEntries = 100_000 } = options;
  const entries = new Map<string, Entry>();

  /** Entries stand in the order in which they were last written: the oldest is the first. */
  function write(key: string, entry: Entry): void {
    entries.delete(key);
    entries.set(key, entry);
    for (const [oldest, { writtenAtMs }] of entries) {
      if (entries.size <= maxEntries && writtenAtMs + keepMs > entry.writtenAtMs) break;
      entries.delete(oldest);
    }
  }

  return Object.freeze({
    claim: async (
      key: string,
      { nowMs, leaseMs }: { readonly nowMs: number; readonly leaseMs: number },
    ): Promise<NotificationClaim> => {
      const found = entries.get(key);
      if (found?.isDone) return done;
      if (found !== undefined && nowMs < found.leasedUntilMs) return busy;
      const mine: Entry = { isDone: false, leasedUntilMs: nowMs + leaseMs, writtenAtMs: nowMs };
      write(key, mine);
      return Object.freeze({
        state: 'claimed' as const,
        complete: async () => write(key, { ...mine, isDone: true }),
        release: async () => {
          if (entries.get(key) === mine) entries.delete(key);
        },
      });
    },
  });
}

interface Entry {
  readonly isDone: boolean;
  readonly leasedUntilMs: number;
  readonly writtenAtMs: number;
}

const done: NotificationClaim = Object.freeze({ state: 'done' });
const busy: NotificationClaim = Object.freeze({ state: 'busy' });
