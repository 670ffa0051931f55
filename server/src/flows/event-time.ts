/** Writes a time as merchants' systems read it: RFC 3339 in UTC; null stays null. */
export function eventTime(atMs: number): string;
export function eventTime(atMs: number | null): string | null;
export function eventTime(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
