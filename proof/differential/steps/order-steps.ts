import { ORDER_TRANSITIONS } from '@yifen/server';
import {
  type Call,
  call,
  type Dice,
  type Order,
  type OrderCommit,
  type StepKind,
  type View,
} from '../call.ts';
import { arrowCommit, evidenceOf, pollCommit, unreadPayment, wildCommit } from './order-commits.ts';
import {
  CLAIMED,
  digestOf,
  keyOf,
  knownNumberOf,
  limitOf,
  merchantOf,
  newNumberOf,
  openidOf,
  orderIdOf,
  productOf,
  recentOf,
  textOf,
  transactionOf,
} from './pools.ts';

type NewOrder = Parameters<typeof call<'createOrder'>>[1];
type State = Order['state'];
const STATES = [...new Set(ORDER_TRANSITIONS.map(([, , to]) => to))];

/** Orders from beginning to end, also by ways that must be refused. */
export const orderSteps: readonly StepKind[] = [
  {
    name: 'create an order',
    weight: 12,
    draw: (dice, view) => [call('createOrder', newOrder(dice, view))],
  },
  { name: 'create orders at once', weight: 3, draw: createAtOnce },
  { name: 'take an arrow', weight: 26, draw: (dice, view) => commitOne(dice, view, arrowCommit) },
  { name: 'schedule a poll', weight: 6, draw: (dice, view) => commitOne(dice, view, pollCommit) },
  {
    name: 'try an arrow that is none',
    weight: 4,
    draw: (dice, view) => commitOne(dice, view, wildCommit),
  },
  { name: 'commit the same twice at once', weight: 2, draw: commitTwice },
  { name: 'commit different orders at once', weight: 4, draw: commitAtOnce },
  { name: 'pay an unread order', weight: 6, draw: payUnread },
  { name: 'pay unread orders at once', weight: 3, draw: payUnreadAtOnce },
  { name: 'keep a proof', weight: 4, draw: keepProof },
  { name: 'claim due orders', weight: 5, draw: claimOrders },
  { name: 'read orders', weight: 10, draw: readOrders },
];

function newOrder(
  dice: Dice,
  view: View,
  changes: { readonly id?: string; readonly outTradeNo?: string } = {},
): NewOrder {
  const { nowMs } = view;
  const merchantId = merchantOf(dice);
  const lines = dice.between('lines', 0, 2);
  const items = Array.from({ length: lines }, () => ({
    productId: productOf(dice),
    name: textOf(dice, 'item'),
    quantity: dice.between('quantity', 1, 2),
    priceFen: dice.between('price', 0, 3) as Order['amountFen'],
  }));
  const isOdd = dice.chance('odd', 0.04);
  const state: State = isOdd ? dice.pick('state', STATES) : 'created';
  const order: Order = {
    id: orderIdOf(dice),
    merchantId,
    outTradeNo: newNumberOf(dice, view),
    appid: 'wx01',
    mchid: '1900000001',
    openid: openidOf(dice),
    state,
    amountFen: (isOdd
      ? dice.between('odd amount', 0, 1)
      : dice.between('amount', 1, 300)) as Order['amountFen'],
    description: textOf(dice, 'description'),
    items,
    notifyUrl: 'https://pay.example.com/n',
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 1_800_000,
    prepayId: null,
    prepaidAtMs: null,
    transactionId: null,
    paidAtMs: null,
    askedAtMs: null,
    nextPollAtMs: dice.chance('is polled', 0.8) ? nowMs + dice.between('poll', 1, 900_000) : null,
    pollCount: 0,
    version: 1,
    ...changes,
  };
  const to = dice.chance('wrong end', 0.03) ? 'payable' : state;
  const event = { name: 'create', from: null, to, atMs: nowMs, note: textOf(dice, 'note') || null };
  const scope = dice.chance('scoped', 0.2) ? { scope: 'key:1' } : {};
  const idempotency = dice.chance('keyed', 0.5)
    ? { key: keyOf(dice), inputDigest: digestOf(dice), ...scope }
    : null;
  return { order, event, idempotency };
}

/** Different orders, none of which takes anything from another. */
function createAtOnce(dice: Dice, view: View): readonly Call[] {
  return Array.from({ length: dice.between('how many', 2, 5) }, (_, at) => {
    const name = `${view.index}-${at}`;
    const { order, event } = newOrder(dice, view, { id: `order-${name}`, outTradeNo: `N-${name}` });
    return call('createOrder', { order: { ...order, items: [] }, event, idempotency: null });
  });
}

