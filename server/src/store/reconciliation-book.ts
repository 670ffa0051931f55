import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { RefundState } from '../ledger/refund.ts';
import type { BookPage, BookWish, ReconciliationKey, ReconciliationStore } from '../ports.ts';
import { claimDueReconciliations } from './claim-due-reconciliations.ts';
import { finishReconciliation } from './finish-reconciliation.ts';
import { listBookedPayments } from './list-booked-payments.ts';
import { differenceFromRow, reconciliationFromRow } from './reconciliation-row.ts';
import { refundFromRow } from './refund-row.ts';
import type { Schema } from './schema.ts';

/** How days are reconciled, and their differences kept. */
export function reconciliationBook(pool: pg.Pool, db: Kysely<Schema>): ReconciliationStore {
  const jobs = () =>
    db
      .selectFrom('reconciliations as r')
      .selectAll('r')
      .select((eb) =>
        eb
          .selectFrom('differences as d')
          .select((count) => count.cast<number>(count.fn.countAll(), 'integer').as('open'))
          .whereRef('d.merchant_id', '=', 'r.merchant_id')
          .whereRef('d.day', '=', 'r.day')
          .whereRef('d.bill', '=', 'r.bill')
          .where('d.state', '=', 'open')
          .as('open_differences'),
      )
      .$narrowType<{ open_differences: number }>();
  const jobOf = ({ merchantId, day, bill }: ReconciliationKey) =>
    jobs()
      .where('r.merchant_id', '=', merchantId)
      .where('r.day', '=', day)
      .where('r.bill', '=', bill);

  return {
    async lastReconciliationDay(merchantId) {
      const row = await db
        .selectFrom('reconciliations')
        .select('day')
        .where('merchant_id', '=', merchantId)
        .orderBy('day', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.day ?? null;
    },
    async firstPaidAtMs(merchantId) {
      const row = await db
        .selectFrom('orders')
        .select('paid_at_ms')
        .where('merchant_id', '=', merchantId)
        .where('paid_at_ms', 'is not', null)
        .orderBy('paid_at_ms')
        .limit(1)
        .executeTakeFirst();
      return row?.paid_at_ms ?? null;
    },
    async planReconciliations(planned) {
      if (planned.length === 0) return;
      await db
        .insertInto('reconciliations')
        .values(
          planned.map(({ merchantId, day, bill, nextRunAtMs }) => ({
            merchant_id: merchantId,
            day,
            bill,
            state: 'waiting',
            next_run_at_ms: nextRunAtMs,
            attempts: 0,
            version: 1,
          })),
        )
        .onConflict((conflict) => conflict.columns(['merchant_id', 'day', 'bill']).doNothing())
        .execute();
    },
    async demandReconciliation({ merchantId, day, bill }, atMs) {
      await db
        .insertInto('reconciliations')
        .values({
          merchant_id: merchantId,
          day,
          bill,
          state: 'waiting',
          next_run_at_ms: atMs,
          attempts: 0,
          version: 1,
        })
        .onConflict((conflict) =>
          conflict.columns(['merchant_id', 'day', 'bill']).doUpdateSet({ next_run_at_ms: atMs }),
        )
        .execute();
      const row = await jobOf({ merchantId, day, bill }).executeTakeFirstOrThrow();
      return reconciliationFromRow(row);
    },
    async takeReconciliation(key, untilMs) {
      const { merchantId, day, bill } = key;
      const { version } = await db
        .insertInto('reconciliations')
        .values({
          merchant_id: merchantId,
          day,
          bill,
          state: 'waiting',
          next_run_at_ms: untilMs,
          attempts: 1,
          version: 1,
        })
        .onConflict((conflict) =>
          conflict.columns(['merchant_id', 'day', 'bill']).doUpdateSet((eb) => ({
            next_run_at_ms: untilMs,
            attempts: eb('reconciliations.attempts', '+', 1),
            version: eb('reconciliations.version', '+', 1),
          })),
        )
        .returning('version')
        .executeTakeFirstOrThrow();
      const row = await jobOf(key).executeTakeFirstOrThrow();
      // Whoever takes it in between has a later version, and it is his.
      return reconciliationFromRow({ ...row, version });
    },
    claimDueReconciliations: (claim) => claimDueReconciliations(pool, claim),
    async postponeReconciliation(run, { problem, nextRunAtMs }) {
      const { numUpdatedRows } = await db
        .updateTable('reconciliations')
        .set((eb) => ({
          problem,
          next_run_at_ms: nextRunAtMs,
          // What was finished once stays so: only the repetition failed.
          state: nextRunAtMs === null && run.finishedAtMs === null ? 'expired' : eb.ref('state'),
          version: eb('version', '+', 1),
        }))
        .where('merchant_id', '=', run.merchantId)
        .where('day', '=', run.day)
        .where('bill', '=', run.bill)
        .where('version', '=', run.version)
        .executeTakeFirst();
      return numUpdatedRows > 0n ? 'committed' : 'stale';
    },
    finishReconciliation: (run, result) => finishReconciliation(pool, run, result),
    async findReconciliation(key) {
      const row = await jobOf(key).executeTakeFirst();
      return row ? reconciliationFromRow(row) : null;
    },
    async listReconciliations(merchantId, { before, limit }) {
      let query = jobs().where('r.merchant_id', '=', merchantId);
      if (before !== null) query = query.where('r.day', '<', before);
      // A day has at most two rows; the page ends with a whole day.
      const rows = await query
        .orderBy('r.day', 'desc')
        .orderBy('r.bill', 'desc')
        .limit(limit * 2)
        .execute();
      return rows.map(reconciliationFromRow);
    },

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

    listBookedPayments: (wish) => listBookedPayments(pool, wish),
    async listBookedRefunds(wish) {
      const { merchantId, fromMs, untilMs, after, limit } = wish;
      const rows = await db
        .selectFrom('refunds')
        .select(['id', 'accepted_at_ms', 'out_trade_no', 'out_refund_no', 'amount_fen', 'state'])
        .where('merchant_id', '=', merchantId)
        .where('accepted_at_ms', '>=', after?.atMs ?? fromMs)
        .where('accepted_at_ms', '<', untilMs)
        .where((eb) =>
          after === null
            ? eb.lit(true)
            : eb.or([eb('accepted_at_ms', '>', after.atMs), eb('id', '>', after.id)]),
        )
        .orderBy('accepted_at_ms')
        .orderBy('id')
        .limit(limit)
        .execute();
      return page(wish, rows, 'accepted_at_ms', (row) => ({
        outTradeNo: row.out_trade_no,
        outRefundNo: row.out_refund_no,
        amountFen: row.amount_fen,
        state: row.state as RefundState,
      }));
    },
    async listUndatedRefunds(merchantId, limit) {
      const rows = await db
        .selectFrom('refunds')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('wechat_refund_id', 'is not', null)
        .where('accepted_at_ms', 'is', null)
        .orderBy('requested_at_ms')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(refundFromRow);
    },
  };
}

function page<Row extends { readonly id: string }, Column extends keyof Row, Item>(
  { limit }: BookWish,
  rows: readonly Row[],
  column: Column,
  read: (row: Row) => Item,
): BookPage<Item> {
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    items: rows.map(read),
    next: last === undefined ? null : { atMs: Number(last[column]), id: last.id },
  };
}
