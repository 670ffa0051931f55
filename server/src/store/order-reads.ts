import type { Kysely } from 'kysely';
import type { Fen } from '../ledger/fen.ts';
import type { Store } from '../ports.ts';
import { orderFromRow } from './order-row.ts';
import type { Schema } from './schema.ts';

/** How orders are listed, and numbers found that they have given up. */
export function orderReads(db: Kysely<Schema>): Pick<Store, 'findAttempt' | 'listOrders'> {
  return {
    async findAttempt(merchantId, outTradeNo) {
      const row = await db
        .selectFrom('attempts')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('out_trade_no', '=', outTradeNo)
        .executeTakeFirst();
      if (!row) return null;
      return Object.freeze({
        merchantId,
        orderId: row.order_id,
        outTradeNo,
        amountFen: row.amount_fen as Fen,
        supersededAtMs: row.superseded_at_ms,
      });
    },

    async listOrders(owner, { cursor, limit }) {
      const own = db
        .selectFrom('orders')
        .where('merchant_id', '=', owner.merchantId)
        .where('openid', '=', owner.openid);
      const page = own
        .selectAll()
        .orderBy('created_at_ms', 'desc')
        .orderBy('id', 'desc')
        // One more than asked for says whether there is a next page.
        .limit(limit + 1);
      const after =
        cursor === null
          ? page
          : page.where(({ eb, refTuple }) =>
              // A cursor that is not one of the owner's orders finds nothing.
              eb(
                refTuple('created_at_ms', 'id'),
                '<',
                own
                  .select(['created_at_ms', 'id'])
                  .where('id', '=', cursor)
                  .$asTuple('created_at_ms', 'id'),
              ),
            );
      const rows = await after.execute();
      const items = rows.slice(0, limit).map(orderFromRow);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  };
}
