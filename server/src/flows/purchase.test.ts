import { beforeEach, describe, expect, it } from 'vitest';
import { type Order, PlatformFailure } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { acceptNotification } from './accept-notification.ts';
import { cancelOrder } from './cancel-order.ts';
import { createOrder } from './create-order.ts';
import { createOrderByDescription } from './create-order-by-description.ts';
import { getOrder } from './get-order.ts';
import { pollOrder } from './poll-order.ts';
import { PREPAY_LIFE_MS, prepayOrder } from './prepay-order.ts';
import { settlePayment } from './settle-payment.ts';

const minuteMs = 60_000;
const unreachable = new PlatformFailure('no route', { outcome: 'none', code: 'network' });
const silent = new PlatformFailure('no answer', { outcome: 'unknown', code: 'timeout' });

let ports: TestPorts;
beforeEach(async () => {
  ports = await createTestPorts();
});

describe('createOrder', () => {
  it('I15 gives the same order for the same key and items, and refuses the key with others', async () => {
    const first = await buy('tea', 'key-1');
    expect((await buy('tea', 'key-1')).id).toBe(first.id);
    await expect(buy('cup', 'key-1')).rejects.toMatchObject({ code: 'idempotency_conflict' });
    expect(ports.events.filter(({ name }) => name === 'order.created')).toHaveLength(1);
  });

  it('reserves stock and refuses what is sold out, unknown or off the shelf', async () => {
    await buy('cup', null, 2);
    await expect(buy('cup')).rejects.toMatchObject({ code: 'product_unavailable' });
    await expect(buy('gone')).rejects.toMatchObject({ code: 'product_unavailable' });
    await expect(buy('none')).rejects.toMatchObject({ code: 'product_unknown' });
  });

  it('replays a key although the product has left the shelf since', async () => {
    const first = await buy('tea', 'key-1');
    const [tea] = await ports.store.findProducts('default', ['tea']);
    if (tea) await ports.store.saveProducts('default', [{ ...tea, active: false }]);
    expect((await buy('tea', 'key-1')).id).toBe(first.id);
  });
});

describe('prepayOrder', () => {
  it('records the intent before WeChat is called and the result after', async () => {
    const order = await buy('tea');
    let during: Order | null = null;
    ports.platform.during('prepay', async () => {
      during = await stored(ports, order);
    });
    const { order: payable, requestPayment } = await prepayOrder(ports, testPayer, order.id);
    expect(during).toMatchObject({ state: 'created', askedAtMs: ports.clock.nowMs() });
    expect(payable).toMatchObject({ state: 'payable', nextPollAtMs: ports.clock.nowMs() + 10_000 });
    expect(requestPayment.package).toBe(`prepay_id=${payable.prepayId}`);
    expect(await stored(ports, order)).toEqual(payable);
  });

  it('calls WeChat once for a second tap, and again with the same number after two hours', async () => {
    ports = { ...ports, settings: { ...ports.settings, orderLifeSeconds: 86_400 } };
    const order = await buy('tea');
    await prepayOrder(ports, testPayer, order.id);
    await prepayOrder(ports, testPayer, order.id);
    expect(ports.platform.calls.filter((name) => name === 'prepay')).toHaveLength(1);
    ports.advance(PREPAY_LIFE_MS);
    const renewed = await prepayOrder(ports, testPayer, order.id);
    expect(ports.platform.calls.filter((name) => name === 'prepay')).toHaveLength(2);
    expect(renewed.order.outTradeNo).toBe(order.outTradeNo);
    expect(renewed.order.state).toBe('payable');
  });

  it.each([
    [unreachable, 'wechat_unavailable', 'none'],
    [silent, 'wechat_unavailable', 'unknown'],
    [
      new PlatformFailure('no', { outcome: 'refused', code: 'NO_AUTH' }),
      'wechat_refused',
      'refused',
    ],
  ])(
    'leaves an order that can be paid later when WeChat fails (%s)',
    async (failure, code, outcome) => {
      const order = await buy('tea');
      ports.platform.fail('prepay', failure);
      await expect(prepayOrder(ports, testPayer, order.id)).rejects.toMatchObject({
        code,
        details: { outcome, wechatCode: failure.code },
      });
      ports.platform.fail('prepay', null);
      const { order: payable } = await prepayOrder(ports, testPayer, order.id);
      expect(payable.state).toBe('payable');
      expect(payable.outTradeNo).toBe(order.outTradeNo);
    },
  );

  it('says that an order is paid when WeChat knows it before us', async () => {
    ports = { ...ports, settings: { ...ports.settings, orderLifeSeconds: 86_400 } };
    const { order } = await prepayOrder(ports, testPayer, (await buy('tea')).id);
    ports.platform.pay(order);
    ports.advance(PREPAY_LIFE_MS);
    await expect(prepayOrder(ports, testPayer, order.id)).rejects.toMatchObject({
      code: 'order_already_paid',
    });
    expect((await stored(ports, order)).state).toBe('paid');
  });

  it('hands out no parameters for an order that was cancelled while WeChat was called', async () => {
    const order = await buy('tea');
    ports.platform.during('prepay', async () => {
      await cancelOrder(ports, testPayer, order.id);
    });
    await expect(prepayOrder(ports, testPayer, order.id)).rejects.toMatchObject({
      code: 'order_closed',
    });
    expect(ports.platform.calls).not.toContain('sign');
  });

  it('refuses an order that has expired', async () => {
    const order = await buy('tea');
    ports.advance(30 * minuteMs);
    await expect(prepayOrder(ports, testPayer, order.id)).rejects.toMatchObject({
      code: 'order_expired',
    });
  });
});

