import { type Kysely, type SqlBool, sql } from 'kysely';
import type { Fen } from '../ledger/fen.ts';
import type { DeskStore, Order, OrderFilter, Page } from '../ports.ts';
import { evidenceFromRow, orderRecords } from './order-records.ts';
import { type OrderRow, orderFromRow } from './order-row.ts';
import { refundFromRow } from './refund-row.ts';
import type { Schema } from './schema.ts';

/** How a merchant's systems look for orders and refunds. */
export function deskReads(
  db: Kysely<Schema>,
): Omit<DeskStore, 'findOrdersByNumber' | 'listAllProducts' | 'addProduct' | 'changeProduct'> {
  const records = orderRecords(db);
  return {
    async searchOrders(merchantId, filter, page) {
      const states = statesOf(filter);
      const hasIndex = filter.openid !== null || INDEXED.some((index) => isWithin(states, index));
      if (hasIndex) {
        const { rows } = await fromOrders(merchantId, filter, page).execute(db);
        return pageOf(rows.map(orderFromRow), page);
      }
      const { rows } = await fromHistories(merchantId, filter, page).execute(db);
      const found = pageOf(rows.map(orderFromRow), page);
      if (found.nextCursor !== null || !isSelective(filter)) return found;
      const { rows: ends } = await endOfStretch(merchantId, filter, page).execute(db);
      return { ...found, nextCursor: ends[0]?.order_id ?? null };
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

    async listEvidence({ merchantId, id }) {
      const rows = await db
        .selectFrom('evidence')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('order_id', '=', id)
        .orderBy('received_at_ms')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...evidenceFromRow(row), refundId: row.refund_id }));
    },

    async searchRefunds(merchantId, { state }, page) {
      let found = db
        .selectFrom('refunds')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .orderBy('requested_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      // Written out: an index that holds some states only is chosen by the state.
      if (state !== null) found = found.where(sql<SqlBool>`state = ${sql.lit(state)}`);
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

/** States in which an order is polled. */
const OPEN: readonly Order['state'][] = ['created', 'payable', 'closing'];
/** States that an index holds, each of them alone or with those beside it. */
const INDEXED: readonly (readonly Order['state'][])[] = [
  ['disputed', 'refunding'],
  ['closed'],
  OPEN,
];
/** How many orders are looked through for those that match. */
const STRETCH = 20_000;

/** By the orders themselves: one payer's, or those in states that an index holds. */
function fromOrders(merchantId: string, filter: OrderFilter, { cursor, limit }: Page) {
  const states = statesOf(filter);
  const isPolled = filter.openid === null && isWithin(states, OPEN);
  return sql<OrderRow>`
    select o.* from orders o
    where o.merchant_id = ${merchantId} ${ofPayer(filter)} ${inState(states)} ${ofAmount(filter)}
      ${isPolled ? sql`and o.next_poll_at_ms is not null` : sql``}
      and o.created_at_ms >= ${filter.fromMs ?? 0} and o.created_at_ms < ${filter.toMs ?? FOR_EVER_MS}
      ${cursor === null ? sql`` : sql`and (o.created_at_ms, o.id) < (${placeOf(merchantId, cursor)})`}
    order by o.created_at_ms desc, o.id desc
    limit ${limit + 1}`;
}

/**
 * By the first lines of their histories, which stand in the order of time. Each order is looked at by its key, one
 * after the other (`offset 0` keeps it so), and no more than a stretch of them: a filter that matches nothing
 * never reads the whole table.
 */
function fromHistories(merchantId: string, filter: OrderFilter, page: Page) {
  return sql<OrderRow>`
    select o.* from (
      select e.order_id, e.at_ms from order_events e
      where ${inStretch(merchantId, filter, page)}
      order by e.at_ms desc, e.order_id desc
      limit ${isSelective(filter) ? STRETCH : page.limit + 1}
    ) e
    cross join lateral (
      select * from orders o
      where o.merchant_id = ${merchantId} and o.id = e.order_id
        ${inState(statesOf(filter))} ${ofAmount(filter)}
      offset 0
    ) o
    order by e.at_ms desc, e.order_id desc
    limit ${page.limit + 1}`;
}

/** The last order of a stretch, when it was a whole one: there may be more behind it. */
function endOfStretch(merchantId: string, filter: OrderFilter, page: Page) {
  return sql<{ order_id: string }>`
    select e.order_id from order_events e
    where ${inStretch(merchantId, filter, page)}
    order by e.at_ms desc, e.order_id desc
    limit 1 offset ${STRETCH - 1}`;
}

function inStretch(merchantId: string, filter: OrderFilter, { cursor }: Page) {
  return sql`e.merchant_id = ${merchantId} and e.number = 1
    and e.at_ms >= ${filter.fromMs ?? 0} and e.at_ms < ${filter.toMs ?? FOR_EVER_MS}
    ${cursor === null ? sql`` : sql`and (e.at_ms, e.order_id) < (${placeOf(merchantId, cursor)})`}`;
}

/** Does it leave out some of the orders of its time? */
function isSelective({ state, minFen = null, maxFen = null }: OrderFilter): boolean {
  return state !== null || minFen !== null || maxFen !== null;
}

/** A cursor that is not one of the merchant's orders finds nothing. */
function placeOf(merchantId: string, cursor: string) {
  return sql`select created_at_ms, id from orders where merchant_id = ${merchantId} and id = ${cursor}`;
}

function ofPayer({ openid }: OrderFilter) {
  return openid === null ? sql`` : sql`and o.openid = ${openid}`;
}

function ofAmount({ minFen = null, maxFen = null }: OrderFilter) {
  const least = minFen === null ? sql`` : sql`and o.amount_fen >= ${minFen}`;
  return maxFen === null ? least : sql`${least} and o.amount_fen <= ${maxFen}`;
}

function statesOf({ state }: OrderFilter): readonly Order['state'][] | null {
  return state === null || typeof state === 'object' ? state : [state];
}

function isWithin(states: readonly Order['state'][] | null, wanted: readonly Order['state'][]) {
  return states?.every((state) => wanted.includes(state)) ?? false;
}

/** Written out, not a parameter: an index that holds some states only is chosen by the state. */
function inState(states: readonly Order['state'][] | null) {
  if (states === null) return sql``;
  return sql`and o.state in (${sql.join(states.length === 0 ? [sql.lit('')] : states.map((each) => sql.lit(each)))})`;
}

/** The year 9999. */
const FOR_EVER_MS = 253_402_300_800_000;

function pageOf<T extends { readonly id: string }>(found: readonly T[], { limit }: Page) {
  const items = found.slice(0, limit);
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}
