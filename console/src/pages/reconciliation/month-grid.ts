import { addDays } from '../../language/beijing-time.ts';

/** A month as calendars show it: whole weeks from Monday on; days of other months are null. */
export type MonthGrid = readonly (readonly (string | null)[])[];

/** Lays a month out; `month` is `yyyy-MM`. */
export function monthGrid(month: string): MonthGrid {
  const first = `${month}-01`;
  const weeks: (string | null)[][] = [];
  for (let monday = addDays(first, -weekdayOf(first)); monday.slice(0, 7) <= month; ) {
    const week = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
    weeks.push(week.map((day) => (day.startsWith(month) ? day : null)));
    monday = addDays(monday, 7);
  }
  return weeks;
}

/** The month that many months later, or earlier. */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const count = year * 12 + number - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** 0 is Monday. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
