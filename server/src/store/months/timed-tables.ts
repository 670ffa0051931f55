/** A table that can be cut into months. */
export interface TimedTable {
  readonly name: string;
  /** The column whose ids begin with the time; part of the primary key. */
  readonly id: string;
  /** What each part of it is made with. */
  readonly storage: string;
}

/** Histories before the orders that point at them. */
export const timedTables: readonly TimedTable[] = Object.freeze([
  { name: 'order_events', id: 'order_id', storage: '' },
  { name: 'orders', id: 'id', storage: 'with (fillfactor = 70)' },
  { name: 'evidence', id: 'order_id', storage: '' },
  { name: 'outbox', id: 'id', storage: '' },
]);

/** A month of Beijing time. */
export interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

const beijingOffsetMs = 8 * 3_600_000;

/** The month in which a moment lies. */
export function monthOf(atMs: number): Month {
  const there = new Date(atMs + beijingOffsetMs);
  return { year: there.getUTCFullYear(), month: there.getUTCMonth() + 1 };
}

/** The month after the one in which a moment lies. */
export function monthAfter(atMs: number, count = 1): Month {
  const { year, month } = monthOf(atMs);
  const index = year * 12 + (month - 1) + count;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

/** Less than every id of version 7 that was made in the month, greater than every one before. */
export function firstIdOf({ year, month }: Month): string {
  const startMs = Date.UTC(year, month - 1, 1) - beijingOffsetMs;
  const time = startMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

/** `orders_2026_12`. */
export function partitionName(table: TimedTable, { year, month }: Month): string {
  return `${table.name}_${year}_${String(month).padStart(2, '0')}`;
}
