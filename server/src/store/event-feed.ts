import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { PlacedEvent, WebhookStore } from '../ports.ts';
import type { Schema } from './schema.ts';

/** A placed row of `outbox`. */
export interface EventRow {
  readonly merchant_id: string;
  readonly id: string;
  readonly order_id: string;
  readonly type: string;
  readonly at_ms: number;
  readonly payload: Record<string, unknown>;
  readonly position: number;
}

/** How many events of other types one page may pass over. */
const STRETCH = 1_000;

/** How placed events are read. */
export function eventFeed(
  db: Kysely<Schema>,
): Pick<WebhookStore, 'listEvents' | 'listLatestEvents' | 'findEvent'> {
  return {
    async listEvents({ merchantId, after, limit, type }) {
      const stretch = type === null ? limit : STRETCH;
      const { rows } = await sql<(EventRow | { id: null }) & { last: number | null; size: number }>`
        with stretch as materialized (
          select merchant_id, id, order_id, type, at_ms, payload, position
          from outbox
          where merchant_id = ${merchantId} and position > ${after}
          order by position
          limit ${stretch + 1}
        ), seen as materialized (
          select * from stretch order by position limit ${stretch}
        )
        select s.last, s.size, e.*
        from (select (select max(position) from seen) as last,
          (select count(*) from stretch)::integer as size) s
        left join (
          select * from seen where type = coalesce(${type}::text, type) order by position
          limit ${limit + 1}
        ) e on true
        order by e.position`.execute(db);
      const found = rows.flatMap((row) => (row.id === null ? [] : [eventFromRow(row)]));
      const items = found.slice(0, limit);
      const isCut = found.length > limit;
      const end = isCut ? items.at(-1)?.position : rows[0]?.last;
      return {
        items,
        nextPosition: end ?? after,
        hasMore: isCut || (rows[0]?.size ?? 0) > stretch,
      };
    },

    async listLatestEvents({ merchantId, before, limit, type }) {
      const stretch = type === null ? limit : STRETCH;
      const { rows } = await sql<EventRow>`
        select merchant_id, id, order_id, type, at_ms, payload, position
        from outbox
        where merchant_id = ${merchantId} and position is not null
          and position < coalesce(${before}::bigint, ${Number.MAX_SAFE_INTEGER})
        order by position desc
        limit ${stretch + 1}`.execute(db);
      const seen = rows.slice(0, stretch);
      const found = seen.filter((row) => type === null || row.type === type);
      const items = found.slice(0, limit).map(eventFromRow);
      const isCut = found.length > limit;
      return {
        items,
        nextPosition: (isCut ? items.at(-1) : seen.at(-1))?.position ?? 0,
        hasMore: isCut || rows.length > stretch,
      };
    },

    async findEvent(merchantId, id) {
      const { rows } = await sql<EventRow>`
        select merchant_id, id, order_id, type, at_ms, payload, position
        from outbox
        where merchant_id = ${merchantId} and id = ${id} and position is not null`.execute(db);
      return rows[0] ? eventFromRow(rows[0]) : null;
    },
  };
}

/** Reads a row as an event. */
export function eventFromRow(row: EventRow): PlacedEvent {
  return Object.freeze({
    merchantId: row.merchant_id,
    id: row.id,
    orderId: row.order_id,
    type: row.type,
    atMs: row.at_ms,
    payload: row.payload,
    position: row.position,
  });
}
