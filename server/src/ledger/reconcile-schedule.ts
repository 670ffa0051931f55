import { addDays, type BeijingDay, beijingDayOf, DAY_MS, startOfDayMs } from './beijing-day.ts';
import type { BillKind } from './bill-line.ts';

/** WeChat has the bills of a day from ten o'clock on the next. @see 4012791907 */
const READY_MS = DAY_MS + 10 * 3_600_000;
/** WeChat gives bills of the last three months. @see 4012791907 */
const OLDEST_DAYS = 89;
/** A bill that is not ready is asked for again in half an hour. */
const NOT_READY_MS = 30 * 60_000;
/** The fund-flow bill looks again for the result of the trade bill in five minutes. */
const OTHER_BILL_MS = 5 * 60_000;
/** After a failure: a minute, then longer, at most an hour. */
const RETRY_MINUTES = [1, 5, 15, 30, 60];

/** By how much a server's clock may be ahead of WeChat's when a list begins: twice what WeChat accepts of a caller. */
const CLOCK_MS = 10 * 60_000;

/**
 * The days that should be on the list by now: from the one after the last that is (or, in the beginning, from the
 * first order's) to today, which is reconciled tomorrow; none that WeChat has no bill of any more.
 *
 * A list never grows at its beginning, so it begins a few minutes early: a clock that is ahead has passed a midnight
 * that WeChat's has not.
 */
export function missingDays(
  lastDay: BeijingDay | null,
  firstOrderAtMs: number | null,
  nowMs: number,
): readonly BeijingDay[] {
  const today = beijingDayOf(nowMs);
  const oldest = addDays(today, -OLDEST_DAYS);
  const wanted =
    lastDay === null
      ? beijingDayOf(Math.min(firstOrderAtMs ?? nowMs, nowMs) - CLOCK_MS)
      : addDays(lastDay, 1);
  const days: BeijingDay[] = [];
  for (let day = wanted < oldest ? oldest : wanted; day <= today; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}

/** Does WeChat have, or will it have by itself, a bill of that day? */
export function hasBill(day: BeijingDay, nowMs: number): boolean {
  const today = beijingDayOf(nowMs);
  return day < today && day >= addDays(today, -OLDEST_DAYS);
}

/** When a day's bill is first asked for; the fund-flow bill after the trade bill, which it is held against. */
export function firstRunAtMs(day: BeijingDay, bill: BillKind): number {
  return startOfDayMs(day) + READY_MS + (bill === 'trade' ? 0 : 5 * 60_000);
}

/** When a day that could not be reconciled is tried again; null: WeChat does not have its bill any more. */
export function nextRunAtMs(
  { day, attempts }: { readonly day: BeijingDay; readonly attempts: number },
  problem: string,
  nowMs: number,
): number | null {
  if (nowMs >= startOfDayMs(day) + (OLDEST_DAYS + 1) * DAY_MS) return null;
  if (problem === 'STATEMENT_CREATING') return nowMs + NOT_READY_MS;
  if (problem === 'TRADE_BILL_FIRST') return nowMs + OTHER_BILL_MS;
  // A server that ended in the middle: another, or the next, takes over.
  if (problem === 'STOPPED') return nowMs;
  const minutes = RETRY_MINUTES[Math.min(attempts, RETRY_MINUTES.length) - 1] ?? 1;
  return nowMs + minutes * 60_000;
}
