import { describe, expect, test } from 'vitest';
import { createFlow } from './flow.ts';
import type { FlowEvent } from './wire.ts';

let id = 0;
const event = (
  step: number | null,
  outTradeNo?: string,
  more: Partial<FlowEvent> = {},
): FlowEvent => {
  id += 1;
  const recorded: FlowEvent = {
    id,
    atMs: 1000 + id,
    step,
    from: 'wechat',
    to: 'server',
    name: 'some.event',
    outcome: 'ok',
    ...(outTradeNo === undefined ? {} : { outTradeNo }),
    ...more,
  };
  return recorded;
};

describe('the flow of recorded events', () => {
  test('a purchase is everything that names one order, newest purchase first', () => {
    const flow = createFlow();
    flow.add([event(1, 'A'), event(1, 'B'), event(2, 'A')]);
    expect(flow.purchases(99).map((each) => [each.outTradeNo, each.count])).toEqual([
      ['B', 1],
      ['A', 2],
    ]);
  });

  test('the login before an order belongs to it, and to the next order as well', () => {
    const flow = createFlow();
    const login = () => [event(0, undefined, { name: 'login.code' }), event(0)];
    flow.add([...login(), ...login(), event(1, 'A'), event(1, 'B')]);
    expect(flow.find('A')?.steps.get(0)).toHaveLength(2);
    expect(flow.find('B')?.steps.get(0)).toHaveLength(2);
    expect(flow.find('')?.count).toBe(2);
  });

  test('times count from the first message of the order, not from the login', () => {
    const flow = createFlow();
    const login = event(0);
    const first = event(1, 'A');
    flow.add([login, first]);
    expect(flow.find('A')?.startedAtMs).toBe(first.atMs);
  });

  test('a message that began first starts the purchase, even when it is reported later', () => {
    const flow = createFlow();
    flow.add([event(3, 'A', { atMs: 50 }), event(1, 'A', { atMs: 40 })]);
    expect(flow.find('A')?.startedAtMs).toBe(40);
  });

  test('an event that arrives again after a reconnection is taken once', () => {
    const flow = createFlow();
    const first = event(1, 'A');
    expect(flow.add([first])).toBe(true);
    expect(flow.add([first])).toBe(false);
    expect(flow.find('A')?.count).toBe(1);
  });

  test('messages that belong to no order are kept apart', () => {
    const flow = createFlow();
    flow.add([event(1, 'A'), event(2)]);
    expect(flow.find('')?.count).toBe(1);
  });

  test('the amount is the one that WeChat was asked for', () => {
    const flow = createFlow();
    const body = '{"description":"total: 1","amount":{"total":12800,"currency":"CNY"}}';
    flow.add([event(4, 'A', { request: { method: 'POST', url: 'https://x/', body } })]);
    expect(flow.find('A')?.amountFen).toBe(12_800);
  });

  test('a refused signature, a cancellation and a payment are told apart', () => {
    const flow = createFlow();
    const signature = { signedText: 'x\n', verified: false };
    const refused = { outcome: 'refused' } as const;
    flow.add([event(10, 'forged', { ...refused, signature }), event(15, 'forged', refused)]);
    flow.add([event(10, 'left'), event(15, 'left', { outcome: 'refused' })]);
    flow.add([event(10, 'charged'), event(14, 'charged')]);
    flow.add([event(14, 'paid'), event(17, 'paid', { name: 'order.paid' }), event(16, 'paid')]);
    const stages = ['forged', 'left', 'charged', 'paid'].map((no) => flow.find(no)?.stage);
    expect(stages).toEqual(['signature-refused', 'cancelled', 'charged', 'paid']);
  });

  test('ten thousand events fall into their five hundred purchases', () => {
    const flow = createFlow();
    flow.add(
      Array.from({ length: 10_000 }, (_, n) => event(n % 24, `order-${Math.trunc(n / 20)}`)),
    );
    expect(flow.purchases(999)).toHaveLength(500);
    expect(flow.purchases(3).map(({ outTradeNo }) => outTradeNo)).toEqual([
      ...['order-499', 'order-498', 'order-497'],
    ]);
    expect(flow.lastId()).toBe(id);
  });

  test('a page that stays open keeps the last ten thousand messages, and whole purchases only', () => {
    const flow = createFlow();
    const first = id + 1;
    flow.add(Array.from({ length: 25_000 }, (_, n) => event(n % 24, `late-${Math.trunc(n / 20)}`)));
    expect(flow.messages()).toHaveLength(10_000);
    expect(flow.messages()[0]?.id).toBe(first + 15_000);
    expect(flow.purchases(9_999)).toHaveLength(500);
    expect(flow.find('late-749')).toBeUndefined();
    expect(flow.find('late-750')?.count).toBe(20);
  });

  test('messages of no order are counted, and as many of them kept as of all', () => {
    const flow = createFlow();
    flow.add(Array.from({ length: 10_500 }, () => event(null)));
    expect(flow.looseCount()).toBe(10_000);
    expect(flow.find('')?.count).toBe(10_000);
  });
});
