import type { OutboxEvent, Ports, Shipment, ShipmentCommit } from '../ports.ts';
import { eventTime } from './event-time.ts';

/** What is announced of a shipment. */
export type ShipmentEventType =
  | 'shipment.reported'
  | 'shipment.refused'
  | 'shipment.received'
  | 'shipment.settled';

/** Commits a change and hands back the shipment as it is now; null when somebody else was first. */
export async function commitShipment(
  ports: Ports,
  commit: ShipmentCommit,
): Promise<Shipment | null> {
  if ((await ports.store.commitShipment(commit)) === 'stale') return null;
  return Object.freeze({ ...commit.before, ...commit.patch, version: commit.before.version + 1 });
}

/**
 * Reads a shipment again after a stale commit.
 *
 * @throws Error when it is gone: shipments are never deleted, so the store has lost one.
 */
export async function readShipmentAgain(ports: Ports, shipment: Shipment): Promise<Shipment> {
  const { merchantId, orderId } = shipment;
  const found = await ports.store.findShipment({ merchantId, id: orderId });
  if (found === null) throw new Error(`the store lost the shipment of ${shipment.outTradeNo}`);
  return found;
}

/** The announcement of what became of a shipment. */
export function shipmentAnnouncement(
  ports: Ports,
  shipment: Shipment,
  type: ShipmentEventType,
): OutboxEvent {
  return {
    id: ports.random.uuid(),
    type,
    atMs: ports.clock.nowMs(),
    payload: {
      orderId: shipment.orderId,
      outTradeNo: shipment.outTradeNo,
      transactionId: shipment.transactionId,
      method: shipment.method,
      parcels: shipment.parcels.map(({ itemDesc, carrier, trackingNo }) => ({
        itemDesc,
        carrier,
        trackingNo,
      })),
      stage: shipment.stage,
      receivedAt: eventTime(shipment.receivedAtMs),
      settledAt: eventTime(shipment.settledAtMs),
      problem: shipment.problem,
    },
  };
}

/** Tells the log what a shipment has become. */
export function logShipment(ports: Ports, shipment: Shipment, name: string): void {
  ports.log.event(name, {
    orderId: shipment.orderId,
    outTradeNo: shipment.outTradeNo,
    method: shipment.method,
    stage: shipment.stage,
    problem: shipment.problem,
  });
}
