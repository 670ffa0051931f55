import { type Kysely, type SqlBool, sql } from 'kysely';
import type { Fen } from '../ledger/fen.ts';
import type { DeskStore, OrderFilter, Page } from '../ports.ts';
import { orderRecords } from './order-records.ts';
import { type OrderRow, orderFromRow } from './order-row.ts';
import { refundFromRow } from './refund-row.ts';
import type { Schema } from './schema.ts';

/** How a merchant's systems look for orders and refunds. */
export function deskReads(
  db: Kysely<Schema>,
): Omit<DeskStore, 'listAllProducts' | 'addProduct' | 'changeProduct'> {
  const records = orderRecords(db);
  return {
    async searchOrders(merchantId, filter, page) {
      const rare = filter.state === 'disputed' || filter.state === 'refunding';
      const { rows } = await (filter.openid !== null || rare
        ? fromOrders(merchantId, filter, page)
        : fromHistories(merchantId, filter, page)
      ).execute(db);
      return pageOf(rows.map(orderFromRow), page);
    },

    async findOrderByTransaction(merchantId, transactionId) {
      const row = await db
        .selectFrom('orders')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('transaction_id', '=', transactionId)
        .executeTakeFirst();
      return row ? orderFromRow(row) : null;
    },

    listOrderEvents: (order) => records.history(order),

    async listAttempts(order) {
      const rows = await db
        .selectFrom('attempts')
        .selectAll()
        .where('merchant_id', '=', order.merchantId)
        .where('order_id', '=', order.id)
        .orderBy('superseded_at_ms')
        .execute();
      return rows.map((row) =>
        Object.freeze({
          merchantId: row.merchant_id,
          orderId: row.order_id,
          outTradeNo: row.out_trade_no,
          amountFen: row.amount_fen as Fen,
          supersededAtMs: row.superseded_at_ms,
        }),
      );
    },

    async searchRefunds(merchantId, { state }, page) {
      let found = db
        .selectFrom('refunds')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .orderBy('requested_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (state !== null) found = found.where('state', '=', state);
      if (page.cursor !== null) {
        found = found.where(
          sql<SqlBool>`(requested_at_ms, id) < (
            select requested_at_ms, id from refunds
            where merchant_id = ${merchantId} and id = ${page.cursor}
          )`,
        );
      }
      return pageOf((await found.execute()).map(refundFromRow), page);
    },

    listRefundEvents: (refund) => records.refundHistory(refund),
  };
}

/** By the orders themselves: one payer's, or those few in a rare state, each of which has its index. */
function fromOrders(merchantId: string, filter: OrderFilter, { cursor, limit }: Page) {
  return sql<OrderRow>`
    select o.* from orders o
    where o.merchant_id = ${merchantId} ${ofPayer(filter)} ${inState(filter)}
      and o.created_at_ms >= ${filter.fromMs ?? 0} and o.created_at_ms < ${filter.toMs ?? FOR_EVER_MS}
      ${cursor === null ? sql`` : sql`and (o.created_at_ms, o.id) < (${placeOf(merchantId, cursor)})`}
    order by o.created_at_ms desc, o.id desc
    limit ${limit + 1}`;
}

/** By the first lines of their histories, which stand in the order of time. */
function fromHistories(merchantId: string, filter: OrderFilter, { cursor, limit }: Page) {
  return sql<OrderRow>`
    select o.* from order_events e
    join orders o on o.merchant_id = e.merchant_id and o.id = e.order_id
    where e.merchant_id = ${merchantId} and e.number = 1 ${inState(filter)}
      and e.at_ms >= ${filter.fromMs ?? 0} and e.at_ms < ${filter.toMs ?? FOR_EVER_MS}
      ${cursor === null ? sql`` : sql`and (e.at_ms, e.order_id) < (${placeOf(merchantId, cursor)})`}
    order by e.at_ms desc, e.order_id desc
    limit ${limit + 1}`;
}

/** A cursor that is not one of the merchant's orders finds nothing. */
function placeOf(merchantId: string, cursor: string) {
  return sql`select created_at_ms, id from orders where merchant_id = ${merchantId} and id = ${cursor}`;
}

function ofPayer({ openid }: OrderFilter) {
  return openid === null ? sql`` : sql`and o.openid = ${openid}`;
}

/** Written out, not a parameter: an index that holds some states only is chosen by the state. */
function inState({ state }: OrderFilter) {
  return state === null ? sql`` : sql`and o.state = ${sql.lit(state)}`;
}

/** The year 9999. */
const FOR_EVER_MS = 253_402_300_800_000;

function pageOf<T extends { readonly id: string }>(found: readonly T[], { limit }: Page) {
  const items = found.slice(0, limit);
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}