describe('acceptNotification', () => {
  it('makes the order paid with evidence and one announcement, however often it comes', async () => {
    const order = await payable();
    const { statement } = ports.platform.pay(order);
    const results = await Promise.all(Array.from({ length: 5 }, () => notify(statement)));
    expect(results.map(({ kind }) => kind)).toEqual(Array(5).fill('kept'));
    const paid = await stored(ports, order);
    expect(paid).toMatchObject({ state: 'paid', transactionId: statement.transactionId });
    expect((await ports.store.records.outbox()).map(({ type }) => type)).toEqual(['order.paid']);
    expect(await ports.store.records.evidence(paid)).toHaveLength(5);
    expect((await ports.store.records.history(paid)).map(({ name }) => name)).toEqual([
      'create',
      'prepay',
      'pay',
    ]);
  });

  it('changes nothing for what is not believed', async () => {
    const order = await payable();
    const before = await stored(ports, order);
    expect(await notifyText('forged')).toEqual({ kind: 'refused', code: 'signature' });
    expect(await stored(ports, order)).toEqual(before);
  });

  it('acknowledges a genuine notification that is not about a payment', async () => {
    expect(await notifyText('other')).toEqual({ kind: 'ignored' });
  });

  it('does not acknowledge an order that it does not know', async () => {
    const order = await payable();
    const { statement } = ports.platform.pay(order);
    expect(await notify({ ...statement, outTradeNo: 'Y404' })).toEqual({ kind: 'unknown-order' });
  });

  it('I03 disputes an order whose amount is another, and announces it', async () => {
    const order = await payable();
    const { statement } = ports.platform.pay(order, { amountFen: 1 });
    expect(await notify(statement)).toMatchObject({ kind: 'kept', effect: 'disputed' });
    expect((await stored(ports, order)).state).toBe('disputed');
    expect((await ports.store.records.outbox()).map(({ type }) => type)).toEqual([
      'order.disputed',
    ]);
  });

  it('decides anew when the order changed between reading and writing', async () => {
    const order = await payable();
    const proven = ports.platform.pay(order);
    ports.beforeNextCommit(async () => {
      await settlePayment(ports, await stored(ports, order), ports.platform.pay(order));
    });
    expect(await notify(proven.statement)).toMatchObject({ kind: 'kept', effect: 'unchanged' });
    expect(await ports.store.records.outbox()).toHaveLength(1);
  });
});

