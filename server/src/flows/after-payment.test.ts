import { beforeEach, describe, expect, it } from 'vitest';
import { createDeliveryLoop } from '../jobs/delivery-loop.ts';
import { createMessageLoop } from '../jobs/message-loop.ts';
import { createShipmentLoop } from '../jobs/shipment-loop.ts';
import {
  type AfterPaymentSettings,
  type Order,
  PlatformFailure,
  type PlatformMessage,
} from '../ports.ts';
import { createTestPorts, type TestPorts, testPayer } from '../testing/create-test-ports.ts';
import { sampleParcel } from '../testing/sample-shipment.ts';
import { acceptMessage } from './accept-message.ts';
import { confirmReceipt } from './confirm-receipt.ts';
import { createOrder } from './create-order.ts';
import { exchangePhoneCode } from './exchange-phone-code.ts';
import { followShipping } from './follow-shipping.ts';
import { prepayOrder } from './prepay-order.ts';
import { settlePayment } from './settle-payment.ts';
import { shipOrder } from './ship-order.ts';

const { reported: _, ...parcel } = sampleParcel();
const express = { method: 'express', parcels: [parcel], complete: true } as const;
const clerk = { id: 'key:1' };
const paidTemplate = { templateId: 'PAID', fields: { amount2: 'amount' } } as const;
const shippedTemplate = { templateId: 'SHIPPED', fields: { thing1: 'trackingNo' } } as const;

let ports: TestPorts;
beforeEach(async () => {
  ports = await createTestPorts();
});

function want(changes: Partial<AfterPaymentSettings>): void {
  const afterPayment = { ...ports.settings.afterPayment, ...changes };
  ports = { ...ports, settings: { ...ports.settings, afterPayment } };
}

async function pay(): Promise<Order> {
  const items = [{ productId: 'tea', quantity: 1 }];
  const created = await createOrder(ports, { openid: 'oPayer', items, idempotencyKey: null });
  const { order } = await prepayOrder(ports, testPayer, created.id);
  ports.advance(10_000);
  return (await settlePayment(ports, order, ports.platform.pay(order))).order;
}

/** Lets the loops look once, `ms` later. */
async function later(ms: number): Promise<void> {
  ports.advance(ms);
  // What is announced is followed when it has its place.
  await createDeliveryLoop(ports).tick();
  await createShipmentLoop(ports).tick();
  await createMessageLoop(ports).tick();
}

const failure = (outcome: PlatformFailure['outcome'], code: string) =>
  new PlatformFailure(code, { outcome, code });
const found = async (order: Order) => ports.store.findShipment(order);
const events = async () => (await ports.store.records.outbox()).map(({ type }) => type);
const push = (message: PlatformMessage | 'forged') => ({
  query: {},
  body: new TextEncoder().encode(message === 'forged' ? message : JSON.stringify(message)),
});

