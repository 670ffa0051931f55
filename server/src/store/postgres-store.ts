import { Kysely, PostgresDialect } from 'kysely';
import type { Store } from '../ports.ts';
import { afterPaymentBook } from './after-payment-book.ts';
import { auditBook } from './audit-book.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { claimDueOrders } from './claim-due-orders.ts';
import { claimDueRefunds } from './claim-due-refunds.ts';
import { commitRefund } from './commit-refund.ts';
import { deliveryReads } from './delivery-reads.ts';
import { deskReads } from './desk-reads.ts';
import { commitEndpoint, endpointBook, exhaustDeliveries } from './endpoint-book.ts';
import { eventFeed } from './event-feed.ts';
import { figureBook } from './figure-book.ts';
import { findOrdersByNumber } from './find-by-number.ts';
import { gatheredReads } from './gathered-reads.ts';
import { groupedOrders } from './grouped-orders.ts';
import { keyBook } from './key-book.ts';
import { jobReads } from './list-jobs.ts';
import { loginBook } from './login-book.ts';
import { merchantBook } from './merchant-book.ts';
import { nameRefusals } from './name-refusals.ts';
import { namedPool, openPool } from './open-pool.ts';
import { orderReads } from './order-reads.ts';
import { orderRecords } from './order-records.ts';
import { peopleBook } from './people-book.ts';
import { placeEvents } from './place-events.ts';
import { productDesk } from './product-desk.ts';
import { productShelf } from './product-shelf.ts';
import { readPulse } from './read-pulse.ts';
import { reconciliationBook } from './reconciliation-book.ts';
import { recordDeliveries } from './record-deliveries.ts';
import { refundReads } from './refund-reads.ts';
import type { Schema } from './schema.ts';
import { sessionBook } from './session-book.ts';
import type { StoreRecords } from './store-records.ts';
import { sweepWebhooks } from './sweep-webhooks.ts';
import { tendStatistics } from './tend-statistics.ts';

/** A store on PostgreSQL, and what it has written down about orders. */
export type PostgresStore = Store & { readonly records: StoreRecords };

/**
 * Opens the store on PostgreSQL 15 or later, whose schema `migrate` has made.
 *
 * Each method is one statement, committed when it resolves; nothing is held between two calls. A
 * method rejects with `ConstraintViolation` when the database refused the write by a rule, and with
 * the driver's error when it could not be asked; after such an error the write may have happened.
 *
 * @param options.maxConnections Default 16: more only queue inside the database.
 * @param options.onError Is told when an idle connection breaks. Default: nobody is.
 * @throws Error when the database does not answer.
 */
export async function createPostgresStore(options: {
  readonly connectionString: string;
  readonly maxConnections?: number;
  readonly onError?: (error: Error) => void;
}): Promise<PostgresStore> {
  const maxConnections = options.maxConnections ?? 16;
  const { connectionString, onError = () => undefined } = options;
  // The hot path has connections of its own, which no report can keep busy.
  const most = Math.ceil(maxConnections / 2);
  const keyPool = openPool({ connectionString, onError, maxConnections: most, byKeysOnly: true });
  const pool = openPool({
    connectionString,
    onError,
    maxConnections: Math.max(1, maxConnections - most),
  });
  const orders = groupedOrders(keyPool);
  const stopTending = tendStatistics(pool, onError);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: namedPool(pool) }) });
  const methods = {
    ...sessionBook(db),
    ...productShelf(db),
    ...orderReads(db),
    ...refundReads(db),
    ...afterPaymentBook(pool, db),
    ...auditBook(db),
    ...keyBook(db),
    ...merchantBook(db),
    ...peopleBook(db),
    ...loginBook(db),
    ...deskReads(db),
    findOrdersByNumber: (merchantId, number) => findOrdersByNumber(keyPool, merchantId, number),
    ...productDesk(db),
    ...reconciliationBook(pool, db),
    ...figureBook(pool),
    ...jobReads(pool),
    ...eventFeed(db),
    ...endpointBook(db),
    ...deliveryReads(db),
    ...gatheredReads(keyPool),
    createOrder: (order) => orders.createOrder(order),
    commitOrder: (commit) => orders.commitOrder(commit),
    commitPayment: (payment) => orders.commitPayment(payment),
    claimDueOrders: (claim) => claimDueOrders(pool, claim),
    commitRefund: (commit) => commitRefund(pool, commit),
    claimDueRefunds: (claim) => claimDueRefunds(pool, claim),
    placeEvents: (placing) => placeEvents(keyPool, placing),
    claimDeliveries: (claim) => claimDeliveries(keyPool, claim),
    ...sweepWebhooks(pool),
    recordDeliveries: (record) => recordDeliveries(keyPool, record),
    commitEndpoint: (commit) => commitEndpoint(pool, commit),
    exhaustDeliveries: (endpoint) => exhaustDeliveries(pool, endpoint),
    async saveEvidence(order, evidence) {
      await db
        .insertInto('evidence')
        .values({
          merchant_id: order.merchantId,
          id: evidence.id,
          order_id: order.id,
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
    readPulse: (nowMs) => readPulse(pool, nowMs),
    async ping() {
      await pool.query('select 1');
    },
    async close() {
      await stopTending();
      await Promise.all([pool.end(), keyPool.end()]);
    },
    records: orderRecords(db),
  } satisfies PostgresStore;
  const store: PostgresStore = Object.freeze(nameRefusals(methods));
  try {
    await store.ping();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}