describe('getOrder', () => {
  it('asks WeChat when confirm is wished, at most once per second', async () => {
    const order = await payable();
    ports.advance(1);
    await confirm(order);
    await Promise.all([confirm(order), confirm(order)]);
    expect(questions()).toBe(1);
    ports.platform.pay(order);
    expect((await confirm(order)).state).toBe('payable');
    ports.advance(1_000);
    const both = await Promise.all([confirm(order), confirm(order)]);
    expect(questions()).toBe(2);
    expect(both.map(({ state }) => state)).toContain('paid');
    expect((await confirm(order)).state).toBe('paid');
  });

  it('asks at once after prepay: placing the order was not a question', async () => {
    const order = await payable();
    ports.platform.pay(order);
    expect((await confirm(order)).state).toBe('paid');
  });

  it('tells what it knows when WeChat does not answer', async () => {
    const order = await payable();
    ports.platform.fail('query', silent);
    expect((await confirm(order)).state).toBe('payable');
  });

  it('I18 says the same of another payer’s order as of none', async () => {
    const order = await payable();
    const other = { ...testPayer, openid: 'oOther' };
    for (const id of [order.id, '00000000-0000-4000-8000-000000000000', 'x']) {
      await expect(getOrder(ports, other, id, { confirm: true })).rejects.toMatchObject({
        code: 'not_found',
        details: {},
      });
    }
    expect(questions()).toBe(0);
  });
});

describe('cancelOrder', () => {
  it('closes at WeChat, frees the stock, and is the same when done twice', async () => {
    const order = await payable('cup', 2);
    expect((await cancelOrder(ports, testPayer, order.id)).state).toBe('closed');
    expect((await cancelOrder(ports, testPayer, order.id)).state).toBe('closed');
    expect(ports.platform.known.get(order.outTradeNo)?.tradeState).toBe('closed');
    expect(await stock('cup')).toBe(2);
  });

  it('does not trouble WeChat about an order it never heard of', async () => {
    const order = await buy('cup', null, 2);
    expect((await cancelOrder(ports, testPayer, order.id)).state).toBe('closed');
    expect(ports.platform.calls).toEqual([]);
    expect(await stock('cup')).toBe(2);
  });

  it('finds the money that came before it', async () => {
    const order = await payable();
    ports.platform.pay(order);
    await expect(cancelOrder(ports, testPayer, order.id)).rejects.toMatchObject({
      code: 'order_already_paid',
    });
    expect((await stored(ports, order)).state).toBe('paid');
  });

  it('I07 finds the money that came while it closed', async () => {
    const order = await payable();
    ports.platform.during('close', async () => {
      ports.platform.pay(order);
    });
    await expect(cancelOrder(ports, testPayer, order.id)).rejects.toMatchObject({
      code: 'order_already_paid',
    });
    const [announced] = await ports.store.records.outbox();
    expect(announced).toMatchObject({ type: 'order.paid', payload: { late: true } });
  });

  it('stays closing when WeChat cannot be reached, and the poll finishes it', async () => {
    const order = await payable('cup', 2);
    ports.platform.fail('query', unreachable);
    ports.platform.fail('close', silent);
    expect((await cancelOrder(ports, testPayer, order.id)).state).toBe('closing');
    expect(await stock('cup')).toBe(0);
    ports.platform.fail('query', null);
    ports.platform.fail('close', null);
    ports.advance(10_000);
    expect((await pollDue()).map(({ state }) => state)).toEqual(['closed']);
    expect(await stock('cup')).toBe(2);
  });
});

