import {
  judgeShipment,
  type ShipmentJudgement,
  type ShipmentRequest,
} from '../ledger/judge-shipment.ts';
import { FIRST_REPORT_DELAY_MS } from '../ledger/report-slots.ts';
import type { Actor, Order, Ports, Shipment } from '../ports.ts';
import { commitShipment, logShipment } from './commit-shipment.ts';
import { Refusal } from './refusal.ts';

/** How often a request is judged anew because others changed the shipment first. */
const MAX_ATTEMPTS = 10;

/** The courier that wants to know a telephone number. */
const WANTS_PHONE = 'SF';

/**
 * Says how a paid order is shipped. It is written down at once and WeChat is told by a job; the same
 * request twice is one shipment. For SF the payer's number, if he let us keep it, is filled in masked.
 *
 * @throws Refusal `not_found`, `order_not_shippable`, `shipment_invalid`, `shipment_final`, `order_busy`
 */
export async function shipOrder(
  ports: Ports,
  actor: Actor,
  orderId: string,
  wish: ShipmentRequest,
): Promise<Shipment> {
  const order = await ports.store.findOrderById(ports.settings.merchantId, orderId);
  if (order === null) throw new Refusal('not_found');
  const request = await fillPhone(ports, order, wish);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const before = await ports.store.findShipment(order);
    const judged = judgeShipment(order, before, request);
    if (judged.kind === 'refuse') throw refuse(judged);
    if (judged.kind === 'same' && before !== null) return before;
    const written = await write(ports, { actor, order, request, before, judged });
    if (written === null) continue;
    logShipment(ports, written, 'shipment.requested');
    return written;
  }
  throw new Refusal('order_busy');
}

function refuse({ code }: Extract<ShipmentJudgement, { readonly kind: 'refuse' }>): Refusal {
  return new Refusal(code === 'order_not_paid' ? 'order_not_shippable' : code);
}

async function fillPhone(
  ports: Ports,
  { merchantId, openid }: Order,
  request: ShipmentRequest,
): Promise<ShipmentRequest> {
  const lacks = request.parcels.some(
    ({ carrier, receiverPhone }) => carrier === WANTS_PHONE && receiverPhone === null,
  );
  const sealed = lacks ? await ports.store.findPhoneNumber({ merchantId, openid }) : null;
  const number = sealed === null ? null : openNumber(ports, sealed);
  if (number === null) return request;
  const masked = `${number.slice(0, 3)}****${number.slice(-4)}`;
  const fill = (parcel: ShipmentRequest['parcels'][number]) =>
    parcel.carrier === WANTS_PHONE && parcel.receiverPhone === null
      ? { ...parcel, receiverPhone: masked }
      : parcel;
  return { ...request, parcels: request.parcels.map(fill) };
}

/** What an earlier master key sealed is lost with it: the merchant names the number himself. */
function openNumber(ports: Ports, sealed: string): string | null {
  try {
    return ports.secrets.open(sealed);
  } catch {
    return null;
  }
}

/** Null: another request, or the job, was first. */
async function write(
  ports: Ports,
  wish: {
    readonly actor: Actor;
    readonly order: Order;
    readonly request: ShipmentRequest;
    readonly before: Shipment | null;
    readonly judged: ShipmentJudgement;
  },
): Promise<Shipment | null> {
  const { actor, order, request, before, judged } = wish;
  if (judged.kind === 'refuse' || judged.kind === 'same') return before;
  const nowMs = ports.clock.nowMs();
  const patch = {
    method: request.method,
    parcels: judged.parcels,
    complete: request.complete,
    state: 'to-report',
    changes: (before?.changes ?? 0) + (judged.kind === 'replace' ? 1 : 0),
    requestedBy: actor.id,
    requestedAtMs: nowMs,
    problem: null,
    nextReportAtMs: Math.max(nowMs, (order.paidAtMs ?? nowMs) + FIRST_REPORT_DELAY_MS),
    reportCount: 0,
  } as const;
  if (before !== null) return commitShipment(ports, { before, patch });
  const shipment: Shipment = Object.freeze({
    merchantId: order.merchantId,
    orderId: order.id,
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId ?? '',
    openid: order.openid,
    reportedAtMs: null,
    stage: null,
    askedAtMs: null,
    receivedAtMs: null,
    settlesAtMs: null,
    settledAtMs: null,
    version: 1,
    ...patch,
  });
  return (await ports.store.createShipment(shipment)) === 'created' ? shipment : null;
}
