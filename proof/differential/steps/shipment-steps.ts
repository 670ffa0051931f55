import {
  type Call,
  call,
  type Dice,
  type Order,
  type Shipment,
  type StepKind,
  type View,
} from '../call.ts';
import { CLAIMED, limitOf, merchantOf, orderIdOf, recentOf, textOf } from './pools.ts';

/** What follows a payment: shipments, and what the payer is told. */
export const shipmentSteps: readonly StepKind[] = [
  { name: 'follow payments', weight: 5, draw: follow },
  { name: 'ship by hand', weight: 3, draw: createShipment },
  { name: 'ship by hand together', weight: 5, draw: shipTogether },
  { name: 'change a shipment', weight: 5, draw: changeShipment },
  { name: 'claim shipments or messages', weight: 4, draw: claim },
  { name: 'save a message', weight: 3, draw: saveMessage },
  { name: 'read shipments and messages', weight: 3, draw: read },
];

function follow(dice: Dice, { nowMs }: View): readonly Call[] {
  return [
    call('followPayments', {
      merchantId: merchantOf(dice),
      nowMs,
      sinceMs: nowMs - dice.pick('since', [60_000, 90_000_000]),
      limit: limitOf(dice),
      method: dice.pick('method', [null, 'express', 'virtual'] as const),
      firstReportAtMs: nowMs + dice.between('first report', 1, 600_000),
      tellsPayersOf: dice.chance('tells', 0.7) ? ['wx01'] : ['wx02'],
    }),
  ];
}

function createShipment(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const order = recentOf(dice, 'order', seen.orders);
  return order === null ? [] : [call('createShipment', shipmentOf(dice, order, nowMs))];
}

/** One parcel for up to three orders of a shop: some are shipped anew, some again, and all of them or none. */
function shipTogether(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const orders = new Map<string, Order>();
  for (const name of ['first', 'second', 'third']) {
    const order = recentOf(dice, name, seen.orders);
    if (order?.merchantId === merchantId) orders.set(order.id, order);
  }
  if (orders.size === 0) return [];
  const changes = [...orders.values()].map((order) => {
    const own = seen.shipments.filter(
      (each) => each.merchantId === merchantId && each.orderId === order.id,
    );
    // Mostly the newest that was seen, so that it can be written; else one that is stale, or none where one may be.
    const before = dice.chance(`stale ${order.id}`, 0.3) ? (own[0] ?? null) : (own.at(-1) ?? null);
    const after = shipmentOf(dice, order, nowMs);
    return { before, after: before === null ? after : { ...after, version: before.version + 1 } };
  });
  return [call('commitShipments', changes)];
}

function shipmentOf(dice: Dice, order: Order, nowMs: number): Shipment {
  return {
    merchantId: order.merchantId,
    orderId: order.id,
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId ?? '42',
    openid: order.openid,
    method: dice.pick('method', ['express', 'self-pickup'] as const),
    parcels: [
      {
        itemDesc: textOf(dice, 'goods'),
        carrier: 'SF',
        trackingNo: textOf(dice, 'tracking'),
        receiverPhone: null,
        reported: false,
      },
    ],
    complete: dice.chance('complete', 0.7),
    state: 'to-report',
    changes: 0,
    requestedBy: 'key:1',
    requestedAtMs: nowMs,
    reportedAtMs: null,
    problem: null,
    stage: null,
    askedAtMs: null,
    receivedAtMs: null,
    settlesAtMs: null,
    settledAtMs: null,
    nextReportAtMs: nowMs + dice.between('report', 1, 600_000),
    reportCount: 0,
    version: 1,
  };
}

function changeShipment(dice: Dice, { seen, nowMs, index }: View): readonly Call[] {
  const before = recentOf(dice, 'shipment', seen.shipments);
  if (before === null) return [];
  const patch = dice.pick('patch', [
    { state: 'reported' as const, reportedAtMs: nowMs, nextReportAtMs: null },
    { state: 'refused' as const, problem: '10060001', reportCount: before.reportCount + 1 },
    {
      stage: 'shipped' as const,
      askedAtMs: nowMs,
      nextReportAtMs: nowMs + 500 + dice.between('next', 0, 99_999),
    },
    { parcels: [], complete: false, changes: 1 },
  ]);
  const event = { id: `shipment-${index}`, type: 'order.shipped', atMs: nowMs, payload: { a: 1 } };
  return [
    call('commitShipment', {
      before,
      patch,
      ...(dice.chance('told', 0.4) ? { outbox: [event] } : {}),
      ...(dice.chance('tells', 0.4)
        ? { message: { kind: 'shipped' as const, createdAtMs: nowMs } }
        : {}),
    }),
  ];
}

function claim(dice: Dice, { nowMs }: View): readonly Call[] {
  const due = { merchantId: merchantOf(dice), nowMs, leaseSeconds: 60, limit: CLAIMED };
  return [
    dice.chance('messages', 0.5) ? call('claimDueMessages', due) : call('claimDueShipments', due),
  ];
}

function saveMessage(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const message = recentOf(dice, 'message', seen.messages);
  if (message === null) return [];
  const sendCount = message.sendCount + 1;
  const patch = dice.pick('patch', [
    { state: 'sent' as const, sentAtMs: nowMs, nextSendAtMs: null, sendCount },
    { state: 'refused' as const, problem: '43101', nextSendAtMs: null, sendCount },
    { nextSendAtMs: nowMs + dice.between('next', 1, 600_000), isUncertain: true, sendCount },
  ]);
  return [call('saveMessage', message, patch)];
}

function read(dice: Dice): readonly Call[] {
  const order = { merchantId: merchantOf(dice), id: orderIdOf(dice) };
  return [dice.pick('read', [call('findShipment', order), call('listMessages', order)])];
}
