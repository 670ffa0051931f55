import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { ReconciliationKey, ReconciliationStore } from '../ports.ts';
import { bookedReads } from './booked-reads.ts';
import { claimDueReconciliations } from './claim-due-reconciliations.ts';
import { differenceBook } from './difference-book.ts';
import { finishReconciliation } from './finish-reconciliation.ts';
import { reconciliationFromRow } from './reconciliation-row.ts';
import type { Schema } from './schema.ts';

/** How days are reconciled, their differences kept and our books of a day read. */
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
    ...differenceBook(db),
    ...bookedReads(pool, db),
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
    async firstOrderAtMs(merchantId) {
      // By the first lines of the histories, which have an index in the order of time.
      const row = await db
        .selectFrom('order_events')
        .select('at_ms')
        .where('merchant_id', '=', merchantId)
        .where('number', '=', 1)
        .orderBy('at_ms')
        .limit(1)
        .executeTakeFirst();
      return row?.at_ms ?? null;
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
  };
}
