import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { RefundState } from '../ledger/refund.ts';
import type { ReconciliationStore } from '../ports.ts';
import { listBookedPayments } from './list-booked-payments.ts';
import { refundFromRow } from './refund-row.ts';
import type { Schema } from './schema.ts';

/** How a day of our books is read. */
export function bookedReads(
  pool: pg.Pool,
  db: Kysely<Schema>,
): Pick<ReconciliationStore, 'listBookedPayments' | 'listBookedRefunds' | 'listUndatedRefunds'> {
  return {
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
      const last = rows.length < limit ? undefined : rows.at(-1);
      return {
        items: rows.map((row) => ({
          outTradeNo: row.out_trade_no,
          outRefundNo: row.out_refund_no,
          amountFen: row.amount_fen,
          state: row.state as RefundState,
        })),
        next: last === undefined ? null : { atMs: Number(last.accepted_at_ms), id: last.id },
      };
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
