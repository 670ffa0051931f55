import type {
  Delivery,
  KeptEvidence,
  Order,
  PayerMessage,
  Ports,
  Refund,
  Shipment,
} from '../ports.ts';

/** One thing that happened to an order. */
export interface TimelineEntry {
  readonly atMs: number;
  readonly kind: 'order' | 'refund' | 'evidence' | 'shipment' | 'message' | 'delivery';
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string | null;
  readonly note: string | null;
  /** The id of what it speaks of; null: the order itself. */
  readonly subject: string | null;
}

/** Collects all that happened to an order, oldest first: its history and its refunds', what WeChat said, what left the house. */
export async function readTimeline(ports: Ports, order: Order): Promise<readonly TimelineEntry[]> {
  const { store } = ports;
  const [events, refunds, evidence, shipment, messages, deliveries] = await Promise.all([
    store.listOrderEvents(order),
    store.listRefunds(order),
    store.listEvidence(order),
    store.findShipment(order),
    store.listMessages(order),
    store.listDeliveriesOfOrder(order),
  ]);
  const entries: TimelineEntry[] = [
    ...events.map((event) => ({ ...event, kind: 'order' as const, by: null, subject: null })),
    ...(await Promise.all(refunds.map((refund) => historyOf(ports, refund)))).flat(),
    ...evidence.map(statementEntry),
    ...(shipment === null ? [] : shipmentEntries(shipment)),
    ...messages.map(messageEntry),
    ...deliveries.flatMap(deliveryEntries),
  ];
  // What happened at the same moment stays as it was collected: the change before what followed from it.
  return entries.toSorted((a, b) => a.atMs - b.atMs);
}

async function historyOf({ store }: Ports, refund: Refund): Promise<TimelineEntry[]> {
  const events = await store.listRefundEvents(refund);
  return events.map((event) => ({ ...event, kind: 'refund', subject: refund.id }));
}

function statementEntry({ id, source, serial, receivedAtMs }: KeptEvidence): TimelineEntry {
  return { ...entry(receivedAtMs, 'evidence', source), note: serial, subject: id };
}

function shipmentEntries(shipment: Shipment): TimelineEntry[] {
  const { requestedBy: by, requestedAtMs, reportedAtMs, receivedAtMs, settledAtMs } = shipment;
  const { parcels, problem } = shipment;
  const numbers = parcels.flatMap(({ carrier, trackingNo }) =>
    trackingNo === null ? [] : [`${carrier ?? ''} ${trackingNo}`.trim()],
  );
  const note = numbers.length > 0 ? numbers.join(', ') : null;
  const moment = (atMs: number | null, name: string): TimelineEntry[] =>
    atMs === null ? [] : [entry(atMs, 'shipment', name)];
  return [
    { ...entry(requestedAtMs, 'shipment', 'requested'), by, note },
    ...(shipment.state === 'refused'
      ? [{ ...entry(requestedAtMs, 'shipment', 'refused'), note: problem }]
      : []),
    ...moment(reportedAtMs, 'reported'),
    ...moment(receivedAtMs, 'received'),
    ...moment(settledAtMs, 'settled'),
  ];
}

function messageEntry({ kind, state, createdAtMs, sentAtMs, problem }: PayerMessage) {
  return { ...entry(sentAtMs ?? createdAtMs, 'message', kind), to: state, note: problem };
}

/** Every attempt that is kept, or that it waits for its first. */
function deliveryEntries(delivery: Delivery): TimelineEntry[] {
  const subject = `${delivery.endpointId}.${delivery.position}`;
  const { eventType, state, createdAtMs, attempts } = delivery;
  if (attempts.length === 0) {
    return [{ ...entry(createdAtMs, 'delivery', eventType), to: state, subject }];
  }
  return attempts.map(({ atMs, status, failure }, at) => ({
    ...entry(atMs, 'delivery', eventType),
    to: at === attempts.length - 1 ? state : 'pending',
    note: failure ?? String(status),
    subject,
  }));
}

function entry(atMs: number, kind: TimelineEntry['kind'], name: string): TimelineEntry {
  return { atMs, kind, name, from: null, to: null, by: null, note: null, subject: null };
}
