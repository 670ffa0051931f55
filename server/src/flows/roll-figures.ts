import { beijingDayOf, DAY_MS, startOfDayMs } from '../ledger/beijing-day.ts';
import type { FigureHead, Ports } from '../ports.ts';

const HOUR_MS = 3_600_000;
/** How many hours are counted in one statement. */
const MAX_HOURS = 48;
/** How many events are looked through in one round. */
const MAX_EVENTS = 500;
/** How often an hour is counted again while some of its orders are open. */
const UNSETTLED_INTERVAL_MS = 5 * 60_000;
/** How much of the past is compared each night. */
const CHECKED_DAYS = 35;
/** Half past three in Beijing. */
const CHECK_HOUR_MS = 3.5 * HOUR_MS;

/**
 * Adds a merchant's figures up: hours that are over, hours that a late event belongs to, and hours whose orders were
 * still open. Once a night the last 35 days are counted again; what was kept otherwise is put right, and the log says so.
 *
 * Any number of processes may do so: one of them wins each round.
 *
 * @returns Whether there is more to do at once.
 */
export async function rollFigures(ports: Ports): Promise<boolean> {
  const { store, clock, settings, log } = ports;
  const { merchantId } = settings;
  const nowMs = clock.nowMs();
  const before = await store.findFigureHead(merchantId);
  const round =
    before === null ? await firstRound(ports, nowMs) : await nextRound(ports, before, nowMs);
  if (round === null) return false;
  const rolled = await store.rollFigures({ merchantId, before, nowMs, ...round });
  if (rolled.kind === 'stale') return false;
  if (round.isCheck && rolled.corrected > 0) {
    log.event('figures.corrected', { merchantId, count: rolled.corrected });
  }
  return round.hasMore;
}

interface Round {
  readonly head: Omit<FigureHead, 'version'>;
  readonly hoursMs: readonly number[];
  readonly isCheck: boolean;
  readonly hasMore: boolean;
}

/** Begins with the first order; what the feed says of the time before is counted anyway. */
async function firstRound({ store, settings }: Ports, nowMs: number): Promise<Round | null> {
  const { merchantId } = settings;
  const firstMs = await store.firstOrderAtMs(merchantId);
  if (firstMs === null) return null;
  const position = await store.lastEventPosition(merchantId);
  const rolledUntilMs = Math.min(hourOf(firstMs), lastWholeHour(nowMs));
  const head = { position, rolledUntilMs, checkedUntilMs: startOfDayMs(beijingDayOf(nowMs)) };
  return { head, hoursMs: [], isCheck: false, hasMore: true };
}

async function nextRound(ports: Ports, before: FigureHead, nowMs: number): Promise<Round | null> {
  const { store, settings } = ports;
  const { merchantId } = settings;
  const overMs = hoursFrom(before.rolledUntilMs, lastWholeHour(nowMs)).slice(0, MAX_HOURS);
  const rolledUntilMs = before.rolledUntilMs + overMs.length * HOUR_MS;
  const feed = await store.listEvents({
    merchantId,
    after: before.position,
    limit: MAX_EVENTS,
    type: null,
  });
  const orderIds = [...new Set(feed.items.map(({ orderId }) => orderId))];
  const late = orderIds.length > 0 ? await store.findFigureHours(merchantId, orderIds) : [];
  const countedBeforeMs = nowMs - UNSETTLED_INTERVAL_MS;
  const page = { countedBeforeMs, limit: MAX_HOURS };
  const unsettled = await store.listUnsettledHours(merchantId, page);
  const check = checkRound(before, nowMs);
  const again = [...late, ...unsettled, ...check.hoursMs].filter((ms) => ms < rolledUntilMs);
  const hoursMs = [...new Set([...overMs, ...again])];
  const position = feed.items.length === 0 ? before.position : feed.nextPosition;
  const head = { position, rolledUntilMs, checkedUntilMs: check.untilMs };
  const isSame =
    position === before.position && hoursMs.length === 0 && check.untilMs === before.checkedUntilMs;
  if (isSame) return null;
  const hasMore = feed.hasMore || overMs.length === MAX_HOURS || check.hoursMs.length > 0;
  return { head, hoursMs, isCheck: check.hoursMs.length > 0, hasMore };
}

/**
 * The next stretch of the night's comparison. `checkedUntilMs` is where the last one ended: at the beginning of
 * the day it was made on. Behind that it begins 35 days back.
 */
function checkRound(
  { checkedUntilMs }: FigureHead,
  nowMs: number,
): { readonly hoursMs: readonly number[]; readonly untilMs: number } {
  const todayMs = startOfDayMs(beijingDayOf(nowMs));
  const isDone = checkedUntilMs >= todayMs || nowMs < todayMs + CHECK_HOUR_MS;
  if (isDone) return { hoursMs: [], untilMs: checkedUntilMs };
  // The end of yesterday's comparison is where today's begins anew.
  const isYesterdays = checkedUntilMs === todayMs - DAY_MS;
  const firstMs = todayMs - CHECKED_DAYS * DAY_MS;
  const fromMs = isYesterdays || checkedUntilMs < firstMs ? firstMs : checkedUntilMs;
  // One hour further than a whole day, so that no stretch ends where yesterday's comparison ended.
  const untilMs = Math.min(fromMs + DAY_MS + HOUR_MS, todayMs);
  const hoursMs = hoursFrom(fromMs, untilMs);
  return { hoursMs, untilMs };
}

/** The last hour is left to be counted when it is asked for. */
function lastWholeHour(nowMs: number): number {
  return hourOf(nowMs) - HOUR_MS;
}

function hourOf(atMs: number): number {
  return atMs - (atMs % HOUR_MS);
}

function hoursFrom(fromMs: number, untilMs: number): number[] {
  const count = Math.max(0, Math.round((untilMs - fromMs) / HOUR_MS));
  return Array.from({ length: count }, (_, at) => fromMs + at * HOUR_MS);
}