describe('shipping', () => {
  it('is left to the merchant unless the settings say otherwise', async () => {
    const order = await pay();
    await later(60_000);
    expect(await found(order)).toBeNull();
    expect(ports.platform.calls).not.toContain('ship');
  });

  it('of virtual goods is reported by itself, a few seconds after the payment', async () => {
    want({ shipping: 'virtual' });
    const order = await pay();
    await later(0);
    expect(ports.platform.shipping.uploads).toEqual([]);
    await later(5_000);
    await later(60_000);
    expect(ports.platform.shipping.uploads).toMatchObject([
      { method: 'virtual', orderId: order.id },
    ]);
    expect(await found(order)).toMatchObject({ state: 'reported', stage: 'shipped' });
    expect(await events()).toContain('shipment.reported');
  });

  it('is reported again while WeChat does not know the payment yet', async () => {
    const order = await pay();
    await shipOrder(ports, clerk, order.id, express);
    ports.platform.fail('ship', failure('refused', '10060001'));
    await later(5_000);
    expect(await found(order)).toMatchObject({ state: 'to-report', problem: '10060001' });
    ports.platform.fail('ship', null);
    await later(10_000);
    expect(await found(order)).toMatchObject({ state: 'reported', problem: null });
  });

  it('is reported again after an answer that was lost', async () => {
    const order = await pay();
    await shipOrder(ports, clerk, order.id, express);
    ports.platform.fail('ship', failure('unknown', 'TIMEOUT'));
    await later(5_000);
    ports.platform.fail('ship', null);
    await later(10_000);
    expect(await found(order)).toMatchObject({ state: 'reported' });
  });

  it('that WeChat refuses is shown and announced; the money is as it was', async () => {
    const order = await pay();
    await shipOrder(ports, clerk, order.id, express);
    ports.platform.fail('ship', failure('refused', '10060004'));
    await later(5_000);
    await later(3_600_000);
    expect(await found(order)).toMatchObject({ state: 'refused', problem: '10060004' });
    expect(ports.platform.calls.filter((name) => name === 'ship')).toHaveLength(1);
    expect(await events()).toContain('shipment.refused');
    expect(await ports.store.findOrderById('default', order.id)).toMatchObject({ state: 'paid' });
  });

  it('is given up when WeChat knows no such payment for a day', async () => {
    const order = await pay();
    await shipOrder(ports, clerk, order.id, express);
    ports.platform.fail('ship', failure('refused', '10060001'));
    for (let hour = 0; hour < 30; hour += 1) await later(3_600_000);
    expect(await found(order)).toMatchObject({ state: 'refused', problem: '10060001' });
  });

  it('is changed once after WeChat has taken it', async () => {
    const order = await pay();
    await shipOrder(ports, clerk, order.id, express);
    await later(5_000);
    const changed = (trackingNo: string) => ({ ...express, parcels: [{ ...parcel, trackingNo }] });
    await shipOrder(ports, clerk, order.id, changed('2'));
    await later(1_000);
    expect(ports.platform.shipping.uploads.map(({ parcels }) => parcels[0]?.trackingNo)).toEqual([
      parcel.trackingNo,
      '2',
    ]);
    await expect(shipOrder(ports, clerk, order.id, changed('3'))).rejects.toThrow('shipment_final');
  });

  it('of an unpaid order, and of an order of somebody else, is refused', async () => {
    const items = [{ productId: 'tea', quantity: 1 }];
    const order = await createOrder(ports, { openid: 'oPayer', items, idempotencyKey: null });
    await expect(shipOrder(ports, clerk, order.id, express)).rejects.toThrow('order_not_shippable');
    const stranger = { ...ports, settings: { ...ports.settings, merchantId: 'other' } };
    await expect(shipOrder(stranger, clerk, order.id, express)).rejects.toThrow('not_found');
  });

  it("by SF carries the payer's number, masked, when he let us keep it", async () => {
    const order = await pay();
    await exchangePhoneCode(ports, 'code', testPayer);
    const sf = { ...express, parcels: [{ ...parcel, carrier: 'SF' }] };
    const { parcels } = await shipOrder(ports, clerk, order.id, sf);
    expect(parcels[0]?.receiverPhone).toBe('135****6666');
    const kept = await ports.store.findPhoneNumber(testPayer);
    expect(kept).not.toContain('13580006666');
    expect(JSON.stringify(ports.events)).not.toContain('13580006666');
  });

  it('goes on without a number that nobody can open any more', async () => {
    const order = await pay();
    await ports.store.savePhoneNumber(testPayer, 'sealed under another key', 1);
    const sf = { ...express, parcels: [{ ...parcel, carrier: 'SF' }] };
    const { parcels } = await shipOrder(ports, clerk, order.id, sf);
    expect(parcels[0]?.receiverPhone).toBeNull();
  });
});

describe('receipt', () => {
  it("counts on WeChat's word alone, asked once a second", async () => {
    const order = await pay();
    await expect(confirmReceipt(ports, testPayer, order.id)).rejects.toThrow('order_not_shipped');
    await shipOrder(ports, clerk, order.id, express);
    // Said, and not yet known to WeChat: there is nothing to ask for.
    await expect(confirmReceipt(ports, testPayer, order.id)).rejects.toThrow('order_not_shipped');
    await later(5_000);
    const said = { transactionId: order.transactionId ?? '', receivedAtMs: null };
    const rest = { settlesAtMs: null, settledAtMs: null };
    const { statements } = ports.platform.shipping;
    statements.set(said.transactionId, { ...said, ...rest, stage: 'shipped' });
    const asked = async () => (await confirmReceipt(ports, testPayer, order.id)).shipment;
    expect(await asked()).toMatchObject({ stage: 'shipped', receivedAtMs: null });
    statements.set(said.transactionId, { ...said, ...rest, stage: 'received' });
    expect(await asked()).toMatchObject({ stage: 'shipped' });
    ports.advance(1_000);
    expect(await asked()).toMatchObject({ stage: 'received' });
    expect(await asked()).toMatchObject({ stage: 'received' });
    expect(ports.platform.calls.filter((name) => name === 'ship-query')).toHaveLength(2);
    expect((await events()).filter((type) => type === 'shipment.received')).toHaveLength(1);
  });

  it('is asked about although another word of WeChat’s comes at the same moment', async () => {
    const order = await pay();
    await shipOrder(ports, clerk, order.id, express);
    await later(5_000);
    const transactionId = order.transactionId ?? '';
    const rest = { transactionId, receivedAtMs: null, settlesAtMs: 1, settledAtMs: null };
    ports.platform.shipping.statements.set(transactionId, { ...rest, stage: 'received' });
    const { findShipment } = ports.store;
    let isFirst = true;
    const store = {
      ...ports.store,
      async findShipment(key: Pick<Order, 'merchantId' | 'id'>) {
        const shipment = await findShipment(key);
        if (isFirst && shipment) {
          isFirst = false;
          await followShipping(ports, shipment, { ...rest, stage: 'shipped' });
        }
        return shipment;
      },
    };
    const told = await confirmReceipt({ ...ports, store }, testPayer, order.id);
    expect(told.shipment.stage).toBe('received');
  });
});

