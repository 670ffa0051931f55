/** What must happen sometimes, or the simulation does not look where bugs live. */
export const SOMETIMES = [
  'money after close',
  'money after close was kept',
  'money after close was given back',
  'money twice for one order',
  'disputed order',
  'order paid by notification',
  'order paid by query',
  'duplicate statement',
  'stale commit',
  'crash',
  'in-doubt commit applied',
  'in-doubt commit not applied',
  'request lost',
  'answer lost',
  'answer late',
  'answer forged',
  'notification lost',
  'notification twice',
  'notification forged',
  'acknowledgement lost',
  'database down',
  'clock wrong by more than the window',
  'clock stepped back',
  'ordered and prepaid at once',
  'ordered, and prepaid later',
  'idempotent replay',
  'idempotency conflict',
  'sold out',
  'closed while the password was typed',
  'refund succeeded',
  'refund abnormal',
  'refund refused: more than was paid',
  'refund racing another',
  'refund answer lost',
  'refund in WeChat’s console',
  'refund closed by WeChat',
  'refund refused: no funds',
  'key rotated under load',
  'platform certificate rotated',
  'APIv3 key changed',
  'merchant certificate renewed',
  'forgery refused',
  'foreign order refused',
] as const;

/** One of {@link SOMETIMES}. */
export type Sometimes = (typeof SOMETIMES)[number];

/** Counts in how many runs each of them happened. */
export interface Reach {
  count(what: Sometimes): void;
  /** What happened in this run. */
  seen(): ReadonlySet<Sometimes>;
}

/** Creates an empty count. */
export function createReach(): Reach {
  const seen = new Set<Sometimes>();
  return Object.freeze({
    count(what: Sometimes) {
      seen.add(what);
    },
    seen: () => seen,
  });
}
