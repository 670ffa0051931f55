import { type Kysely, sql } from 'kysely';
import type pg from 'pg';
import type { AfterPaymentStore } from '../ports.ts';
import { claimDueMessages, claimDueShipments } from './claim-after-payment.ts';
import { commitShipment } from './commit-shipment.ts';
import { commitShipments } from './commit-shipments.ts';
import { followPayments } from './follow-payments.ts';
import type { Schema } from './schema.ts';
import { messageFromRow, rowFromShipment, shipmentFromRow } from './shipment-row.ts';

/** What follows a payment, on PostgreSQL. */
export function afterPaymentBook(pool: pg.Pool, db: Kysely<Schema>): AfterPaymentStore {
  return {
    followPayments: (follow) => followPayments(pool, follow),
    commitShipment: (commit) => commitShipment(pool, commit),
    commitShipments: (changes) => commitShipments(db, changes),
    claimDueShipments: (claim) => claimDueShipments(pool, claim),
    claimDueMessages: (claim) => claimDueMessages(pool, claim),

    async findShipment(order) {
      const row = await db
        .selectFrom('shipments')
        .selectAll()
        .where('merchant_id', '=', order.merchantId)
        .where('order_id', '=', order.id)
        .executeTakeFirst();
      return row ? shipmentFromRow(row) : null;
    },

    async createShipment(shipment) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('shipments')
        .values(rowFromShipment(shipment))
        .onConflict((conflict) => conflict.columns(['merchant_id', 'order_id']).doNothing())
        .executeTakeFirst();
      return Number(numInsertedOrUpdatedRows ?? 0) > 0 ? 'created' : 'exists';
    },

    async saveMessage(message, patch) {
      const after = { ...message, ...patch };
      await db
        .updateTable('payer_messages')
        .set({
          state: after.state,
          sent_at_ms: after.sentAtMs,
          problem: after.problem,
          next_send_at_ms: after.nextSendAtMs,
          send_count: after.sendCount,
          uncertain: after.isUncertain,
        })
        .where('merchant_id', '=', message.merchantId)
        .where('order_id', '=', message.orderId)
        .where('kind', '=', message.kind)
        .execute();
    },

    async listMessages(order) {
      const rows = await db
        .selectFrom('payer_messages')
        .selectAll()
        .where('merchant_id', '=', order.merchantId)
        .where('order_id', '=', order.id)
        .orderBy('created_at_ms')
        .orderBy('kind')
        .execute();
      return rows.map(messageFromRow);
    },

    async announce(order, { id, type, atMs, payload }) {
      await db
        .insertInto('outbox')
        .values({
          merchant_id: order.merchantId,
          id,
          order_id: order.id,
          type,
          at_ms: atMs,
          payload: JSON.stringify(payload),
        })
        .onConflict((conflict) => conflict.columns(['merchant_id', 'id']).doNothing())
        .execute();
    },

    async savePhoneNumber({ merchantId, openid }, sealed, atMs) {
      await db
        .insertInto('payers')
        .values({
          merchant_id: merchantId,
          openid,
          sealed_phone_number: sealed,
          phone_number_at_ms: atMs,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['merchant_id', 'openid'])
            .doUpdateSet({ sealed_phone_number: sealed, phone_number_at_ms: atMs })
            .where(sql<boolean>`coalesce(payers.phone_number_at_ms, 0) <= ${atMs}`),
        )
        .execute();
    },

    async findPhoneNumber({ merchantId, openid }) {
      const row = await db
        .selectFrom('payers')
        .select('sealed_phone_number')
        .where('merchant_id', '=', merchantId)
        .where('openid', '=', openid)
        .executeTakeFirst();
      return row?.sealed_phone_number ?? null;
    },
  };
}
