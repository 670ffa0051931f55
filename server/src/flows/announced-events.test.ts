import type {
  EventData,
  MerchantEvent,
  OrderFact,
  OrderPaid,
  RefundFact,
  ShipmentFact,
} from '@yifen/contract';
import { beforeEach, expect, it } from 'vitest';
import { createTestPorts, type TestPorts, testPayer } from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { sampleShipment } from '../testing/sample-shipment.ts';
import { cancelOrder } from './cancel-order.ts';
import { changeAmount } from './change-amount.ts';
import { shipmentAnnouncement } from './commit-shipment.ts';
import { pollRefund } from './poll-refund.ts';
import { webhookBody } from './webhook-body.ts';

let ports: TestPorts;
const { buy, payable, notify } = flowActions(() => ports);

beforeEach(async () => {
  const created = await createTestPorts();
  ports = { ...created, settings: { ...created.settings, latePayment: 'refund' } };
});

/** What was announced of a type, as the contract has it. */
async function announced<Type extends keyof EventData>(type: Type): Promise<unknown> {
  const found = (await ports.store.records.outbox()).filter((event) => event.type === type);
  return found.at(-1)?.payload;
}

async function pollDueRefunds(): Promise<void> {
  const claim = { merchantId: 'default', nowMs: ports.clock.nowMs(), leaseSeconds: 60, limit: 9 };
  for (const refund of await ports.store.claimDueRefunds(claim)) await pollRefund(ports, refund);
}

const text = expect.any(String) as string;

it('a paid order is announced as the contract says', async () => {
  const order = await payable();
  await notify(ports.platform.pay(order).statement);
  const expected: OrderPaid = {
    orderId: order.id,
    outTradeNo: order.outTradeNo,
    amountFen: 12_800,
    transactionId: text,
    paidAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    late: false,
  };
  expect(await announced('order.paid')).toEqual(expected);
});

it('so is a closed one', async () => {
  const order = await buy('cup');
  await cancelOrder(ports, testPayer, order.id);
  const { id: orderId, outTradeNo } = order;
  const expected: OrderFact = { orderId, outTradeNo, amountFen: 100 };
  expect(await announced('order.closed')).toEqual(expected);
});

it('so are late money that goes back, its refund, and the order when it is back', async () => {
  const order = await payable('cup');
  await cancelOrder(ports, testPayer, order.id);
  await notify(ports.platform.pay(order).statement);
  const { id: orderId, outTradeNo } = order;
  const fact: OrderFact = { orderId, outTradeNo, amountFen: 100 };
  const refunding: OrderPaid = { ...fact, transactionId: text, paidAt: text, late: true };
  expect(await announced('order.refunding')).toEqual(refunding);
  await pollDueRefunds();
  const [refund] = await ports.store.listRefunds(order);
  if (!refund) throw new Error('no refund');
  await notify(ports.platform.refund(refund).refundStatement);
  await pollDueRefunds();
  const succeeded: RefundFact = {
    ...fact,
    refundId: refund.id,
    outRefundNo: refund.outRefundNo,
    transactionId: text,
    kind: 'late',
    totalFen: 100,
    reason: '订单已关闭，自动退款',
    succeededAt: text,
    problem: null,
    advice: null,
  };
  expect(await announced('refund.succeeded')).toEqual(succeeded);
  const closed: EventData['order.closed'] = { ...fact, returned: true };
  expect(await announced('order.closed')).toEqual(closed);
});

it('so is an order with which WeChat’s word disagrees', async () => {
  const order = await payable('cup');
  await notify({ ...ports.platform.pay(order).statement, amountFen: 1 });
  const { id: orderId, outTradeNo } = order;
  const expected: EventData['order.disputed'] = {
    orderId,
    outTradeNo,
    amountFen: 100,
    disagreements: ['amountFen'],
  };
  expect(await announced('order.disputed')).toEqual(expected);
});

it('so is money that comes under a number that was given up', async () => {
  const order = await payable('cup');
  await changeAmount(ports, { id: 'user:li' }, order.id, 90);
  await notify(ports.platform.pay(order).statement);
  const expected: EventData['order.surplus'] = {
    orderId: order.id,
    outTradeNo: order.outTradeNo,
    amountFen: 100,
    transactionId: text,
  };
  expect(await announced('order.surplus')).toEqual(expected);
});

it('so is a shipment', () => {
  const shipment = sampleShipment({ receivedAtMs: 0 });
  const expected: ShipmentFact = {
    orderId: shipment.orderId,
    outTradeNo: shipment.outTradeNo,
    transactionId: shipment.transactionId,
    method: shipment.method,
    parcels: shipment.parcels.map(({ itemDesc, carrier, trackingNo }) => ({
      itemDesc,
      carrier,
      trackingNo,
    })),
    stage: shipment.stage,
    receivedAt: '1970-01-01T00:00:00.000Z',
    settledAt: null,
    problem: null,
  };
  expect(shipmentAnnouncement(ports, shipment, 'shipment.received').payload).toEqual(expected);
});

it('the body is the same bytes every time, and holds what the contract says', async () => {
  const order = await payable();
  await notify(ports.platform.pay(order).statement);
  await ports.store.placeEvents({ merchantId: 'default', nowMs: 1, limit: 9 });
  const page = { merchantId: 'default', after: 0, limit: 1, type: null };
  const [event] = (await ports.store.listEvents(page)).items;
  if (!event) throw new Error('no event');
  const body = webhookBody(event);
  expect(webhookBody(event)).toBe(body);
  const told = JSON.parse(body) as MerchantEvent;
  expect(Object.keys(told)).toEqual(['id', 'type', 'timestamp', 'data']);
  expect(told).toMatchObject({ id: event.id, type: 'order.paid', data: { orderId: order.id } });
});
