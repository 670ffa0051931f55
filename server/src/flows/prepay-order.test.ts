import { beforeEach, describe, expect, it } from 'vitest';
import { type Order, PlatformFailure } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { cancelOrder } from './cancel-order.ts';
import { PREPAY_LIFE_MS, prepayOrder } from './prepay-order.ts';

const minuteMs = 60_000;
const unreachable = new PlatformFailure('no route', { outcome: 'none', code: 'network' });
const silent = new PlatformFailure('no answer', { outcome: 'unknown', code: 'timeout' });

let ports: TestPorts;
const { buy, pollDue } = flowActions(() => ports);
beforeEach(async () => {
  ports = await createTestPorts();
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

  it('records the intent also when the poll moves the order at that very moment', async () => {
    const order = await buy('tea');
    ports.advance(10_000);
    let during: Order | null = null;
    ports.platform.during('prepay', async () => {
      during = await stored(ports, order);
    });
    let polled: readonly Order[] | null = null;
    const store: TestPorts['store'] = {
      ...ports.store,
      async commitOrder(commit) {
        polled ??= await pollDue();
        return ports.store.commitOrder(commit);
      },
    };
    await prepayOrder({ ...ports, store }, testPayer, order.id);
    expect(polled).toHaveLength(1);
    expect(during).toMatchObject({ state: 'created', askedAtMs: ports.clock.nowMs() });
  });

  it('leaves the order where it is among what is due: creation, intent and result name one moment', async () => {
    const order = await buy('tea');
    const { order: payable } = await prepayOrder(ports, testPayer, order.id);
    expect(payable.nextPollAtMs).toBe(order.nextPollAtMs);
    const late = await buy('tea');
    ports.advance(5_000);
    const moved = await prepayOrder(ports, testPayer, late.id);
    expect(moved.order.nextPollAtMs).toBe(ports.clock.nowMs() + 10_000);
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
