/** Beijing keeps one offset all year. */
const offsetMs = 8 * 3_600_000;

/** Writes an RFC 3339 time as Beijing's clock shows it: `2026-11-23 17:09:16`. */
export function formatBeijing(
  at: string,
  precision: 'second' | 'minute' | 'day' = 'second',
): string {
  const text = new Date(Date.parse(at) + offsetMs).toISOString().replace('T', ' ');
  return text.slice(0, precision === 'day' ? 10 : precision === 'minute' ? 16 : 19);
}

/** The day in Beijing at a moment, `2026-11-23`. */
export function beijingDay(ms: number): string {
  return new Date(ms + offsetMs).toISOString().slice(0, 10);
}

/** The first moment of a day in Beijing, RFC 3339. */
export function startOfDay(day: string): string {
  return `${day}T00:00:00+08:00`;
}

/** The day that many days after another; negative: before. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
