import type pg from 'pg';
import type { FigureBucket, FigureHead, FigureStore } from '../ports.ts';
import { countHours } from './count-hours.ts';
import { type FigureSums, figureColumns, figuresFromRow } from './figure-row.ts';
import { readMerchantPulse } from './read-merchant-pulse.ts';
import { statement } from './statement.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BEIJING_OFFSET_MS = 8 * HOUR_MS;

/** How figures are kept on PostgreSQL. */
export function figureBook(pool: pg.Pool): FigureStore {
  async function findHead(merchantId: string): Promise<FigureHead | null> {
    const { rows } = await pool.query<FigureHead>({ ...readHead, values: [merchantId] });
    return rows[0] ?? null;
  }

  return {
    findFigureHead: findHead,
    async lastEventPosition(merchantId) {
      const { rows } = await pool.query<{ at: number }>({ ...lastPosition, values: [merchantId] });
      return rows[0]?.at ?? 0;
    },
    async findFigureHours(merchantId, orderIds) {
      const { rows } = await pool.query<{ hour: number }>({
        ...hoursOfOrders,
        values: [merchantId, orderIds],
      });
      return rows.map(({ hour }) => hour);
    },
    async listUnsettledHours(merchantId, { countedBeforeMs, limit }) {
      const { rows } = await pool.query<{ hour: number }>({
        ...unsettledHours,
        values: [merchantId, countedBeforeMs, limit],
      });
      return rows.map(({ hour }) => hour);
    },
    async rollFigures({ merchantId, before, head, hoursMs, nowMs }) {
      const { rows } = await pool.query<{ rolled: number; corrected: number }>({
        ...roll,
        values: [
          merchantId,
          hoursMs,
          before?.version ?? null,
          head.position,
          head.rolledUntilMs,
          head.checkedUntilMs,
          nowMs,
        ],
      });
      const [result] = rows;
      if (!result || result.rolled === 0) return { kind: 'stale' };
      return { kind: 'rolled', corrected: result.corrected };
    },
    async readFigures(merchantId, { fromMs, toMs, bucket }) {
      const [width, offset] = bucket === 'hour' ? [HOUR_MS, 0] : [DAY_MS, BEIJING_OFFSET_MS];
      const rolledUntilMs = (await findHead(merchantId))?.rolledUntilMs ?? fromMs;
      const keptUntilMs = Math.min(Math.max(rolledUntilMs, fromMs), toMs);
      const live = hoursBetween(keptUntilMs, toMs);
      const { rows } = await pool.query<FigureSums & { at: number }>({
        ...readBuckets,
        values: [merchantId, live, fromMs, keptUntilMs, width, offset],
      });
      return rows.map(
        (row): FigureBucket => Object.freeze({ atMs: row.at, ...figuresFromRow(row) }),
      );
    },
    readMerchantPulse: (merchantId, nowMs) => readMerchantPulse(pool, merchantId, nowMs),
  };
}

function hoursBetween(fromMs: number, toMs: number): number[] {
  const count = Math.max(0, Math.ceil((toMs - fromMs) / HOUR_MS));
  return Array.from({ length: count }, (_, at) => fromMs + at * HOUR_MS);
}

const readHead = statement(`
select position, rolled_until_ms as "rolledUntilMs", checked_until_ms as "checkedUntilMs", version
from figure_heads where merchant_id = $1
`);

const lastPosition = statement(`
select last_position as at from event_heads where merchant_id = $1
`);

const hoursOfOrders = statement(`
with moments as (
  select unnest(array[created_at_ms, paid_at_ms]) as at_ms from orders
  where merchant_id = $1 and id = any ($2::text[])
  union all
  select succeeded_at_ms from refunds where merchant_id = $1 and order_id = any ($2::text[])
)
select distinct at_ms - at_ms % 3600000 as hour from moments where at_ms is not null order by 1
`);

const unsettledHours = statement(`
select hour_ms as hour from figures
where merchant_id = $1 and open_orders > 0 and counted_at_ms < $2::bigint
order by hour_ms limit $3::integer
`);

// A process that read the head before another moved it finds another version, whenever its snapshot was taken.
const roll = statement(`
with head as (
  insert into figure_heads as h (merchant_id, position, rolled_until_ms, checked_until_ms, version)
  select $1, $4::bigint, $5::bigint, $6::bigint, 1
  where $3::bigint is null or exists (select from figure_heads where merchant_id = $1)
  on conflict (merchant_id) do update set
    position = excluded.position,
    rolled_until_ms = excluded.rolled_until_ms,
    checked_until_ms = excluded.checked_until_ms,
    version = h.version + 1
  where h.version = $3::bigint
  returning 1
), counted as materialized (
  select c.* from head, (${countHours}) c
), former as materialized (
  select f.* from figures f join counted c on f.merchant_id = $1 and f.hour_ms = c.hour_ms
), kept as (
  insert into figures as f (merchant_id, hour_ms, ${figureColumns}, open_orders, counted_at_ms)
  select $1, hour_ms, ${figureColumns}, open_orders, $7::bigint from counted
  on conflict (merchant_id, hour_ms) do update set
    ${figureColumns
      .split(', ')
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')},
    open_orders = excluded.open_orders, counted_at_ms = excluded.counted_at_ms
)
select
  (select count(*) from head)::integer as rolled,
  (
    select count(*)::integer from counted c join former f using (hour_ms)
    where (${prefixed('c')}) is distinct from (${prefixed('f')})
  ) as corrected
`);

const readBuckets = statement(`
with hours as (
  select hour_ms, ${figureColumns} from figures
  where merchant_id = $1 and hour_ms >= $3::bigint and hour_ms < $4::bigint
  union all
  select hour_ms, ${figureColumns} from (${countHours}) live
)
select
  (hour_ms + $6::bigint) / $5::bigint * $5::bigint - $6::bigint as at,
  ${figureColumns
    .split(', ')
    .map((column) => `sum(${column})::bigint as ${column}`)
    .join(', ')}
from hours group by 1 having sum(created + payments + refunds + prepaid + paid) > 0 order by 1
`);

function prefixed(table: string): string {
  return figureColumns
    .split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ');
}
