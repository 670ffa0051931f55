import { REFUND_TRANSITIONS } from '@yifen/server';
import {
  type Call,
  call,
  type Dice,
  type NewRefund,
  type Order,
  type Refund,
  type RefundCommit,
  type StepKind,
  type View,
} from '../call.ts';
import { evidenceOf, outboxOf } from './order-commits.ts';
import {
  CLAIMED,
  digestOf,
  keyOf,
  limitOf,
  merchantOf,
  orderIdOf,
  recentOf,
  refundIdOf,
  refundNumberOf,
  textOf,
  transactionOf,
} from './pools.ts';

const STATES = [...new Set(REFUND_TRANSITIONS.map(([, , to]) => to))];
const NAMES = [...new Set(REFUND_TRANSITIONS.map(([, name]) => name))];
const KINDS = ['asked', 'asked', 'late', 'surplus', 'console'] as const;

/** Refunds: their beginning is a commit of their order. */
export const refundSteps: readonly StepKind[] = [
  { name: 'begin a refund', weight: 10, draw: beginRefund },
  {
    name: 'take an arrow of a refund',
    weight: 12,
    draw: (dice, view) => commitOne(dice, view, arrowCommit),
  },
  { name: 'schedule a refund', weight: 3, draw: (dice, view) => commitOne(dice, view, pollCommit) },
  {
    name: 'try an arrow of a refund that is none',
    weight: 3,
    draw: (dice, view) => commitOne(dice, view, wildCommit),
  },
  { name: 'keep a proof of a refund', weight: 2, draw: keepProof },
  { name: 'claim due refunds', weight: 4, draw: claimRefunds },
  { name: 'read refunds', weight: 6, draw: readRefunds },
];

/** A new refund of an order, as its commit takes it. */
export function drawNewRefund(dice: Dice, nowMs: number, order: Order): NewRefund {
  const [, name, state] = dice.pick(
    'beginning',
    REFUND_TRANSITIONS.filter(([from]) => from === null),
  );
  const most = Math.max(1, order.amountFen);
  const amountFen = dice.chance('all of it', 0.4) ? most : dice.between('part', 1, most);
  const refund: Refund = {
    id: refundIdOf(dice),
    merchantId: order.merchantId,
    orderId: dice.chance('strange', 0.02) ? orderIdOf(dice) : order.id,
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId ?? transactionOf(dice),
    outRefundNo: refundNumberOf(dice),
    kind: dice.pick('kind', KINDS),
    state,
    amountFen: (dice.chance('nothing', 0.02) ? 0 : amountFen) as Refund['amountFen'],
    totalFen: most as Refund['totalFen'],
    reason: textOf(dice, 'reason'),
    notifyUrl: 'https://pay.example.com/n',
    requestedBy: dice.pick('by', ['key:1', 'key:2', 'system']),
    approvedBy: null,
    requestedAtMs: nowMs,
    sentAtMs: null,
    refundId: null,
    acceptedAtMs: null,
    succeededAtMs: null,
    receivedBy: null,
    problem: null,
    nextPollAtMs: nowMs + dice.between('refund poll', 1, 600_000),
    pollCount: 0,
    version: 1,
  };
  const to = dice.chance('wrong end', 0.03) ? 'processing' : state;
  const event = { name, from: null, to, atMs: nowMs, by: refund.requestedBy, note: null };
  const idempotency = dice.chance('keyed', 0.4)
    ? { key: keyOf(dice), inputDigest: digestOf(dice) }
    : null;
  return { refund, event, idempotency };
}

function beginRefund(dice: Dice, { nowMs, seen, index }: View): readonly Call[] {
  const order = recentOf(
    dice,
    'paid order',
    seen.orders.filter(({ transactionId }) => transactionId !== null),
  );
  if (order === null) return [];
  const refund = drawNewRefund(dice, nowMs, order);
  const proof = dice.chance('proof', 0.3) ? { evidence: evidenceOf(dice, nowMs) } : {};
  const told = dice.chance('told', 0.2) ? { outbox: outboxOf(dice, index, order, nowMs) } : {};
  return [call('commitOrder', { before: order, patch: {}, refund, ...proof, ...told })];
}

type Commit = (dice: Dice, view: View, before: Refund) => RefundCommit;