describe('pushed messages', () => {
  const settlement = (order: Order, changes = {}) =>
    push({
      key: 'k',
      name: 'trade_manage_order_settlement',
      kind: 'settlement',
      outTradeNo: order.outTradeNo,
      statement: {
        transactionId: order.transactionId ?? '',
        stage: 'completed',
        receivedAtMs: 1_700_000_100_000,
        settlesAtMs: null,
        settledAtMs: 1_700_000_200_000,
        ...changes,
      },
    });

  it('of a settlement free the money once, however often and late they come', async () => {
    const order = await pay();
    await shipOrder(ports, clerk, order.id, express);
    await later(5_000);
    for (let times = 0; times < 3; times += 1) {
      expect(await acceptMessage(ports, settlement(order))).toEqual({ kind: 'accepted' });
    }
    const early = { stage: 'shipped', receivedAtMs: null, settledAtMs: null };
    await acceptMessage(ports, settlement(order, early));
    expect(await found(order)).toMatchObject({
      stage: 'completed',
      receivedAtMs: 1_700_000_100_000,
      settledAtMs: 1_700_000_200_000,
    });
    expect((await events()).filter((type) => type === 'shipment.settled')).toHaveLength(1);
  });

  it('about another transaction change nothing', async () => {
    const order = await pay();
    await shipOrder(ports, clerk, order.id, express);
    await later(5_000);
    await acceptMessage(ports, settlement(order, { transactionId: '42other' }));
    expect(await found(order)).toMatchObject({ settledAtMs: null });
  });

  it('of an order that waits too long are announced once', async () => {
    const order = await pay();
    const { outTradeNo } = order;
    const overdue = push({
      key: 'o:1:trade_manage_remind_shipping',
      name: 'trade_manage_remind_shipping',
      kind: 'shipping-overdue',
      outTradeNo,
      paidAtMs: 0,
    });
    await acceptMessage(ports, overdue);
    await acceptMessage(ports, overdue);
    expect((await events()).filter((type) => type === 'shipment.overdue')).toHaveLength(1);
  });

  it('of any other kind are acknowledged and named, their content is not logged', async () => {
    const chat = push({ key: 'k', name: 'text', kind: 'other' });
    expect(await acceptMessage(ports, chat)).toEqual({ kind: 'accepted' });
    expect(ports.events.at(-1)).toEqual({ name: 'message.received', fields: { name: 'text' } });
  });

  it('that are forged are refused', async () => {
    expect(await acceptMessage(ports, push('forged'))).toMatchObject({ kind: 'refused' });
  });
});

describe('subscribe messages', () => {
  const sent = () => ports.platform.shipping.sent;

  it('“paid” and “shipped” are sent once each, filled from the order', async () => {
    want({ paidTemplate, shippedTemplate, orderPage: 'pages/detail/detail?id={id}' });
    const order = await pay();
    await later(0);
    expect(await found(order)).toBeNull();
    await shipOrder(ports, clerk, order.id, express);
    await later(5_000);
    await later(60_000);
    expect(sent()).toEqual([
      {
        openid: 'oPayer',
        templateId: 'PAID',
        page: `pages/detail/detail?id=${order.id}`,
        fields: { amount2: '¥128.00' },
      },
      expect.objectContaining({ templateId: 'SHIPPED', fields: { thing1: parcel.trackingNo } }),
    ]);
  });

  it('wait some minutes for the payer to accept, and are not sent to one who did not', async () => {
    want({ paidTemplate });
    const order = await pay();
    ports.platform.fail('message', failure('refused', '43101'));
    await later(0);
    expect(await ports.store.listMessages(order)).toMatchObject([{ state: 'pending' }]);
    for (let times = 0; times < 10; times += 1) await later(60_000);
    expect(await ports.store.listMessages(order)).toMatchObject([
      { state: 'refused', problem: '43101', nextSendAtMs: null },
    ]);
  });

  it('whose answer was lost count as sent when WeChat says that the accept is used up', async () => {
    want({ paidTemplate });
    const order = await pay();
    ports.platform.fail('message', failure('unknown', 'TIMEOUT'));
    await later(0);
    ports.platform.fail('message', failure('refused', '43101'));
    await later(10_000);
    expect(await ports.store.listMessages(order)).toMatchObject([{ state: 'sent', sendCount: 2 }]);
  });

  it('that WeChat refuses for good are not sent again', async () => {
    want({ paidTemplate });
    const order = await pay();
    ports.platform.fail('message', failure('refused', '40037'));
    await later(0);
    await later(3_600_000);
    expect(await ports.store.listMessages(order)).toMatchObject([
      { state: 'refused', problem: '40037', sendCount: 1 },
    ]);
  });
});
