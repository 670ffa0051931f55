import type { Kysely, Transaction } from 'kysely';
import type { ShipmentChange } from '../ports.ts';
import type { Schema } from './schema.ts';
import { rowFromShipment } from './shipment-row.ts';

/**
 * Writes several shipments in one transaction, in the order of their keys, so that two that overlap wait for each other
 * instead of blocking each other. The first that is not as it was read takes all of it back.
 */
export async function commitShipments(
  db: Kysely<Schema>,
  changes: readonly ShipmentChange[],
): Promise<'committed' | 'stale'> {
  const inOrder = changes.toSorted((a, b) => (a.after.orderId < b.after.orderId ? -1 : 1));
  try {
    await db.transaction().execute(async (trx) => {
      for (const change of inOrder) {
        if (!(await write(trx, change))) throw new StaleError();
      }
    });
    return 'committed';
  } catch (error) {
    if (error instanceof StaleError) return 'stale';
    throw error;
  }
}

/** Rolls the transaction back. */
class StaleError extends Error {
  override readonly name = 'StaleError';
}

async function write(
  trx: Transaction<Schema>,
  { before, after }: ShipmentChange,
): Promise<boolean> {
  const row = rowFromShipment(after);
  if (before === null) {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('shipments')
      .values(row)
      .onConflict((conflict) => conflict.columns(['merchant_id', 'order_id']).doNothing())
      .executeTakeFirst();
    return Number(numInsertedOrUpdatedRows ?? 0) > 0;
  }
  const { merchant_id, order_id, ...columns } = row;
  const { numUpdatedRows } = await trx
    .updateTable('shipments')
    .set(columns)
    .where('merchant_id', '=', merchant_id)
    .where('order_id', '=', order_id)
    .where('version', '=', before.version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
