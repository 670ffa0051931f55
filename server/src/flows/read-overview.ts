import type { Certificate, FigureBucket, Figures, MerchantPulse, Ports } from '../ports.ts';
import { Refusal } from './refusal.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BEIJING_OFFSET_MS = 8 * HOUR_MS;
/** Up to here a chart shows hours unless it is asked for days. */
const HOURLY_UNTIL_MS = 3 * DAY_MS;
/** The longest range by the hour, and by the day. */
const LONGEST_MS = Object.freeze({ hour: 31 * DAY_MS, day: 400 * DAY_MS });

/** Which time is looked at; whole hours. */
export interface OverviewRange {
  readonly fromMs: number;
  readonly toMs: number;
  /** Null: hours up to three days, days beyond. */
  readonly bucket: 'hour' | 'day' | null;
}

/** How a merchant does. */
export interface MerchantOverview {
  readonly bucket: 'hour' | 'day';
  readonly totals: Figures;
  /** Of as much time before. */
  readonly before: Figures;
  /** All buckets of the range up to now, also those in which nothing happened. */
  readonly buckets: readonly FigureBucket[];
  readonly pulse: MerchantPulse;
  readonly pollLagMs: number;
  readonly certificates: readonly (Certificate & { readonly daysLeft: number })[];
}

/**
 * Reads how a merchant does over a range, and what waits now.
 *
 * @throws Refusal `range_invalid` when it is no range of whole hours, or too long.
 */
export async function readOverview(ports: Ports, range: OverviewRange): Promise<MerchantOverview> {
  const { fromMs, toMs } = range;
  const lengthMs = toMs - fromMs;
  const bucket = range.bucket ?? (lengthMs <= HOURLY_UNTIL_MS ? 'hour' : 'day');
  const isWhole = fromMs % HOUR_MS === 0 && toMs % HOUR_MS === 0;
  if (!isWhole || lengthMs <= 0 || lengthMs > LONGEST_MS[bucket] || fromMs < lengthMs) {
    throw new Refusal('range_invalid');
  }
  const { store, settings, clock, platform } = ports;
  const { merchantId } = settings;
  const nowMs = clock.nowMs();
  const earlier = { fromMs: fromMs - lengthMs, toMs: fromMs, bucket: 'day' as const };
  const [found, before, pulse] = await Promise.all([
    store.readFigures(merchantId, { fromMs, toMs: Math.min(toMs, nextHour(nowMs)), bucket }),
    store.readFigures(merchantId, earlier),
    store.readMerchantPulse(merchantId, nowMs),
  ]);
  const { mostOverduePollAtMs: dueAtMs } = pulse;
  return {
    bucket,
    totals: sum(found),
    before: sum(before),
    buckets: fill(found, { fromMs, untilMs: Math.min(toMs, nextHour(nowMs)), bucket }),
    pulse,
    pollLagMs: dueAtMs === null ? 0 : Math.max(0, nowMs - dueAtMs),
    certificates: platform.listCertificates().map((certificate) => ({
      ...certificate,
      daysLeft: Math.floor((certificate.expiresAtMs - nowMs) / DAY_MS),
    })),
  };
}

const NOTHING: Figures = Object.freeze({
  created: 0,
  prepaid: 0,
  paid: 0,
  payments: 0,
  paidFen: 0,
  refunds: 0,
  refundedFen: 0,
});

function sum(buckets: readonly Figures[]): Figures {
  const names = Object.keys(NOTHING) as (keyof Figures)[];
  const sums = names.map((name) => [
    name,
    buckets.reduce((total, bucket) => total + bucket[name], 0),
  ]);
  return { ...NOTHING, ...Object.fromEntries(sums) };
}

function fill(
  found: readonly FigureBucket[],
  range: { readonly fromMs: number; readonly untilMs: number; readonly bucket: 'hour' | 'day' },
): readonly FigureBucket[] {
  const known = new Map(found.map((bucket) => [bucket.atMs, bucket]));
  const [width, offset] = range.bucket === 'hour' ? [HOUR_MS, 0] : [DAY_MS, BEIJING_OFFSET_MS];
  const firstMs = range.fromMs - ((range.fromMs + offset) % width);
  const count = Math.max(0, Math.ceil((range.untilMs - firstMs) / width));
  return Array.from({ length: count }, (_, at) => firstMs + at * width).map(
    (atMs) => known.get(atMs) ?? { atMs, ...NOTHING },
  );
}

function nextHour(nowMs: number): number {
  return nowMs - (nowMs % HOUR_MS) + HOUR_MS;
}