function commitOne(dice: Dice, view: View, commit: Commit): readonly Call[] {
  const before = recentOf(dice, 'refund', view.seen.refunds);
  return before === null ? [] : [call('commitRefund', commit(dice, view, before))];
}

function arrowCommit(dice: Dice, { nowMs, index }: View, before: Refund): RefundCommit {
  const arrows = REFUND_TRANSITIONS.filter(([from]) => from === before.state);
  const [, name, to] = dice.pick('arrow', arrows.length === 0 ? REFUND_TRANSITIONS : arrows);
  const isKnown = name === 'accept' || name === 'succeed' || name === 'close' || name === 'fail';
  return {
    before,
    patch: {
      state: to,
      nextPollAtMs: dice.chance('over', 0.4) ? null : nowMs + dice.between('poll', 1, 600_000),
      ...(isKnown ? { refundId: before.refundId ?? `50${dice.between('refund id', 1, 9)}` } : {}),
      ...(isKnown && dice.chance('dated', 0.7)
        ? { acceptedAtMs: nowMs - dice.between('ago', 0, 90_000_000) }
        : {}),
      ...(name === 'succeed' && !dice.chance('undated', 0.05) ? { succeededAtMs: nowMs } : {}),
      ...(name === 'approve'
        ? { approvedBy: dice.pick('approver', ['key:1', 'key:2', 'key:3']) }
        : {}),
      ...(name === 'fail' ? { problem: 'ABNORMAL' } : {}),
    },
    event: {
      name,
      from: before.state,
      to,
      atMs: nowMs,
      by: 'wechat',
      note: textOf(dice, 'note') || null,
    },
    ...(dice.chance('proof', 0.5) ? { evidence: evidenceOf(dice, nowMs) } : {}),
    ...(dice.chance('told', 0.5)
      ? { outbox: outboxOf(dice, index, { id: before.orderId }, nowMs) }
      : {}),
  };
}

function pollCommit(dice: Dice, { nowMs }: View, before: Refund): RefundCommit {
  const nextPollAtMs = nowMs + dice.between('poll', 1, 600_000);
  const problem = dice.pick('problem', ['NOT_ENOUGH', null]);
  return {
    before,
    patch: { sentAtMs: nowMs, nextPollAtMs, pollCount: before.pollCount + 1, problem },
  };
}

function wildCommit(dice: Dice, { nowMs }: View, before: Refund): RefundCommit {
  const to = dice.pick('to', STATES);
  const from = dice.chance('from here', 0.7) ? before.state : dice.pick('from', [...STATES, null]);
  const event = { name: dice.pick('name', NAMES), from, to, atMs: nowMs, by: 'x', note: null };
  return {
    before,
    patch: dice.chance('state', 0.8) ? { state: to } : { refundId: '501' },
    ...(dice.chance('line', 0.8) ? { event } : {}),
  };
}

function keepProof(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const refund = recentOf(dice, 'refund', seen.refunds);
  return refund === null ? [] : [call('saveRefundEvidence', refund, evidenceOf(dice, nowMs))];
}

function claimRefunds(dice: Dice, { nowMs }: View): readonly Call[] {
  const limits = { leaseSeconds: dice.pick('lease', [1, 60]), limit: CLAIMED };
  return [call('claimDueRefunds', { merchantId: merchantOf(dice), nowMs, ...limits })];
}

function readRefunds(dice: Dice, { seen }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const order = recentOf(dice, 'order', seen.orders);
  const cursor = dice.chance('cursor', 0.4) ? refundIdOf(dice) : null;
  const state = dice.chance('state', 0.5) ? dice.pick('which', STATES) : null;
  const id = orderIdOf(dice);
  return [
    dice.pick('read', [
      call('findRefund', merchantId, refundIdOf(dice)),
      call('findRefundByNumber', merchantId, refundNumberOf(dice)),
      call('listRefunds', { merchantId, id }),
      call('listRefundEvents', { merchantId, id: refundIdOf(dice) }),
      call('searchRefunds', merchantId, { state }, { cursor, limit: limitOf(dice) }),
      call('listUndatedRefunds', merchantId, limitOf(dice)),
      ...(order === null ? [] : [call('findRefundByKey', order, keyOf(dice))]),
    ]),
  ];
}
