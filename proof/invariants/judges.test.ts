import { expect, test } from 'vitest';
import { countMoney } from './count-money.ts';
import type { Facts } from './facts.ts';
import { findViolations } from './find-violations.ts';
import { judges } from './judges.ts';
import { plants } from './testing/plants.ts';
import { soundFacts } from './testing/sound-facts.ts';

test('there are twenty judges, I01 to I20, in order', () => {
  const wanted = Array.from({ length: 20 }, (_, index) => `I${String(index + 1).padStart(2, '0')}`);
  expect(judges.map(({ id }) => id)).toEqual(wanted);
});

test('a sound world breaks no promise and loses no fen', () => {
  expect(findViolations(soundFacts())).toEqual([]);
  expect(countMoney(soundFacts())).toMatchObject({ fenLost: 0, fenCreated: 0, doubleRefunds: 0 });
});

test('every judge has something planted for it', () => {
  expect(new Set(plants.map(({ id }) => id))).toEqual(new Set(judges.map(({ id }) => id)));
});

test.each(plants)('$id finds it when $what', ({ id, plant }) => {
  const facts = soundFacts() as Writable<Facts>;
  plant(facts);
  const found = findViolations(facts).filter((violation) => violation.id === id);
  expect(found).not.toEqual([]);
});

test('what only holds in the end is not asked for while faults are on', () => {
  const facts = soundFacts() as Writable<Facts>;
  facts.settled = false;
  const notification = facts.wechat.notifications[0];
  if (notification) Object.assign(notification, { state: 'pending', acknowledgedAtMs: null });
  facts.ours.refunds = facts.ours.refunds.filter(({ kind }) => kind !== 'late');
  facts.wechat.refunds = facts.wechat.refunds.filter(({ outRefundNo }) => outRefundNo !== 'R-late');
  facts.ours.refundEvents = facts.ours.refundEvents.filter(
    ({ ownerId }) => ownerId !== 'refund-late',
  );
  expect(findViolations(facts)).toEqual([]);
});

test('money that only one side knows is counted in fen', () => {
  const lost = soundFacts() as Writable<Facts>;
  lost.ours.orders = lost.ours.orders.filter(({ id }) => id !== 'paid');
  expect(countMoney(lost)).toMatchObject({ fenLost: 100, fenCreated: 0 });
  const created = soundFacts() as Writable<Facts>;
  created.wechat.payments = created.wechat.payments.filter(
    ({ outTradeNo }) => outTradeNo !== 'Y-paid',
  );
  expect(countMoney(created)).toMatchObject({ fenLost: 0, fenCreated: 100 });
});

type Writable<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? Writable<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Writable<T[Key]> }
      : T;
