import type { Kysely } from 'kysely';
import type { OrderState } from '../ledger/order.ts';
import type { RefundState } from '../ledger/refund.ts';
import type { Evidence } from '../ports.ts';
import type { EvidenceRow, Schema } from './schema.ts';
import type { StoreRecords } from './store-records.ts';

/** Reads what was written down beside the orders. */
export function orderRecords(db: Kysely<Schema>): StoreRecords {
  return Object.freeze({
    async history(order) {
      const rows = await db
        .selectFrom('order_events')
        .selectAll()
        .where('merchant_id', '=', order.merchantId)
        .where('order_id', '=', order.id)
        .orderBy('number')
        .execute();
      return rows.map((row) => ({
        name: row.name,
        from: row.from_state as OrderState | null,
        to: row.to_state as OrderState,
        atMs: row.at_ms,
        note: row.note,
      }));
    },

    async refundHistory(refund) {
      const rows = await db
        .selectFrom('refund_events')
        .selectAll()
        .where('merchant_id', '=', refund.merchantId)
        .where('refund_id', '=', refund.id)
        .orderBy('number')
        .execute();
      return rows.map((row) => ({
        name: row.name,
        from: row.from_state as RefundState | null,
        to: row.to_state as RefundState,
        atMs: row.at_ms,
        by: row.by,
        note: row.note,
      }));
    },

    async evidence(order) {
      const rows = await db
        .selectFrom('evidence')
        .selectAll()
        .where('merchant_id', '=', order.merchantId)
        .where('order_id', '=', order.id)
        .orderBy('received_at_ms')
        .orderBy('id')
        .execute();
      return rows.map(evidenceFromRow);
    },

    async oversold(merchantId) {
      const rows = await db
        .selectFrom('products')
        .select(['id', 'oversold'])
        .where('merchant_id', '=', merchantId)
        .where('oversold', '>', 0)
        .execute();
      return Object.fromEntries(rows.map(({ id, oversold }) => [id, oversold]));
    },

    async outbox() {
      const rows = await db
        .selectFrom('outbox')
        .selectAll()
        .orderBy('at_ms')
        .orderBy('id')
        .execute();
      return rows.map(({ id, type, at_ms, payload }) => ({ id, type, atMs: at_ms, payload }));
    },
  } satisfies StoreRecords);
}

/** The statement that a row keeps. */
export function evidenceFromRow(row: EvidenceRow): Evidence {
  return Object.freeze({
    id: row.id,
    source: row.source,
    timestamp: row.timestamp,
    nonce: row.nonce,
    serial: row.serial,
    signature: row.signature,
    body: new Uint8Array(row.body),
    receivedAtMs: row.received_at_ms,
  });
}
