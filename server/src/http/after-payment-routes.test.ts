import { beforeEach, expect, it } from 'vitest';
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