describe('pollOrder', () => {
  it('I01 finds a payment whose notification was lost, at the first slot', async () => {
    const order = await payable();
    ports.platform.pay(order);
    expect(await pollDue()).toEqual([]);
    ports.advance(10_000);
    expect((await pollDue()).map(({ state }) => state)).toEqual(['paid']);
    expect(await pollDue()).toEqual([]);
  });

  it('asks at the next slot when WeChat does not answer', async () => {
    const order = await payable();
    ports.platform.fail('query', silent);
    ports.advance(10_000);
    await pollDue();
    expect((await stored(ports, order)).nextPollAtMs).toBe(ports.clock.nowMs() + 20_000);
  });

  it('closes what has expired, asking first', async () => {
    const order = await payable('cup', 2);
    ports.advance(30 * minuteMs);
    await pollDue();
    expect(ports.platform.calls.slice(-2)).toEqual(['query', 'close']);
    expect(await stored(ports, order)).toMatchObject({
      state: 'closed',
      nextPollAtMs: ports.clock.nowMs() + 10 * minuteMs,
    });
    expect(await stock('cup')).toBe(2);
    ports.advance(10 * minuteMs);
    await pollDue();
    expect((await stored(ports, order)).nextPollAtMs).toBeNull();
  });

  it('pays what was paid in the last second instead of closing it', async () => {
    const order = await payable();
    ports.advance(30 * minuteMs);
    ports.platform.pay(order);
    expect((await pollDue()).map(({ state }) => state)).toEqual(['paid']);
    expect(ports.platform.calls).not.toContain('close');
  });

  it('frees the stock of an order that was never prepaid, without asking anybody', async () => {
    const order = await buy('cup', null, 2);
    ports.advance(30 * minuteMs);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'closed', nextPollAtMs: null });
    expect(ports.platform.calls).toEqual([]);
    expect(await stock('cup')).toBe(2);
  });

  it('looks after an order whose prepay answer was lost', async () => {
    const order = await buy('cup', null, 2);
    ports.platform.fail('prepay', silent);
    await expect(prepayOrder(ports, testPayer, order.id)).rejects.toThrow();
    ports.advance(10_000);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'created' });
    ports.advance(30 * minuteMs);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'closed' });
    expect(await stock('cup')).toBe(2);
  });

  it('closes again at WeChat what is still open there after our close', async () => {
    const order = await payable();
    await cancelOrder(ports, testPayer, order.id);
    ports.platform.known.set(order.outTradeNo, {
      ...ports.platform.pay(order).statement,
      tradeState: 'unpaid',
    });
    ports.advance(10 * minuteMs);
    await pollDue();
    expect(ports.platform.known.get(order.outTradeNo)?.tradeState).toBe('closed');
  });
});

describe('createOrderByDescription', () => {
  const input = { openid: 'oPayer', amountFen: 12_800, description: '明前龙井' };

  it('orders the named item for a payer who logged in here', async () => {
    await ports.store.saveSession(testPayer);
    const { order } = await createOrderByDescription(ports, input);
    expect(order).toMatchObject({ state: 'payable', amountFen: 12_800, openid: 'oPayer' });
  });

  it.each([
    ['amount_mismatch', { amountFen: 1 }],
    ['product_unknown', { description: '旧茶' }],
    ['product_unknown', { description: 'anything' }],
    ['payer_unknown', { openid: 'oStranger' }],
  ])('I17 refuses with %s what the client made up', async (code, changes) => {
    await ports.store.saveSession(testPayer);
    await expect(createOrderByDescription(ports, { ...input, ...changes })).rejects.toMatchObject({
      code,
    });
    expect(ports.platform.calls).toEqual([]);
  });
});

function buy(productId: string, idempotencyKey: string | null = null, quantity = 1) {
  const items = [{ productId, quantity }];
  return createOrder(ports, { openid: testPayer.openid, items, idempotencyKey });
}

async function payable(productId = 'tea', quantity = 1): Promise<Order> {
  const order = await buy(productId, null, quantity);
  return (await prepayOrder(ports, testPayer, order.id)).order;
}

function notify(statement: object) {
  return notifyText(JSON.stringify(statement));
}

function notifyText(text: string) {
  return acceptNotification(ports, { headers: {}, body: new TextEncoder().encode(text) });
}

function confirm(order: Order): Promise<Order> {
  return getOrder(ports, testPayer, order.id, { confirm: true });
}

function questions(): number {
  return ports.platform.calls.filter((name) => name === 'query').length;
}

async function pollDue(): Promise<Order[]> {
  const nowMs = ports.clock.nowMs();
  const due = await ports.store.claimDueOrders({ nowMs, leaseSeconds: 60, limit: 10 });
  return Promise.all(due.map((order) => pollOrder(ports, order)));
}

async function stock(id: string): Promise<number | null | undefined> {
  return (await ports.store.findProducts('default', [id]))[0]?.stock;
}
