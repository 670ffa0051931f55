import { beforeEach, describe, expect, it } from 'vitest';
import { createTestPorts, stored, type TestPorts } from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { settlePayment } from './settle-payment.ts';

let ports: TestPorts;
const { payable, notify, notifyText } = flowActions(() => ports);
beforeEach(async () => {
  ports = await createTestPorts();
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
