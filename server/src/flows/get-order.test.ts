import { beforeEach, describe, expect, it } from 'vitest';
import { PlatformFailure } from '../ports.ts';
import { createTestPorts, type TestPorts, testPayer } from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { getOrder } from './get-order.ts';

const silent = new PlatformFailure('no answer', { outcome: 'unknown', code: 'timeout' });

let ports: TestPorts;
const { payable, confirm, questions } = flowActions(() => ports);
beforeEach(async () => {
  ports = await createTestPorts();
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
