import { type Call, call, type Dice, type Shipment, type StepKind, type View } from '../call.ts';
import { CLAIMED, limitOf, merchantOf, orderIdOf, recentOf, textOf } from './pools.ts';

/** What follows a payment: shipments, and what the payer is told. */
export const shipmentSteps: readonly StepKind[] = [
  { name: 'follow payments', weight: 5, draw: follow },
  { name: 'ship by hand', weight: 3, draw: createShipment },
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
  if (order === null) return [];
  const shipment: Shipment = {
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
  return [call('createShipment', shipment)];
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
