import {
  judgeShipment,
  type ShipmentJudgement,
  type ShipmentRequest,
} from '../ledger/judge-shipment.ts';
import { FIRST_REPORT_DELAY_MS } from '../ledger/report-slots.ts';
import type { Actor, Order, Ports, Shipment, ShipmentCommit } from '../ports.ts';
import { Refusal } from './refusal.ts';

/** The courier that wants to know a telephone number. */
const WANTS_PHONE = 'SF';

/** What is to be written for an order that is shipped so; `same`: it is already. */
export type ShipmentPlan =
  | { readonly kind: 'same'; readonly shipment: Shipment }
  | { readonly kind: 'begin'; readonly shipment: Shipment }
  | {
      readonly kind: 'change';
      readonly before: Shipment;
      readonly patch: ShipmentCommit['patch'];
    };

/**
 * Judges how an order is to be shipped, and says what that changes; nothing is written.
 *
 * @param before How it is shipped now; null: it is not.
 * @throws Refusal `order_not_shippable`, `shipment_invalid`, `shipment_final`
 */
export function planShipment(
  ports: Pick<Ports, 'clock'>,
  wish: {
    readonly actor: Actor;
    readonly order: Order;
    readonly before: Shipment | null;
    readonly request: ShipmentRequest;
  },
): ShipmentPlan {
  const { actor, order, before, request } = wish;
  const judged = judgeShipment(order, before, request);
  if (judged.kind === 'refuse') throw refuse(judged);
  if (judged.kind === 'same') {
    if (before === null) throw new Error('a shipment that is not there cannot be the same');
    return { kind: 'same', shipment: before };
  }
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
  if (before !== null) return { kind: 'change', before, patch };
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
  return { kind: 'begin', shipment };
}

/** Fills in the payer's number, masked, where a courier wants one and he let us keep it. */
export async function fillPhone(
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

function refuse({ code }: Extract<ShipmentJudgement, { readonly kind: 'refuse' }>): Refusal {
  return new Refusal(code === 'order_not_paid' ? 'order_not_shippable' : code);
}
