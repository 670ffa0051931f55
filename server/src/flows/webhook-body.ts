import { eventTime } from './event-time.ts';

/**
 * Writes the body of a webhook: the same event gives the same bytes at every attempt, by every process.
 *
 * @param event Any event; what it holds besides these four is not told.
 */
export function webhookBody(event: {
  readonly id: string;
  readonly type: string;
  readonly atMs: number;
  readonly payload: Readonly<Record<string, unknown>>;
}): string {
  const { id, type, atMs, payload } = event;
  return JSON.stringify({ id, type, timestamp: eventTime(atMs), data: payload });
}
