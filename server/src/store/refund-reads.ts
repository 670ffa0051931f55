import type { Kysely } from 'kysely';
import type { Evidence, Refund, RefundStore } from '../ports.ts';
import { orderFromRow } from './order-row.ts';
import { refundFromRow } from './refund-row.ts';
import type { Schema } from './schema.ts';

/** How refunds are read, and how evidence that changed nothing is kept beside them. */
export function refundReads(
  db: Kysely<Schema>,
): Omit<RefundStore, 'commitRefund' | 'claimDueRefunds'> {
  const ofMerchant = (merchantId: string) =>
    db.selectFrom('refunds').selectAll().where('merchant_id', '=', merchantId);
  return {
    async findOrderById(merchantId, id) {
      const row = await db
        .selectFrom('orders')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? orderFromRow(row) : null;
    },

    async findRefund(merchantId, id) {
      const row = await ofMerchant(merchantId).where('id', '=', id).executeTakeFirst();
      return row ? refundFromRow(row) : null;
    },

    async findRefundByNumber(merchantId, outRefundNo) {
      const row = await ofMerchant(merchantId)
        .where('out_refund_no', '=', outRefundNo)
        .executeTakeFirst();
      return row ? refundFromRow(row) : null;
    },

    async findRefundByKey(order, key) {
      const row = await ofMerchant(order.merchantId)
        .where('order_id', '=', order.id)
        .where('idempotency_key', '=', key)
        .executeTakeFirst();
      return row ? { refund: refundFromRow(row), inputDigest: row.input_digest ?? '' } : null;
    },

    async listRefunds(order) {
      const rows = await ofMerchant(order.merchantId)
        .where('order_id', '=', order.id)
        .orderBy('requested_at_ms')
        .orderBy('id')
        .execute();
      return rows.map(refundFromRow);
    },

    async saveRefundEvidence(refund: Refund, evidence: Evidence) {
      await db
        .insertInto('evidence')
        .values({
          merchant_id: refund.merchantId,
          id: evidence.id,
          order_id: refund.orderId,
          refund_id: refund.id,
          source: evidence.source,
          timestamp: evidence.timestamp,
          nonce: evidence.nonce,
          serial: evidence.serial,
          signature: evidence.signature,
          body: Buffer.from(evidence.body),
          received_at_ms: evidence.receivedAtMs,
        })
        .onConflict((conflict) => conflict.columns(['merchant_id', 'order_id', 'id']).doNothing())
        .execute();
    },
  };
}