type Commit = (dice: Dice, view: View, before: Order) => OrderCommit;

function commitOne(dice: Dice, view: View, commit: Commit): readonly Call[] {
  const before = recentOf(dice, 'order', view.seen.orders);
  return before === null ? [] : [call('commitOrder', commit(dice, view, before))];
}

function commitTwice(dice: Dice, view: View): readonly Call[] {
  const [one] = commitOne(dice, view, pollCommit);
  return one === undefined ? [] : [one, one];
}

/** One commit for each of several orders: what a store gathers into one statement must come out as if it had not. */
function commitAtOnce(dice: Dice, view: View): readonly Call[] {
  const latest = new Map(
    view.seen.orders.map((order) => [`${order.merchantId} ${order.id}`, order]),
  );
  const chosen = [...latest.values()].slice(-dice.between('how many', 2, 6));
  return chosen.map((before, place) => {
    const { event, evidence, outbox, ...commit } = arrowCommit(dice, view, before);
    // A transaction or a number that two of them want would go to whoever comes first.
    const { transactionId, outTradeNo: _, ...patch } = commit.patch;
    const isNew = before.transactionId === null && transactionId;
    const own = isNew ? { transactionId: `43-${view.index}-${before.id}` } : {};
    return call('commitOrder', {
      before,
      patch: { ...patch, ...own },
      ...(event && { event }),
      ...(evidence && { evidence }),
      // Events of different orders have no order among each other: only one of them announces.
      ...(outbox && place === 0 && { outbox }),
    });
  });
}

function payUnread(dice: Dice, view: View): readonly Call[] {
  const order = recentOf(dice, 'order', view.seen.orders);
  return order === null
    ? []
    : [call('commitPayment', unreadPayment(dice, view, order, transactionOf(dice)))];
}

/** Each by a transaction of its own: one that two of them want would go to whoever comes first. */
function payUnreadAtOnce(dice: Dice, view: View): readonly Call[] {
  const numbers = new Map(
    view.seen.orders.map((order) => [`${order.merchantId} ${order.outTradeNo}`, order]),
  );
  const chosen = [...numbers.values()].slice(-dice.between('how many', 2, 6));
  return chosen.map((order) =>
    call('commitPayment', unreadPayment(dice, view, order, `44-${view.index}-${order.outTradeNo}`)),
  );
}

function keepProof(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const order = recentOf(dice, 'order', seen.orders);
  return order === null ? [] : [call('saveEvidence', order, evidenceOf(dice, nowMs))];
}

function claimOrders(dice: Dice, { nowMs }: View): readonly Call[] {
  const limits = { leaseSeconds: dice.pick('lease', [1, 60, 600]), limit: CLAIMED };
  return [call('claimDueOrders', { merchantId: merchantOf(dice), nowMs, ...limits })];
}

function readOrders(dice: Dice, view: View): readonly Call[] {
  const { nowMs } = view;
  const merchantId = merchantOf(dice);
  const owner = { merchantId, openid: openidOf(dice) };
  const cursor = dice.chance('cursor', 0.4) ? orderIdOf(dice) : null;
  const page = { cursor, limit: limitOf(dice) };
  const fromMs = dice.chance('from', 0.3) ? nowMs - dice.between('from ago', 0, 3_600_000) : null;
  const toMs = dice.chance('to', 0.3) ? nowMs - dice.between('to ago', 0, 3_600_000) : null;
  const state = dice.chance('state', 0.5) ? dice.pick('which', STATES) : null;
  const openid = dice.chance('of one', 0.4) ? owner.openid : null;
  return [
    dice.pick('read', [
      call('findOrder', owner, orderIdOf(dice)),
      call('findOrderByNumber', merchantId, knownNumberOf(dice, view)),
      call('findAttempt', merchantId, knownNumberOf(dice, view)),
      call('findOrderByTransaction', merchantId, transactionOf(dice)),
      call('listOrders', owner, page),
      call('searchOrders', merchantId, { state, openid, fromMs, toMs }, page),
      call('listOrderEvents', { merchantId, id: orderIdOf(dice) }),
      call('listAttempts', { merchantId, id: orderIdOf(dice) }),
      call('readPulse', nowMs),
    ]),
  ];
}
