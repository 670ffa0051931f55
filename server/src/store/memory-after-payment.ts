import type {
  AfterPaymentStore,
  DueClaim,
  Order,
  OutboxEvent,
  PayerMessage,
  PlacedEvent,
  Shipment,
} from '../ports.ts';

/** How many events before the first look are looked at, as the database does. */
const LOOKED_BACK = 1_000;
/** The longest description of goods, as the database cuts it. */
const MAX_ITEM_DESC = 120;

/**
 * Keeps what follows a payment in this process, with the promises that the database keeps.
 *
 * @param shared What orders and shipments have in common.
 */
export function createMemoryAfterPayment(shared: {
  findOrder(merchantId: string, id: string): Order | null;
  /** The announcements of one merchant, in the order they were made. */
  announced(merchantId: string): readonly OutboxEvent[];
  /** Those that have their place, in its order. */
  placed(merchantId: string): readonly PlacedEvent[];
  announce(order: Pick<Order, 'merchantId' | 'id'>, events: readonly OutboxEvent[]): void;
  /** Where both are kept. */
  readonly shipments: Map<string, Shipment>;
  readonly messages: Map<string, PayerMessage>;
}): AfterPaymentStore {
  /** How far each merchant's events were followed. */
  const cursors = new Map<string, number>();
  const { shipments, messages } = shared;
  const phoneNumbers = new Map<string, { readonly sealed: string; readonly atMs: number }>();

  function tell(
    order: { readonly merchantId: string; readonly orderId: string; readonly openid: string },
    kind: PayerMessage['kind'],
    atMs: number,
  ): void {
    const key = keyOf(order.merchantId, order.orderId, kind);
    if (messages.has(key)) return;
    const { merchantId, orderId, openid } = order;
    messages.set(
      key,
      Object.freeze({
        merchantId,
        orderId,
        kind,
        openid,
        state: 'pending',
        createdAtMs: atMs,
        sentAtMs: null,
        problem: null,
        nextSendAtMs: atMs,
        sendCount: 0,
        isUncertain: false,
      }),
    );
  }

  function keep(shipment: Shipment): void {
    shipments.set(keyOf(shipment.merchantId, shipment.orderId), Object.freeze({ ...shipment }));
  }

  return {
    async followPayments({ merchantId, limit, sinceMs, nowMs, ...follow }) {
      const placed = shared.placed(merchantId);
      const last = placed.at(-1)?.position ?? 0;
      const cursor = cursors.get(merchantId) ?? Math.max(0, last - LOOKED_BACK);
      const stretch = placed.filter(({ position }) => position > cursor).slice(0, limit);
      cursors.set(merchantId, stretch.at(-1)?.position ?? cursor);
      for (const { type, atMs, orderId } of stretch) {
        const order = shared.findOrder(merchantId, orderId);
        if (type !== 'order.paid' || atMs < sinceMs || order?.state !== 'paid') continue;
        const key = keyOf(merchantId, order.id);
        if (follow.method !== null && !shipments.has(key)) {
          keep(firstShipment(order, follow.method, nowMs, follow.firstReportAtMs));
        }
        if (follow.tellsPayersOf.includes(order.appid))
          tell({ ...order, orderId: order.id }, 'paid', nowMs);
      }
      return stretch.length;
    },
    async findShipment({ merchantId, id }) {
      return shipments.get(keyOf(merchantId, id)) ?? null;
    },
    async createShipment(shipment) {
      if (shipments.has(keyOf(shipment.merchantId, shipment.orderId))) return 'exists';
      keep(shipment);
      return 'created';
    },
    async commitShipment({ before, patch, outbox, message }) {
      const stored = shipments.get(keyOf(before.merchantId, before.orderId));
      if (stored?.version !== before.version) return 'stale';
      keep({ ...stored, ...patch, version: stored.version + 1 });
      shared.announce({ merchantId: before.merchantId, id: before.orderId }, outbox ?? []);
      if (message) tell(stored, message.kind, message.createdAtMs);
      return 'committed';
    },
    async commitShipments(changes) {
      const isStale = changes.some(({ before, after }) => {
        const stored = shipments.get(keyOf(after.merchantId, after.orderId));
        return stored?.version !== before?.version;
      });
      if (isStale) return 'stale';
      for (const { after } of changes) keep(after);
      return 'committed';
    },
    async claimDueShipments(claim) {
      const due = dueOf([...shipments.values()], claim, (shipment) => shipment.nextReportAtMs);
      return due.map((shipment) => {
        const nextReportAtMs = claim.nowMs + claim.leaseSeconds * 1000;
        keep({ ...shipment, nextReportAtMs });
        return { ...shipment, nextReportAtMs };
      });
    },
    async claimDueMessages(claim) {
      const due = dueOf([...messages.values()], claim, (message) => message.nextSendAtMs);
      return due.map((message) => {
        const nextSendAtMs = claim.nowMs + claim.leaseSeconds * 1000;
        const claimed = Object.freeze({ ...message, nextSendAtMs });
        messages.set(keyOf(message.merchantId, message.orderId, message.kind), claimed);
        return claimed;
      });
    },
    async saveMessage(message, patch) {
      const key = keyOf(message.merchantId, message.orderId, message.kind);
      if (messages.has(key)) messages.set(key, Object.freeze({ ...message, ...patch }));
    },
    async listMessages({ merchantId, id }) {
      return [...messages.values()]
        .filter((message) => message.merchantId === merchantId && message.orderId === id)
        .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.kind < b.kind ? -1 : 1));
    },
    async announce(order, event) {
      const isKnown = shared.announced(order.merchantId).some(({ id }) => id === event.id);
      if (!isKnown) shared.announce(order, [event]);
    },
    async savePhoneNumber({ merchantId, openid }, sealed, atMs) {
      const key = keyOf(merchantId, openid);
      if ((phoneNumbers.get(key)?.atMs ?? 0) <= atMs) phoneNumbers.set(key, { sealed, atMs });
    },
    async findPhoneNumber({ merchantId, openid }) {
      return phoneNumbers.get(keyOf(merchantId, openid))?.sealed ?? null;
    },
  };
}

function firstShipment(
  order: Order,
  method: Shipment['method'],
  nowMs: number,
  nextReportAtMs: number,
): Shipment {
  const itemDesc = [...order.description].slice(0, MAX_ITEM_DESC).join('');
  return {
    merchantId: order.merchantId,
    orderId: order.id,
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId ?? '',
    openid: order.openid,
    method,
    parcels: [{ itemDesc, carrier: null, trackingNo: null, receiverPhone: null, reported: false }],
    complete: true,
    state: 'to-report',
    changes: 0,
    requestedBy: 'system',
    requestedAtMs: nowMs,
    reportedAtMs: null,
    problem: null,
    stage: null,
    askedAtMs: null,
    receivedAtMs: null,
    settlesAtMs: null,
    settledAtMs: null,
    nextReportAtMs,
    reportCount: 0,
    version: 1,
  };
}

function dueOf<T extends { readonly merchantId: string }>(
  all: readonly T[],
  { merchantId, nowMs, limit }: DueClaim,
  dueAtMs: (one: T) => number | null,
): readonly T[] {
  const isDue = (one: T) => (dueAtMs(one) ?? Number.POSITIVE_INFINITY) <= nowMs;
  return all
    .filter((one) => one.merchantId === merchantId && isDue(one))
    .sort((a, b) => Number(dueAtMs(a)) - Number(dueAtMs(b)))
    .slice(0, limit);
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
