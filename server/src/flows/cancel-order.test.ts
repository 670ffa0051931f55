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

const unreachable = new PlatformFailure('no route', { outcome: 'none', code: 'network' });
const silent = new PlatformFailure('no answer', { outcome: 'unknown', code: 'timeout' });

let ports: TestPorts;
const { buy, payable, pollDue, stock } = flowActions(() => ports);
beforeEach(async () => {
  ports = await createTestPorts();
});

describe('cancelOrder', () => {
  it('closes at WeChat, frees the stock, and is the same when done twice', async () => {
    const order = await payable('cup', 2);
    expect((await cancelOrder(ports, testPayer, order.id)).state).toBe('closed');
    expect((await cancelOrder(ports, testPayer, order.id)).state).toBe('closed');
    expect(ports.platform.calls).toEqual(['prepay', 'sign', 'query', 'close']);
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

  it('is closed at once when WeChat closed and only its answer was lost', async () => {
    const order = await payable();
    ports.platform.fail('close', silent);
    ports.platform.during('close', async () => {
      const { statement } = ports.platform.pay(order);
      ports.platform.known.set(order.outTradeNo, { ...statement, tradeState: 'closed' });
    });
    expect((await cancelOrder(ports, testPayer, order.id)).state).toBe('closed');
  });

  it('does not ask again where nothing was sent', async () => {
    const order = await payable();
    ports.platform.fail('close', unreachable);
    expect((await cancelOrder(ports, testPayer, order.id)).state).toBe('closing');
    expect(ports.platform.calls.slice(-2)).toEqual(['query', 'close']);
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
