import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../ports.ts';
import { createTestPorts, stored, type TestPorts } from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { settlePayment } from './settle-payment.ts';

let ports: TestPorts;
const { buy, payable, notify, notifyText } = flowActions(() => ports);
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

  it('keeps the first word of a payment without reading the order', async () => {
    const order = await payable();
    const { statement } = ports.platform.pay(order);
    const reads: string[] = [];
    const findOrderByNumber = (merchantId: string, outTradeNo: string) => {
      reads.push(outTradeNo);
      return store.findOrderByNumber(merchantId, outTradeNo);
    };
    const { store } = ports;
    ports = { ...ports, store: { ...store, findOrderByNumber } };
    const kept = { kind: 'kept', orderId: order.id, effect: 'change' };
    expect(await notify(statement)).toEqual(kept);
    expect(reads).toEqual([]);
    expect(await notify(statement)).toEqual({ ...kept, effect: 'unchanged' });
    expect(reads).toEqual([order.outTradeNo]);
  });

  it('writes and logs the same whether the order was read or not', async () => {
    const pay = (order: Order) => ports.platform.pay(order, { transactionId: '42T' }).statement;
    async function seen(settle: (order: Order) => Promise<unknown>) {
      ports = await createTestPorts();
      const order = await payable();
      ports.events.length = 0;
      await settle(order);
      const { records } = ports.store;
      const { id, outTradeNo, ...paid } = await stored(ports, order);
      const [fact, ...more] = await records.outbox();
      const told = ports.events.filter(({ name }) => name.startsWith('order.'));
      return {
        paid,
        history: await records.history({ ...order, ...paid }),
        evidence: (await records.evidence(order)).map((proof) => ({ ...proof, body: '' })),
        fact: {
          ...fact,
          id: '',
          isThis: fact?.payload.orderId === id,
          payload: { ...fact?.payload, orderId: '', outTradeNo: '' },
        },
        more,
        log: told.map(({ name, fields }) => ({ name, ...fields, orderId: '', outTradeNo: '' })),
      };
    }
    const read = await seen(async (order) => {
      const proven = ports.platform.openNotification({
        headers: {},
        body: new TextEncoder().encode(JSON.stringify(pay(order))),
      });
      if (proven === null || !('statement' in proven)) throw new Error('not of a payment');
      await settlePayment(ports, order, proven);
    });
    const unread = await seen((order) => notify(pay(order)));
    expect(unread).toEqual(read);
    expect(unread.fact.isThis).toBe(true);
    expect(unread.paid.state).toBe('paid');
  });

  it('decides anew when the order changed between reading and writing', async () => {
    // Not payable yet: it is not what a payment expects, and is read.
    const order = await buy('tea');
    const proven = ports.platform.pay(order);
    ports.beforeNextCommit(async () => {
      await settlePayment(ports, await stored(ports, order), ports.platform.pay(order));
    });
    expect(await notify(proven.statement)).toMatchObject({ kind: 'kept', effect: 'unchanged' });
    expect(await ports.store.records.outbox()).toHaveLength(1);
  });
});
