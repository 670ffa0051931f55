import type { Kysely } from 'kysely';
import type { ReconciliationStore } from '../ports.ts';
import { differenceFromRow } from './reconciliation-row.ts';
import type { Schema } from './schema.ts';

/** How differences are listed, and settled by people. */
export function differenceBook(
  db: Kysely<Schema>,
): Pick<ReconciliationStore, 'listDifferences' | 'findDifference' | 'resolveDifference'> {
  return {
    async listDifferences(merchantId, { state, day, cursor, limit }) {
      let query = db.selectFrom('differences').selectAll().where('merchant_id', '=', merchantId);
      if (state !== null) query = query.where('state', '=', state);
      if (day !== null) query = query.where('day', '=', day);
      if (cursor !== null) {
        const last = await db
          .selectFrom('differences')
          .select(['day', 'id'])
          .where('merchant_id', '=', merchantId)
          .where('id', '=', cursor)
          .executeTakeFirst();
        if (last === undefined) return { items: [], nextCursor: null };
        query = query.where((eb) =>
          eb.or([
            eb('day', '<', last.day),
            eb.and([eb('day', '=', last.day), eb('id', '>', last.id)]),
          ]),
        );
      }
      const rows = await query
        .orderBy('day', 'desc')
        .orderBy('id')
        .limit(limit + 1)
        .execute();
      const items = rows.slice(0, limit).map(differenceFromRow);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    async findDifference(merchantId, id) {
      const row = await db
        .selectFrom('differences')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? differenceFromRow(row) : null;
    },
    async resolveDifference({ merchantId, id }, { resolvedBy, reason, atMs }) {
      const { numUpdatedRows } = await db
        .updateTable('differences')
        .set({
          state: 'resolved',
          resolution: 'by-hand',
          resolved_by: resolvedBy,
          resolved_at_ms: atMs,
          reason,
        })
        .where('merchant_id', '=', merchantId)
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      return numUpdatedRows > 0n ? 'committed' : 'stale';
    },
  };
}
