import { beforeEach, describe, expect, it } from 'vitest';
import { createTestPorts, type TestPorts, testPayer } from '../testing/create-test-ports.ts';
import { createOrderByDescription } from './create-order-by-description.ts';

let ports: TestPorts;
beforeEach(async () => {
  ports = await createTestPorts();
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
