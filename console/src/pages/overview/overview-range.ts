import { addDays, beijingDay, startOfDay } from '../../language/beijing-time.ts';

/** The ranges that are one click away, and one of one's own. */
export const rangeNames = ['today', 'week', 'month', 'custom'] as const;

/** One of {@link rangeNames}. */
export type RangeName = (typeof rangeNames)[number];

/** A range of whole hours, and what it is held against. */
export interface OverviewRange {
  readonly name: RangeName;
  /** The first and last day, `yyyy-MM-dd`. */
  readonly fromDay: string;
  readonly toDay: string;
  /** RFC 3339: from (inclusive) to (exclusive). */
  readonly from: string;
  readonly to: string;
  /** The same hours of yesterday; null: the range of the same length before, which the answer holds. */
  readonly yesterday: { readonly from: string; readonly to: string } | null;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const longestDays = 366;

/** Reads the range of an address; what makes no sense is today. */
export function readRange(search: Readonly<Record<string, unknown>>, nowMs: number): OverviewRange {
  const today = beijingDay(nowMs);
  const { range, from, to } = search;
  if (range === 'week') return days('week', addDays(today, -6), today);
  if (range === 'month') return days('month', addDays(today, -29), today);
  if (range === 'custom' && isDay(from) && isDay(to) && from <= to) {
    const first = addDays(to, 1 - longestDays);
    return days('custom', from < first ? first : from, to);
  }
  return {
    name: 'today',
    fromDay: today,
    toDay: today,
    from: startOfDay(today),
    to: nextHour(nowMs),
    yesterday: {
      from: startOfDay(addDays(today, -1)),
      to: nextHour(nowMs - 86_400_000),
    },
  };
}

function days(name: RangeName, fromDay: string, toDay: string): OverviewRange {
  const range = {
    name,
    fromDay,
    toDay,
    from: startOfDay(fromDay),
    to: startOfDay(addDays(toDay, 1)),
  };
  return { ...range, yesterday: null };
}

function nextHour(ms: number): string {
  return new Date((Math.floor(ms / 3_600_000) + 1) * 3_600_000).toISOString();
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && dayPattern.test(value) && !Number.isNaN(Date.parse(value));
}
