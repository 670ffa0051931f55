/**
 * One broken promise or more for each judge; each changes a sound world as little as it can.
 * Over 250 lines because it is one list.
 */
import type { Facts } from '../facts.ts';
import { paidAtMs } from './sound-facts.ts';

/** A violation to be found. */
export interface Plant {
  /** Who has to find it. */
  readonly id: string;
  /** Finishes “it is found when …”. */
  readonly what: string;
  readonly plant: (facts: Facts) => void;
}

/** All of them. */
export const plants: readonly Plant[] = [
  {
    id: 'I01',
    what: 'a proof is stored and the order is not paid',
    plant: (facts) => change(order(facts, 'paid'), { state: 'payable', transactionId: null }),
  },
  {
    id: 'I01',
    what: 'a read after the acknowledgement says unpaid',
    plant: (facts) => change(facts.seen.reads[1], { state: 'payable' }),
  },
  {
    id: 'I01',
    what: 'a read says unpaid after another said paid',
    plant: ({ seen, wechat }) => {
      for (const notification of wechat.notifications)
        change(notification, { acknowledgedAtMs: null });
      const [first, second] = seen.reads;
      change(first, { askedAtMs: (second?.answeredAtMs ?? 0) + 1, state: 'payable' });
    },
  },
  {
    id: 'I01',
    what: 'the first proof comes after the second poll slot of an up period',
    plant: (facts) => {
      const earlierMs = paidAtMs - 3 * 3_600_000;
      const times = { prepaidAtMs: earlierMs, createdAtMs: earlierMs };
      change(order(facts, 'paid'), { ...times, expiresAtMs: earlierMs + 1_800_000 });
      change(facts.wechat.payments[0], { paidAtMs: earlierMs + 1 });
      change(facts.seen.upPeriods[0], { fromMs: 0 });
    },
  },
  {
    id: 'I01',
    what: 'WeChat took money for an order that is closed and never asked about',
    plant: (facts) => add(facts.wechat.payments, 0, { outTradeNo: 'Y-unpaid', transactionId: 'x' }),
  },
  {
    id: 'I02',
    what: 'a byte of a proof is another',
    plant: (facts) => flip(facts.ours.evidence[0]?.body),
  },
  {
    id: 'I02',
    what: 'a paid order has no proof',
    plant: (facts) => remove(facts.ours.evidence, ({ orderId }) => orderId === 'twice'),
  },
  {
    id: 'I02',
    what: 'the proof is signed with a key that was never ours',
    plant: (facts) => change(facts.ours.evidence[0], { serial: 'PUB_KEY_ID_OTHER' }),
  },
  {
    id: 'I02',
    what: 'the proof was six minutes old when it was taken',
    plant: (facts) => change(facts.ours.evidence[0], { receivedAtMs: paidAtMs + 400_000 }),
  },
  {
    id: 'I02',
    what: 'WeChat does not hold the transaction',
    plant: (facts) => remove(facts.wechat.payments, ({ outTradeNo }) => outTradeNo === 'Y-paid'),
  },
  {
    id: 'I03',
    what: 'the order costs another amount than its proof',
    plant: (facts) => change(order(facts, 'paid'), { amountFen: 1, items: [] }),
  },
  {
    id: 'I03',
    what: 'a price was never in the catalogue',
    plant: (facts) => change(order(facts, 'paid')?.items[0], { priceFen: 99 }),
  },
  {
    id: 'I03',
    what: 'somebody else paid',
    plant: (facts) => change(order(facts, 'paid'), { openid: 'openid-other' }),
  },
  {
    id: 'I04',
    what: 'one transaction pays two orders',
    plant: (facts) => change(order(facts, 'twice'), { transactionId: '4200-paid' }),
  },
  {
    id: 'I04',
    what: 'a number that was given up is given again',
    plant: (facts) => change(order(facts, 'unpaid'), { outTradeNo: 'Y-former' }),
  },
  {
    id: 'I05',
    what: 'our refunds exceed the payment',
    plant: (facts) =>
      add(facts.ours.refunds, 0, { id: 'more', outRefundNo: 'R-more', amountFen: 61 }),
  },
  {
    id: 'I05',
    what: 'WeChat gave back more than it took',
    plant: (facts) => change(facts.wechat.refunds[0], { amountFen: 101 }),
  },
  {
    id: 'I06',
    what: 'one intent was refunded twice',
    plant: (facts) => add(facts.wechat.refunds, 0, { refundId: '5030-again' }),
  },
  {
    id: 'I06',
    what: 'WeChat refunded what nobody meant',
    plant: (facts) => change(facts.wechat.refunds[0], { outRefundNo: 'R-nobody' }),
  },
  {
    id: 'I06',
    what: 'a retry carried another amount',
    plant: (facts) => change(facts.wechat.refunds[0], { amountFen: 41 }),
  },
  {
    id: 'I06',
    what: 'we call a refund done that is not',
    plant: (facts) => change(facts.wechat.refunds[0], { status: 'PROCESSING' }),
  },
  {
    id: 'I07',
    what: 'late money neither went back nor was announced',
    plant: (facts) => remove(facts.wechat.refunds, ({ outTradeNo }) => outTradeNo === 'Y-late'),
  },
  {
    id: 'I07',
    what: 'money under a former number was kept',
    plant: (facts) => remove(facts.wechat.refunds, ({ outTradeNo }) => outTradeNo === 'Y-former'),
  },
  {
    id: 'I07',
    what: 'an order is paid and nobody was told',
    plant: (facts) => remove(facts.ours.outbox, ({ id }) => id === 'order.paid paid'),
  },
  {
    id: 'I08',
    what: 'a payment of the bill is in no book of ours',
    plant: (facts) => add(facts.wechat.payments, 0, { outTradeNo: 'Y-other', transactionId: 'y' }),
  },
  {
    id: 'I08',
    what: 'a refund counts for another day',
    plant: (facts) => change(facts.ours.refunds[0], { acceptedAtMs: paidAtMs + 30 * 3_600_000 }),
  },
  {
    id: 'I08',
    what: 'the same inequality has two open rows',
    plant: (facts) => {
      const row = { merchantId: 'default', day: '2026-11-23', kind: 'payment', reference: 'x' };
      for (const id of ['1', '2']) push(facts.ours.differences, { ...row, id, open: true });
    },
  },
  {
    id: 'I08',
    what: 'a fen is missing from the account',
    plant: ({ wechat }) => change(wechat.accounts?.[0], { balanceFen: 0 }),
  },
  {
    id: 'I09',
    what: 'a state is not the end of its history',
    plant: (facts) => change(order(facts, 'unpaid'), { state: 'disputed' }),
  },
  {
    id: 'I09',
    what: 'a line of history is gone',
    plant: (facts) => remove(facts.ours.events, ({ name }) => name === 'prepay'),
  },
  {
    id: 'I10',
    what: 'an acknowledged notification left no proof',
    plant: (facts) => remove(facts.ours.evidence, ({ source }) => source === 'notification'),
  },
  {
    id: 'I10',
    what: 'an order that was answered is gone',
    plant: (facts) => remove(facts.ours.orders, ({ id }) => id === 'unpaid'),
  },
  {
    id: 'I10',
    what: 'a refund that was granted is gone',
    plant: (facts) => remove(facts.ours.refunds, ({ kind }) => kind === 'asked'),
  },
  {
    id: 'I11',
    what: 'a payment was taken twice',
    plant: (facts) => {
      const line = facts.ours.events.find(({ name }) => name === 'pay');
      if (line) push(facts.ours.events, { ...line, number: 4, from: 'paid' });
    },
  },
  {
    id: 'I11',
    what: 'a payment was announced twice',
    plant: (facts) => add(facts.ours.outbox, 0, { id: 'again' }),
  },
  {
    id: 'I11',
    what: 'late money is given back twice',
    plant: (facts) => add(facts.ours.refunds, 1, { id: 'again', outRefundNo: 'R-again' }),
  },
  {
    id: 'I12',
    what: 'a closed order becomes payable again',
    plant: (facts) => {
      const row = { merchantId: 'default', ownerId: 'unpaid', number: 3, atMs: 0 };
      push(facts.ours.events, { ...row, from: 'closed', name: 'prepay', to: 'payable' });
    },
  },
  {
    id: 'I13',
    what: 'a refund succeeded and nobody was told',
    plant: (facts) => remove(facts.ours.outbox, ({ type }) => type === 'refund.succeeded'),
  },
  {
    id: 'I13',
    what: 'one id announces two facts',
    plant: (facts) => change(facts.ours.outbox[0], { id: 'order.paid twice' }),
  },
  {
    id: 'I13',
    what: 'an announcement waits for ever',
    plant: (facts) => change(facts.ours.deliveries[0], { state: 'pending', deliveredAtMs: null }),
  },
  {
    id: 'I13',
    what: 'what nobody took is called delivered',
    plant: (facts) => change(facts.ours.deliveries[0], { deliveredAtMs: null }),
  },
  {
    id: 'I13',
    what: 'a later fact of an order was delivered first',
    plant: (facts) => change(facts.ours.deliveries[1], { deliveredAtMs: paidAtMs - 1 }),
  },
  {
    id: 'I14',
    what: 'an order hangs after its expiry',
    plant: (facts) => change(order(facts, 'unpaid'), { state: 'closing' }),
  },
  {
    id: 'I14',
    what: 'a lease is overdue',
    plant: (facts) => change(order(facts, 'unpaid'), { nextPollAtMs: paidAtMs }),
  },
  {
    id: 'I14',
    what: 'a queue grows beyond its bound',
    plant: ({ seen }) => change(seen.bounds[0], { value: 11 }),
  },
  {
    id: 'I15',
    what: 'one key made two orders',
    plant: ({ seen }) => add(seen.created, 0, { orderId: 'unpaid' }),
  },
  {
    id: 'I15',
    what: 'one key took other input',
    plant: ({ seen }) => add(seen.created, 0, { input: 'tea × 2' }),
  },
  {
    id: 'I16',
    what: 'a flipped bit was believed',
    plant: ({ seen }) => change(seen.attacks[0], { succeeded: true }),
  },
  {
    id: 'I16',
    what: 'a notification was kept that WeChat never sent',
    plant: (facts) => remove(facts.wechat.notifications, () => true),
  },
  {
    id: 'I17',
    what: 'an order belongs to somebody else than who asked for it',
    plant: ({ seen }) => change(seen.created[0], { openid: 'openid-other' }),
  },
  {
    id: 'I17',
    what: 'a client chose where the notification goes',
    plant: (facts) => change(order(facts, 'paid'), { notifyUrl: 'https://evil.example.com/' }),
  },
  {
    id: 'I18',
    what: 'somebody read what is another’s',
    plant: ({ seen }) => change(seen.attacks[1], { succeeded: true }),
  },
  {
    id: 'I18',
    what: '“not yours” differs from “not there”',
    plant: ({ seen }) => change(seen.attacks[1], { sameAsAbsent: false }),
  },
  {
    id: 'I19',
    what: 'a genuine notification was refused for good',
    plant: ({ wechat }) => change(wechat.notifications[0], { state: 'exhausted' }),
  },
  {
    id: 'I20',
    what: 'a secret stands in a log',
    plant: ({ seen }) => change(seen.said[0], { text: 'key=canary-0123456789' }),
  },
  {
    id: 'I20',
    what: 'a secret stands in a clear column',
    plant: (facts) => change(facts.ours.texts[0], { text: 'canary-0123456789' }),
  },
  {
    id: 'I20',
    what: 'a connection went to the metadata service',
    plant: ({ seen }) =>
      change(seen.connections[0], { host: '169.254.169.254', port: 80, allowed: false }),
  },
];

function order(facts: Facts, id: string) {
  return facts.ours.orders.find((each) => each.id === id);
}

function change<T extends object>(value: T | undefined, fields: Partial<T>): void {
  if (value === undefined) throw new Error('there is nothing to change');
  Object.assign(value, fields);
}

function push<T>(values: readonly T[], value: T): void {
  (values as T[]).push(value);
}

/** Adds a copy of one of them with other fields. */
function add<T extends object>(values: readonly T[], index: number, fields: Partial<T>): void {
  push(values, { ...values[index], ...fields } as T);
}

function remove<T>(values: readonly T[], unwanted: (value: T) => boolean): void {
  const kept = values.filter((value) => !unwanted(value));
  (values as T[]).splice(0, values.length, ...kept);
}

function flip(bytes: Uint8Array | undefined): void {
  if (bytes?.[20] === undefined) throw new Error('there are no bytes to flip');
  bytes[20] ^= 1;
}
