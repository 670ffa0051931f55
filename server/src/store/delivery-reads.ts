import type { Kysely, Selectable } from 'kysely';
import type { DeliveryState } from '../ledger/webhook.ts';
import type { Delivery, WebhookStore } from '../ports.ts';
import type { Schema } from './schema.ts';

/** How deliveries are read, and made due anew. */
export function deliveryReads(
  db: Kysely<Schema>,
): Pick<
  WebhookStore,
  'findDelivery' | 'listDeliveries' | 'listDeliveriesOfOrder' | 'resendDeliveries'
> {
  const ofEndpoint = (merchantId: string, endpointId: string) =>
    db
      .selectFrom('deliveries')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('endpoint_id', '=', endpointId);
  return {
    async findDelivery(merchantId, endpointId, position) {
      const row = await ofEndpoint(merchantId, endpointId)
        .where('position', '=', position)
        .executeTakeFirst();
      return row ? deliveryFromRow(row) : null;
    },

    async listDeliveriesOfOrder({ merchantId, id }) {
      const rows = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('order_id', '=', id)
        .orderBy('position')
        .orderBy('endpoint_id')
        .execute();
      return rows.map(deliveryFromRow);
    },

    async listDeliveries({ merchantId, endpointId, state, before, limit }) {
      const rows = await ofEndpoint(merchantId, endpointId)
        .$if(state !== null, (query) => query.where('state', '=', state))
        .$if(before !== null, (query) => query.where('position', '<', before))
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
      return rows.map(deliveryFromRow);
    },

    async resendDeliveries({ merchantId, endpointId, position, nowMs }) {
      const { numUpdatedRows } = await db
        .updateTable('deliveries')
        .set((eb) => ({
          state: 'pending',
          // One that is pending goes on with its attempts, only sooner.
          tries: eb.case().when('state', '=', 'pending').then(eb.ref('tries')).else(0).end(),
          next_attempt_at_ms: nowMs,
          finished_at_ms: null,
        }))
        .where('merchant_id', '=', merchantId)
        .where('endpoint_id', '=', endpointId)
        .$if(position === 'exhausted', (query) => query.where('state', '=', 'exhausted'))
        .$if(position !== 'exhausted', (query) => query.where('position', '=', Number(position)))
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}

function deliveryFromRow(row: Selectable<Schema['deliveries']>): Delivery {
  return Object.freeze({
    merchantId: row.merchant_id,
    endpointId: row.endpoint_id,
    position: row.position,
    eventId: row.event_id,
    eventType: row.event_type,
    orderId: row.order_id,
    state: row.state as DeliveryState,
    attemptCount: row.attempt_count,
    tries: row.tries,
    nextAttemptAtMs: row.next_attempt_at_ms,
    createdAtMs: row.created_at_ms,
    finishedAtMs: row.finished_at_ms,
    attempts: Object.freeze(row.attempts),
  });
}
