import { beforeEach, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { createOrder } from '../flows/create-order.ts';
import { logIn } from '../flows/log-in.ts';
import { prepayOrder } from '../flows/prepay-order.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { createDeliveryLoop } from '../jobs/delivery-loop.ts';
import { createShipmentLoop } from '../jobs/shipment-loop.ts';
import type { Order } from '../ports.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

const express = {
  method: 'express',
  parcels: [{ itemDesc: '明前龙井 ×1', carrier: 'ZTO', trackingNo: '731' }],
};

let ports: TestPorts;
let app: HttpApp;
let order: Order;
let payer: Record<string, string>;
let merchant: Record<string, string>;

beforeEach(async () => {
  ports = await createTestPorts();
  const paidTemplate = { templateId: 'PAID', fields: { amount2: 'amount' } } as const;
  const afterPayment = { ...ports.settings.afterPayment, paidTemplate };
  ports = { ...ports, settings: { ...ports.settings, afterPayment } };
  app = await createHttpApp(houseOf(ports));
  const { token, session } = await logIn(ports, 'Payer');
  payer = { authorization: `Bearer ${token}` };
  const { text } = await createApiKey(houseOf(ports), {
    merchantId: 'default',
    name: 'shop',
    scopes: ['shipping:read', 'shipping:write'],
    lifeSeconds: null,
  });
  merchant = { authorization: `Bearer ${text}` };
  const items = [{ productId: 'tea', quantity: 1 }];
  const made = await createOrder(ports, { openid: session.openid, items, idempotencyKey: null });
  const prepaid = await prepayOrder(ports, session, made.id);
  order = (await settlePayment(ports, prepaid.order, ports.platform.pay(prepaid.order))).order;
});

const post = (url: string, body: object, headers: Record<string, string>) =>
  app.inject({ method: 'POST', url, payload: body, headers });
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const shipmentUrl = () => `/v1/merchant/orders/${order.id}/shipment`;

it('a number is kept only when the page asks for it, and then sealed', async () => {
  const owner = { merchantId: 'default', openid: order.openid };
  await post('/v1/phone-number', { phoneCode: 'c' }, payer);
  expect(await ports.store.findPhoneNumber(owner)).toBeNull();
  const kept = await post('/v1/phone-number', { phoneCode: 'c', keep: true }, payer);
  expect(kept.json()).toMatchObject({ purePhoneNumber: '13580006666' });
  expect(ports.secrets.open((await ports.store.findPhoneNumber(owner)) ?? '')).toBe('13580006666');
});

it('an order shows its payer how it is shipped, and nothing of the merchant’s side', async () => {
  const url = `/v1/orders/${order.id}`;
  expect((await get(url, payer)).json()).not.toHaveProperty('shipment');
  expect((await post(`${url}/receipt`, {}, payer)).json()).toMatchObject({
    status: 409,
    code: 'order_not_shipped',
  });
  expect((await post(shipmentUrl(), express, merchant)).json()).toMatchObject({
    state: 'to-report',
    settledAt: null,
  });
  expect((await get(url, payer)).json().shipment).toEqual({
    method: 'express',
    state: 'preparing',
    parcels: express.parcels,
  });
  ports.advance(10_000);
  // What is announced is followed when it has its place.
  await createDeliveryLoop(ports).tick();
  await createShipmentLoop(ports).tick();
  const { shipment } = (await post(`${url}/receipt`, {}, payer)).json();
  expect(shipment).toMatchObject({ state: 'shipped', shippedAt: expect.any(String) });
});

it('what is not a shipment is refused by its code', async () => {
  const code = async (body: object) => (await post(shipmentUrl(), body, merchant)).json().code;
  expect(await code({ ...express, parcels: [{ itemDesc: '茶' }] })).toBe('shipment_invalid');
  expect(await code({ ...express, method: 'virtual' })).toBe('shipment_invalid');
  expect(await code({ ...express, parcels: [] })).toBe('invalid_request');
  expect(await code({ ...express, courier: 'ZTO' })).toBe('invalid_request');
  expect((await get(shipmentUrl(), merchant)).json().code).toBe('not_found');
});

describe('several orders in one parcel', () => {
  const parcel = { method: 'express', carrier: 'ZTO', trackingNo: '731' };
  let second: Order;
  beforeEach(async () => {
    second = await paidBy(order.openid);
  });
  const ship = (orders: readonly { id: string; itemDesc?: string }[], changes = {}) =>
    post('/v1/merchant/shipments', { ...parcel, ...changes, orders }, merchant);
  const both = () => [{ id: order.id, itemDesc: '明前龙井 ×1' }, { id: second.id }];
  const shipped = async () =>
    Promise.all([order, second].map((each) => ports.store.findShipment(each)));

  it('are shipped together, each reported to WeChat by itself, and again when WeChat refused one', async () => {
    const answer = (await ship(both())).json();
    expect(answer.items).toMatchObject([
      { orderId: order.id, state: 'to-report', parcels: [{ itemDesc: '明前龙井 ×1' }] },
      { orderId: second.id, state: 'to-report', parcels: [{ itemDesc: second.description }] },
    ]);
    ports.advance(10_000);
    await createShipmentLoop(ports).tick();
    expect(ports.platform.shipping.uploads.map(({ orderId }) => orderId).sort()).toEqual(
      [order.id, second.id].sort(),
    );
    expect(await shipped()).toMatchObject([{ state: 'reported' }, { state: 'reported' }]);
  });

  it('the same request twice is one shipment of each, and a correction holds for all', async () => {
    const first = (await ship(both())).json();
    expect((await ship(both())).json()).toEqual(first);
    await ship(both(), { trackingNo: '732' });
    expect(await shipped()).toMatchObject([
      { parcels: [{ trackingNo: '732' }], version: 2 },
      { parcels: [{ trackingNo: '732' }], version: 2 },
    ]);
  });

  it('are shipped all or none: unpaid, unknown, twice, without a number, or of another payer', async () => {
    const items = [{ productId: 'tea', quantity: 1 }];
    const wish = { openid: order.openid, items, idempotencyKey: null };
    const unpaid = await createOrder(ports, wish);
    const others = await paidBy('oOther');
    const code = async (...last: Parameters<typeof ship>) => (await ship(...last)).json().code;
    const mine = { id: order.id };
    expect(await code([mine, { id: unpaid.id }])).toBe('order_not_shippable');
    expect(await code([mine, { id: 'nothing' }])).toBe('not_found');
    expect(await code([mine, mine])).toBe('shipment_invalid');
    expect(await code([mine, { id: second.id }], { trackingNo: undefined })).toBe(
      'shipment_invalid',
    );
    expect(await code([mine, { id: others.id }])).toBe('shipment_of_several_payers');
    expect(await code([mine])).toBe('invalid_request');
    expect(await shipped()).toEqual([null, null]);
  });

  it('I18 are not shipped by a merchant whose they are not', async () => {
    const { text } = await createApiKey(houseOf(ports), {
      merchantId: 'default',
      name: 'other',
      scopes: ['shipping:write'],
      lifeSeconds: null,
    });
    const stranger = { ...ports, settings: { ...ports.settings, merchantId: 'other' } };
    const theirs = await createHttpApp({
      ...houseOf(ports),
      merchants: { ...houseOf(ports).merchants, find: async () => stranger },
    });
    const answer = await theirs.inject({
      method: 'POST',
      url: '/v1/merchant/shipments',
      payload: { ...parcel, orders: both() },
      headers: { authorization: `Bearer ${text}` },
    });
    expect(answer.json().code).toBe('not_found');
    expect(await shipped()).toEqual([null, null]);
  });
});

async function paidBy(openid: string): Promise<Order> {
  const items = [{ productId: 'tea', quantity: 1 }];
  const made = await createOrder(ports, { openid, items, idempotencyKey: null });
  const prepaid = await prepayOrder(ports, { merchantId: 'default', openid }, made.id);
  return (await settlePayment(ports, prepaid.order, ports.platform.pay(prepaid.order))).order;
}

it('a merchant reads what the payer was told', async () => {
  // What is announced is followed when it has its place.
  await createDeliveryLoop(ports).tick();
  await createShipmentLoop(ports).tick();
  const told = await get(`/v1/merchant/orders/${order.id}/messages`, merchant);
  expect(told.json()).toMatchObject({ items: [{ kind: 'paid', state: 'pending', sentAt: null }] });
});

it('the phone learns which messages the server would send', async () => {
  const items = [{ productId: 'tea', quantity: 1 }];
  const { openid } = order;
  const next = await createOrder(ports, { openid, items, idempotencyKey: null });
  const prepaid = await post(`/v1/orders/${next.id}/prepay`, {}, payer);
  expect(prepaid.json().templateIds).toEqual(['PAID']);
});

it('WeChat’s check of the address is answered as plain text', async () => {
  const answer = await get('/wechat/messages/default?echostr=%3Cb%3E1');
  expect([answer.statusCode, answer.body]).toEqual([200, '<b>1']);
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect((await get('/wechat/messages/nobody?echostr=1')).statusCode).toBe(404);
});

it('a pushed message is acknowledged with success, a forged one is not', async () => {
  const headers = { 'content-type': 'text/xml' };
  const push = (payload: string) =>
    app.inject({ method: 'POST', url: '/wechat/messages/default', payload, headers });
  const note = await push('{"key":"k","name":"text","kind":"other"}');
  expect([note.statusCode, note.body]).toEqual([200, 'success']);
  expect((await push('forged')).statusCode).toBe(401);
});
