/** A day in Beijing, `yyyy-MM-dd`: what WeChat's bills are cut by. */
export type BeijingDay = string;

/** Twenty-four hours; Beijing has no summer time. */
export const DAY_MS = 24 * 3_600_000;
const OFFSET_MS = 8 * 3_600_000;

/** The Beijing day that a moment falls on. */
export function beijingDayOf(atMs: number): BeijingDay {
  return new Date(atMs + OFFSET_MS).toISOString().slice(0, 10);
}

/**
 * The first millisecond of a day; the day ends {@link DAY_MS} later, that moment excluded.
 *
 * @throws RangeError when it is not a day of the calendar.
 */
export function startOfDayMs(day: BeijingDay): number {
  const atMs = Date.parse(`${day}T00:00:00+08:00`);
  if (Number.isNaN(atMs) || beijingDayOf(atMs) !== day) throw new RangeError(`not a day: ${day}`);
  return atMs;
}

/** The day that many days later, or earlier. */
export function addDays(day: BeijingDay, days: number): BeijingDay {
  return beijingDayOf(startOfDayMs(day) + days * DAY_MS);
}

/** Is this text a day of the calendar? */
export function isBeijingDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const atMs = Date.parse(`${text}T00:00:00+08:00`);
  return !Number.isNaN(atMs) && beijingDayOf(atMs) === text;
}
