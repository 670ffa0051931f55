import { type Call, call, type Dice, type Endpoint, type StepKind, type View } from '../call.ts';
import { endpointIdOf, limitOf, merchantOf, orderIdOf, recentOf, textOf } from './pools.ts';

type Result = Parameters<typeof call<'recordDeliveries'>>[1]['results'][number];

/** Announcements on their way to the merchant's systems. */
export const webhookSteps: readonly StepKind[] = [
  { name: 'make an endpoint', weight: 4, draw: createEndpoint },
  { name: 'change an endpoint', weight: 3, draw: changeEndpoint },
  { name: 'place events', weight: 9, draw: placeEvents },
  { name: 'claim deliveries', weight: 8, draw: claimDeliveries },
  { name: 'record deliveries', weight: 8, draw: recordDeliveries },
  { name: 'resend or exhaust deliveries', weight: 3, draw: resend },
  { name: 'announce', weight: 2, draw: announce },
  { name: 'sweep', weight: 6, draw: sweep },
  { name: 'read events and deliveries', weight: 8, draw: readEvents },
];

function createEndpoint(dice: Dice, { nowMs }: View): readonly Call[] {
  const endpoint: Endpoint = {
    id: endpointIdOf(dice),
    merchantId: merchantOf(dice),
    url: `https://erp.example.com/${dice.between('path', 1, 9)}`,
    description: textOf(dice, 'description'),
    eventTypes: dice.pick('types', [[], ['order.paid'], ['order.paid', 'refund.succeeded']]),
    state: dice.pick('state', ['enabled', 'enabled', 'enabled', 'disabled', 'deleted'] as const),
    disabledBecause: null,
    secrets: [{ sealed: 'v1.00000000.abc', expiresAtMs: dice.pick('expires', [null, nowMs]) }],
    createdAtMs: nowMs,
    version: 1,
  };
  return [call('createEndpoint', endpoint)];
}

function changeEndpoint(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const before = recentOf(dice, 'endpoint', seen.endpoints);
  if (before === null) return [];
  const state = dice.pick('state', ['enabled', 'enabled', 'disabled', 'deleted'] as const);
  const patch = dice.pick('patch', [
    { state, disabledBecause: state === 'disabled' ? ('gone' as const) : null },
    { description: textOf(dice, 'description') },
    { eventTypes: ['order.closed'] },
    { secrets: [] },
  ]);
  return [call('commitEndpoint', { before, patch, nowMs })];
}

function placeEvents(dice: Dice, { nowMs }: View): readonly Call[] {
  return [call('placeEvents', { merchantId: merchantOf(dice), nowMs, limit: limitOf(dice) })];
}

function claimDeliveries(dice: Dice, { nowMs }: View): readonly Call[] {
  const limits = { leaseSeconds: dice.pick('lease', [1, 60]), limit: limitOf(dice) };
  const whose = { merchantId: merchantOf(dice), endpointId: endpointIdOf(dice) };
  return [call('claimDeliveries', { ...whose, nowMs, ...limits })];
}

function recordDeliveries(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const last = recentOf(dice, 'claimed', seen.deliveries);
  if (last === null) return [];
  const { merchantId } = last.event;
  const claimed = seen.deliveries
    .filter(({ event }) => event.merchantId === merchantId)
    .slice(-dice.between('how many', 1, 4));
  // One statement cannot be told twice of one delivery.
  const distinct = new Map(claimed.map((due) => [`${due.endpointId} ${due.event.position}`, due]));
  const results = [...distinct.values()].map(({ endpointId, event, tries }): Result => {
    const outcome = dice.pick('outcome', ['delivered', 'again', 'exhausted', 'unsent'] as const);
    const attempt = {
      atMs: nowMs - 10,
      durationMs: 10,
      status: outcome === 'delivered' ? 200 : 500,
      failure: null,
      answer: textOf(dice, 'answer'),
    };
    return {
      endpointId,
      position: event.position,
      tries: dice.chance('overtaken', 0.1) ? tries + 1 : tries,
      outcome,
      nextAttemptAtMs: outcome === 'again' ? nowMs + dice.between('again', 1, 300_000) : null,
      attempt: outcome === 'unsent' ? null : attempt,
    };
  });
  return [call('recordDeliveries', { merchantId, nowMs, results })];
}

function resend(dice: Dice, { nowMs }: View): readonly Call[] {
  const whose = { merchantId: merchantOf(dice), endpointId: endpointIdOf(dice), nowMs };
  const position = dice.pick('position', ['exhausted', dice.between('which', 1, 12)] as const);
  return [
    dice.chance('resend', 0.7)
      ? call('resendDeliveries', { ...whose, position })
      : call('exhaustDeliveries', whose),
  ];
}

function announce(dice: Dice, { nowMs }: View): readonly Call[] {
  const event = {
    id: `reminder-${dice.between('reminder', 1, 3)}`,
    type: 'order.receipt-overdue',
    atMs: nowMs,
    payload: { note: textOf(dice, 'note') },
  };
  return [call('announce', { merchantId: merchantOf(dice), id: orderIdOf(dice) }, event)];
}

function readEvents(dice: Dice, { nowMs, index }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const endpointId = endpointIdOf(dice);
  const limit = limitOf(dice);
  const type = dice.chance('typed', 0.4) ? 'order.paid' : null;
  const state = dice.pick('state', [null, 'pending', 'delivered', 'exhausted'] as const);
  const before = dice.chance('before', 0.3) ? dice.between('which', 1, 12) : null;
  const event = `event-${String(dice.between('event', 0, index)).padStart(4, '0')}-${orderIdOf(dice)}-0`;
  return [
    dice.pick('read', [
      call('listEvents', { merchantId, after: dice.between('after', 0, 8), limit, type }),
      call('findEvent', merchantId, event),
      call('findEndpoint', merchantId, endpointId),
      call('listEndpoints', merchantId),
      call('findDueEndpoints', { merchantId, nowMs }),
      call('findDelivery', merchantId, endpointId, dice.between('position', 1, 12)),
      call('listDeliveries', { merchantId, endpointId, state, before, limit }),
    ]),
  ];
}

/** What is kept for days in truth is kept for minutes here: a session lasts hours. */
function sweep(dice: Dice, { nowMs }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const beforeMs = nowMs - dice.pick('ago', [0, 0, 600_000, 3_600_000]);
  const bounds = { merchantId, beforeMs, limit: limitOf(dice) };
  const position = dice.pick('after', [0, 0, 1, 5]);
  const place = { endpointId: endpointIdOf(dice), position };
  return [
    dice.chance('events', 0.5)
      ? call('sweepEvents', { ...bounds, after: position })
      : call('sweepDeliveries', { ...bounds, after: dice.pick('place', [null, null, place]) }),
  ];
}
