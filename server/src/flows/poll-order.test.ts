import { beforeEach, describe, expect, it } from 'vitest';
import { PlatformFailure } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { cancelOrder } from './cancel-order.ts';
import { prepayOrder } from './prepay-order.ts';

const minuteMs = 60_000;
const silent = new PlatformFailure('no answer', { outcome: 'unknown', code: 'timeout' });

let ports: TestPorts;
const { buy, payable, pollDue, stock } = flowActions(() => ports);
beforeEach(async () => {
  ports = await createTestPorts();
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

  it('closes an order that was never placed at WeChat when it expires, and asks once, ten minutes later', async () => {
    const order = await buy('cup', null, 2);
    ports.advance(10_000);
    await pollDue();
    expect((await stored(ports, order)).nextPollAtMs).toBe(order.expiresAtMs);
    ports.advance(30 * minuteMs);
    await pollDue();
    expect(ports.platform.calls).toEqual([]);
    expect(await stored(ports, order)).toMatchObject({ state: 'closed' });
    expect(await stock('cup')).toBe(2);
    ports.advance(10 * minuteMs);
    await pollDue();
    expect(ports.platform.calls).toEqual(['query']);
    expect(await stored(ports, order)).toMatchObject({ state: 'closed', nextPollAtMs: null });
  });

  it('I01 finds money that somebody else took under the number of an order that was never placed', async () => {
    const order = await buy('cup');
    ports.advance(30 * minuteMs);
    await pollDue();
    ports.platform.pay(order, { amountFen: 1 });
    ports.advance(10 * minuteMs);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'disputed' });
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

  it('closes nothing that it could not ask about', async () => {
    const order = await payable();
    ports.platform.pay(order);
    ports.platform.fail('query', silent);
    ports.advance(30 * minuteMs);
    await pollDue();
    expect(ports.platform.calls).not.toContain('close');
    expect(await stored(ports, order)).toMatchObject({
      state: 'payable',
      nextPollAtMs: ports.clock.nowMs() + 10 * minuteMs,
    });
  });

  it('pays what was paid in the last second instead of closing it', async () => {
    const order = await payable();
    ports.advance(30 * minuteMs);
    ports.platform.pay(order);
    expect((await pollDue()).map(({ state }) => state)).toEqual(['paid']);
    expect(ports.platform.calls).not.toContain('close');
  });

  it('frees the stock of an order that was never prepaid, without waiting for anybody', async () => {
    const order = await buy('cup', null, 2);
    ports.advance(30 * minuteMs);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'closed' });
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

  it('I01 asks once more about what is closed by WeChat’s word: the payer may have been at the password', async () => {
    const order = await payable();
    const { statement } = ports.platform.pay(order);
    ports.platform.known.set(order.outTradeNo, { ...statement, tradeState: 'closed' });
    ports.advance(10_000);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'closed' });
    ports.platform.known.set(order.outTradeNo, statement);
    ports.advance(10 * minuteMs);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'paid' });
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
