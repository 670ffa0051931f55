import { ORDER_TRANSITIONS } from '@yifen/server';
import type { Dice, Order, OrderCommit, PaymentCommit, View } from '../call.ts';
import { newNumberOf, textOf, transactionOf } from './pools.ts';
import { drawNewRefund } from './refund-steps.ts';

const STATES = [...new Set(ORDER_TRANSITIONS.map(([, , to]) => to))];
const NAMES = [...new Set(ORDER_TRANSITIONS.map(([, name]) => name))];

/** One arrow of the table that leaves the order's state, with what belongs to it. */
export function arrowCommit(dice: Dice, view: View, before: Order): OrderCommit {
  const { nowMs, index } = view;
  const arrows = ORDER_TRANSITIONS.filter(([from]) => from === before.state);
  const [, name, to] = dice.pick('arrow', arrows.length === 0 ? ORDER_TRANSITIONS : arrows);
  const event = { name, from: before.state, to, atMs: nowMs, note: textOf(dice, 'note') || null };
  return {
    before,
    patch: { state: to, ...patchOf(dice, view, name, before) },
    event,
    ...(dice.chance('proof', 0.5) ? { evidence: evidenceOf(dice, nowMs) } : {}),
    ...(dice.chance('told', 0.6) ? { outbox: outboxOf(dice, index, before, nowMs) } : {}),
    ...(name === 'close' && dice.chance('releases', 0.8) ? { releaseStock: true } : {}),
    ...(name === 'pay' && before.state === 'closed' ? { retakeStock: true } : {}),
    ...(name === 'return' && dice.chance('goes back', 0.8)
      ? { refund: drawNewRefund(dice, nowMs, before) }
      : {}),
  };
}

function patchOf(dice: Dice, view: View, name: string, before: Order): OrderCommit['patch'] {
  const { nowMs } = view;
  const nextPollAtMs = nowMs + dice.between('poll', 1, 900_000);
  switch (name) {
    case 'prepay':
      return { prepayId: `wx${nowMs}`, prepaidAtMs: nowMs, nextPollAtMs };
    case 'renew':
      return {
        amountFen: dice.between('amount', 1, 300) as Order['amountFen'],
        prepayId: null,
        prepaidAtMs: null,
        askedAtMs: null,
        nextPollAtMs,
        ...(dice.chance('renumbered', 0.7) ? { outTradeNo: newNumberOf(dice, view) } : {}),
      };
    case 'begin-close':
      return { pollCount: 0, askedAtMs: nowMs, nextPollAtMs };
    case 'close':
      return { nextPollAtMs: dice.chance('looked after', 0.5) ? nextPollAtMs : null };
    case 'pay':
    case 'return':
    case 'uphold':
      return {
        transactionId: before.transactionId ?? transactionOf(dice),
        paidAtMs: dice.chance('unpaid', 0.03) ? null : nowMs - dice.between('ago', 0, 90_000_000),
        nextPollAtMs: null,
      };
    default:
      return { nextPollAtMs: null };
  }
}

/** When it is asked about next, or a refund beside it. */
export function pollCommit(dice: Dice, { nowMs, index }: View, before: Order): OrderCommit {
  const isRefund = dice.chance('refund', 0.5);
  return {
    before,
    patch: isRefund
      ? {}
      : {
          askedAtMs: nowMs,
          nextPollAtMs: dice.chance('over', 0.2) ? null : nowMs + dice.between('poll', 1, 900_000),
          pollCount: before.pollCount + 1,
        },
    ...(isRefund ? { refund: drawNewRefund(dice, nowMs, before) } : {}),
    ...(dice.chance('told', 0.1) ? { outbox: outboxOf(dice, index, before, nowMs) } : {}),
  };
}

/** A payment of an order as it was seen, or nearly so. */
export function unreadPayment(
  dice: Dice,
  { nowMs, index }: View,
  order: Order,
  transactionId: string,
): PaymentCommit {
  const { outTradeNo, amountFen, appid, mchid, openid } = order;
  const isOdd = dice.chance('odd', 0.15);
  const state = isOdd ? dice.pick('state', STATES) : 'payable';
  return {
    merchantId: order.merchantId,
    expected: {
      state,
      outTradeNo,
      amountFen:
        isOdd && dice.chance('amount', 0.3) ? ((amountFen + 1) as typeof amountFen) : amountFen,
      appid: isOdd && dice.chance('appid', 0.2) ? 'wx02' : appid,
      mchid,
      openid,
      transactionId: isOdd && dice.chance('paid', 0.3) ? order.transactionId : null,
    },
    patch: { state: 'paid', transactionId, paidAtMs: nowMs, nextPollAtMs: null },
    event: {
      name: 'pay',
      from: state,
      to: 'paid',
      atMs: nowMs,
      note: textOf(dice, 'note') || null,
    },
    evidence: evidenceOf(dice, nowMs),
    fact: {
      id: `fact-${index}-${outTradeNo}`,
      type: 'order.paid',
      atMs: nowMs,
      payload: { outTradeNo, text: textOf(dice, 'text') },
    },
  };
}

/** Whatever the types allow. */
export function wildCommit(dice: Dice, { nowMs }: View, before: Order): OrderCommit {
  const to = dice.pick('to', STATES);
  const from = dice.chance('from here', 0.7) ? before.state : dice.pick('from', [...STATES, null]);
  const event = { name: dice.pick('name', NAMES), from, to, atMs: nowMs, note: null };
  return {
    before,
    patch: {
      ...(dice.chance('state', 0.8) ? { state: to } : {}),
      ...(dice.chance('money', 0.3) ? { transactionId: transactionOf(dice), paidAtMs: nowMs } : {}),
      ...(dice.chance('amount', 0.2)
        ? { amountFen: dice.between('fen', 0, 9) as Order['amountFen'] }
        : {}),
    },
    ...(dice.chance('line', 0.8) ? { event } : {}),
  };
}

/** A proof, whose id another may have as well. */
export function evidenceOf(dice: Dice, receivedAtMs: number) {
  const source = dice.pick('source', ['notification', 'query'] as const);
  return {
    id: `proof-${dice.between('proof', 1, 9)}`,
    source,
    timestamp: '1800000000',
    nonce: 'n',
    serial: 'PUB_KEY_ID_1',
    signature: 'c2ln',
    body: Uint8Array.from([dice.between('byte', 0, 255), 0, 255]),
    receivedAtMs,
  };
}

/** One fact or two, as an order's or a refund's commit writes them. */
export function outboxOf(dice: Dice, index: number, { id }: Pick<Order, 'id'>, atMs: number) {
  return Array.from({ length: dice.between('facts', 1, 2) }, (_, at) => ({
    id: `event-${String(index).padStart(4, '0')}-${id}-${at}`,
    type: dice.pick('type', ['order.paid', 'order.paid', 'order.closed', 'refund.succeeded']),
    atMs,
    payload: { orderId: id, text: textOf(dice, 'payload'), list: [1, null, { a: true }] },
  }));
}
