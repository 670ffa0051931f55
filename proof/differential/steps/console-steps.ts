import { type Call, call, type Dice, type StepKind, type View } from '../call.ts';
import {
  knownNumberOf,
  limitOf,
  merchantOf,
  orderIdOf,
  recentOf,
  refundNumberOf,
  transactionOf,
} from './pools.ts';

const HOUR_MS = 3_600_000;
const JOBS = [
  'order-poll',
  'refund-poll',
  'delivery',
  'reconciliation',
  'shipment',
  'message',
] as const;

/** What the console looks at, and the figures that are added up for it. */
export const consoleSteps: readonly StepKind[] = [
  { name: 'look at one order', weight: 5, draw: readOrder },
  { name: 'look at what waits', weight: 4, draw: readWaiting },
  { name: 'add figures up', weight: 3, draw: rollFigures },
  { name: 'read figures', weight: 4, draw: readFigures },
];

function readOrder(dice: Dice, view: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const order = { merchantId, id: recentOf(dice, 'of', view.seen.orders)?.id ?? orderIdOf(dice) };
  const numbers = [order.id, knownNumberOf(dice, view), refundNumberOf(dice), transactionOf(dice)];
  return [
    dice.pick('read', [
      call('findOrdersByNumber', merchantId, dice.pick('number', numbers)),
      call('listEvidence', order),
      call('listDeliveriesOfOrder', order),
      call('findOrderById', merchantId, order.id),
    ]),
  ];
}

function readWaiting(dice: Dice, { nowMs }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const limit = limitOf(dice);
  const before = dice.chance('before', 0.4) ? dice.between('which', 1, 20) : null;
  const lines = {
    before: dice.chance('lines before', 0.4) ? dice.between('line', 1, 8) : null,
    limit,
    actor: dice.pick('actor', [null, 'cli', 'nobody']),
    subject: dice.pick('subject', [null, 'api-1']),
  };
  const jobs = {
    kind: dice.pick('kind', [null, ...JOBS]),
    isDead: dice.chance('dead', 0.3),
    fromMs: nowMs - dice.pick('from', [0, HOUR_MS, 100 * HOUR_MS]),
    toMs: nowMs + dice.pick('to', [0, HOUR_MS]),
    after: null,
    limit: 1_000,
  };
  return [
    dice.pick('waiting', [
      call('listLatestEvents', {
        merchantId,
        before,
        limit,
        type: dice.pick('type', [null, 'order.paid']),
      }),
      call('listLatestAuditLines', merchantId, lines),
      call('listJobs', merchantId, jobs),
      call('readMerchantPulse', merchantId, nowMs),
      call('lastEventPosition', merchantId),
    ]),
  ];
}

function rollFigures(dice: Dice, { nowMs, seen }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const last = recentOf(dice, 'head', seen.figureHeads.get(merchantId) ?? []);
  const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const hours = Array.from(
    { length: dice.between('hours', 0, 3) },
    (_, at) => hourMs - at * HOUR_MS,
  );
  const head = {
    position: dice.between('position', 0, 9),
    rolledUntilMs: hourMs - dice.pick('rolled', [0, HOUR_MS, 24 * HOUR_MS]),
    checkedUntilMs: hourMs,
  };
  return [call('rollFigures', { merchantId, before: last, head, hoursMs: hours, nowMs })];
}

function readFigures(dice: Dice, { nowMs, seen }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const fromMs = hourMs - dice.pick('from', [0, 1, 30]) * HOUR_MS;
  const bucket = dice.pick('bucket', ['hour', 'day'] as const);
  const ids = seen.orders.slice(-3).map(({ id }) => id);
  return [
    dice.pick('figures', [
      call('readFigures', merchantId, { fromMs, toMs: hourMs + HOUR_MS, bucket }),
      call('readFigures', merchantId, { fromMs, toMs: hourMs + HOUR_MS, bucket }),
      call('findFigureHead', merchantId),
      call('findFigureHours', merchantId, [...new Set(ids)]),
      call('listUnsettledHours', merchantId, { countedBeforeMs: nowMs, limit: limitOf(dice) }),
    ]),
  ];
}
