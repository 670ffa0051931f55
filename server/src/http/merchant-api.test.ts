import { beforeEach, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { createOrder } from '../flows/create-order.ts';
import { preparePayment } from '../flows/prepay-order.ts';
import { SCOPES } from '../flows/scopes.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { createPollLoop } from '../jobs/poll-loop.ts';
import type { Order, PaymentStatement } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

let ports: TestPorts;
let app: HttpApp;
let key: string;

beforeEach(async () => {
  ports = await createTestPorts();
  app = await createHttpApp(houseOf(ports));
  key = await newKey();
});

describe('orders of a merchant', () => {
  const wish = { openid: 'oPayer', amountFen: 990, description: '定制茶礼' };

  it('ask one payer for any amount, once per key', async () => {
    const made = await post('/v1/merchant/orders', wish, { 'idempotency-key': 'a' });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      ...wish,
      state: 'created',
      mchid: '1900000001',
      items: [],
    });
    const again = await post('/v1/merchant/orders', wish, { 'idempotency-key': 'a' });
    expect(again.json().id).toBe(made.json().id);
    for (const changes of [{ amountFen: 991 }, { openid: 'oOther' }, { lifeSeconds: 60 }]) {
      const other = { ...wish, ...changes };
      const refused = await post('/v1/merchant/orders', other, { 'idempotency-key': 'a' });
      expect(refused.json()).toMatchObject({ code: 'idempotency_conflict', status: 409 });
    }
    const unsafe = await post('/v1/merchant/orders', wish);
    expect(unsafe.json().code).toBe('idempotency_key_missing');
    const prepaid = await post(`/v1/merchant/orders/${made.json().id}/prepay`);
    expect(prepaid.json()).toMatchObject({
      order: { state: 'payable' },
      requestPayment: { signType: 'RSA' },
    });
  });

  it('refuse what WeChat would refuse, and fields that there are not', async () => {
    for (const changes of [
      { amountFen: 0 },
      { amountFen: 1.5 },
      { amountFen: 100_000_001 },
      { description: '' },
      { description: '礼'.repeat(43) },
      { description: '茶🍵' },
      { openid: 'a:b' },
      { appid: 'wx-not-ours' },
      { mchid: '1' },
      { notifyUrl: 'https://evil.example' },
      { state: 'paid' },
    ]) {
      const answer = await post(
        '/v1/merchant/orders',
        { ...wish, ...changes },
        { 'idempotency-key': 'b' },
      );
      expect([changes, answer.statusCode]).toEqual([changes, 400]);
    }
  });

  it('are listed, filtered and found by each of their numbers', async () => {
    const [first, second] = [await paid('o1'), await paid('o2')];
    const list = (await get('/v1/merchant/orders?limit=1')).json();
    expect(list.items).toHaveLength(1);
    const rest = (await get(`/v1/merchant/orders?cursor=${list.nextCursor}`)).json();
    expect([list.items[0].id, rest.items[0].id].sort()).toEqual([first.id, second.id].sort());
    const one = (await get('/v1/merchant/orders?openid=o2&state=paid')).json();
    expect(one.items.map(({ id }: Order) => id)).toEqual([second.id]);
    expect((await get('/v1/merchant/orders?state=closed')).json().items).toEqual([]);
    const later = new Date(ports.clock.nowMs() + 1000).toISOString();
    expect((await get(`/v1/merchant/orders?from=${later}`)).json().items).toEqual([]);
    for (const number of [first.id, first.outTradeNo, first.transactionId]) {
      const found = (await get(`/v1/merchant/orders?number=${number}`)).json();
      expect(found.items.map(({ id }: Order) => id)).toEqual([first.id]);
    }
    expect((await get('/v1/merchant/orders?number=nothing')).json().items).toEqual([]);
  });

  it('show their history, the numbers they have given up, and their refunds', async () => {
    const order = await payable();
    const changed = await post(`/v1/merchant/orders/${order.id}/amount`, { amountFen: 200 });
    expect(changed.json()).toMatchObject({ amountFen: 200, state: 'created' });
    const prepaid = await preparePayment(ports, await again(order));
    await settlePayment(ports, prepaid.order, ports.platform.pay(prepaid.order));
    const part = { amountFen: 50, reason: '少发一件' };
    await post(`/v1/merchant/orders/${order.id}/refunds`, part, { 'idempotency-key': 'r' });
    const detail = (await get(`/v1/merchant/orders/${order.id}`)).json();
    expect(detail.history.map(({ name }: { name: string }) => name)).toEqual([
      'create',
      'prepay',
      'renew',
      'prepay',
      'pay',
    ]);
    expect(detail.formerNumbers).toMatchObject([
      { outTradeNo: order.outTradeNo, amountFen: 12_800 },
    ]);
    expect(detail.refunds).toMatchObject([{ amountFen: 50, state: 'processing', kind: 'asked' }]);
  });

  it('are asked about at WeChat, and closed', async () => {
    const order = await payable();
    ports.platform.pay(order);
    const asked = await post(`/v1/merchant/orders/${order.id}/query`);
    expect(asked.json()).toMatchObject({ state: 'paid' });
    const late = await post(`/v1/merchant/orders/${order.id}/close`);
    expect(late.json()).toMatchObject({ code: 'order_already_paid' });
    const open = await payable();
    const closed = await post(`/v1/merchant/orders/${open.id}/close`);
    expect(closed.json()).toMatchObject({ state: 'closed' });
    const { history } = (await get(`/v1/merchant/orders/${open.id}`)).json();
    expect(history.at(-1).note).toMatch(/^closed by key:/);
  });
});

describe('a disputed order', () => {
  it('becomes paid only when WeChat says now that it was paid as it stands', async () => {
    const order = await disputed({ amountFen: 1 });
    const wish = { as: 'paid', reason: '已与顾客核对' };
    const refused = await post(`/v1/merchant/orders/${order.id}/resolve`, wish);
    expect(refused.json()).toMatchObject({
      code: 'dispute_not_settled',
      disagreements: ['amountFen'],
    });
    ports.platform.pay(order);
    const resolved = await post(`/v1/merchant/orders/${order.id}/resolve`, wish);
    expect(resolved.json()).toMatchObject({ state: 'paid' });
    const [evidence] = (await ports.store.records.evidence(order)).slice(-1);
    expect(evidence?.source).toBe('query');
    const announced = (await ports.store.records.outbox()).map(({ type }) => type);
    expect(announced).toEqual(['order.disputed', 'order.paid']);
    const again = await post(`/v1/merchant/orders/${order.id}/resolve`, wish);
    expect(again.json().code).toBe('order_not_disputed');
  });

  it('I07 is let go with all that came returned, once', async () => {
    const order = await disputed({ amountFen: 1 });
    const wish = { as: 'closed', reason: '金额不符，退还' };
    const closed = await post(`/v1/merchant/orders/${order.id}/resolve`, wish);
    expect(closed.json()).toMatchObject({ state: 'closed' });
    expect(await ports.store.listRefunds(order)).toMatchObject([
      { amountFen: 1, totalFen: 1, kind: 'surplus', state: 'requested' },
    ]);
    // WeChat repeats what it said: it is no news, and the money does not go back twice.
    const repeated = ports.platform.pay(order, { amountFen: 1 });
    await settlePayment(ports, await stored(ports, order), repeated);
    expect((await stored(ports, order)).state).toBe('closed');
    expect(await ports.store.listRefunds(order)).toHaveLength(1);
    expect((await ports.store.findProducts('default', ['cup']))[0]?.stock).toBe(2);
  });

  it('is closed at WeChat first when nobody paid it', async () => {
    const order = await disputed({ openid: 'oThief' });
    ports.platform.known.delete(order.outTradeNo);
    ports.platform.known.set(order.outTradeNo, unpaid(order));
    await post(`/v1/merchant/orders/${order.id}/resolve`, { as: 'closed', reason: '误报' });
    expect(ports.platform.calls.slice(-2)).toEqual(['query', 'close']);
    expect((await stored(ports, order)).nextPollAtMs).not.toBeNull();
  });
});

describe('refunds of a merchant', () => {
  it('need a key, go back once, and are listed with what to do', async () => {
    const order = await paid('o1');
    const part = { amountFen: 100, reason: '破损' };
    const url = `/v1/merchant/orders/${order.id}/refunds`;
    expect((await post(url, part)).json().code).toBe('idempotency_key_missing');
    const first = await post(url, part, { 'idempotency-key': 'r1' });
    expect(first.statusCode).toBe(201);
    const second = await post(url, part, { 'idempotency-key': 'r1' });
    expect(second.json().id).toBe(first.json().id);
    const other = await post(url, { ...part, amountFen: 5 }, { 'idempotency-key': 'r1' });
    expect(other.json().code).toBe('idempotency_conflict');
    const { items } = (await get('/v1/merchant/refunds')).json();
    expect(items).toMatchObject([{ id: first.json().id, state: 'processing', advice: null }]);
    expect((await get('/v1/merchant/refunds?state=abnormal')).json().items).toEqual([]);
    const detail = (await get(`/v1/merchant/refunds/${first.json().id}`)).json();
    expect(detail.history[0]).toMatchObject({
      name: 'request',
      by: expect.stringMatching(/^key:/),
    });
    const unknown = await get('/v1/merchant/refunds/00000000-0000-4000-8000-000000000000');
    expect(unknown.json().code).toBe('not_found');
  });

  it('above the limit wait for another key, which is not a rotated one', async () => {
    const order = await paid('o1');
    const url = `/v1/merchant/orders/${order.id}/refunds`;
    const all = { amountFen: 12_800, reason: '退货' };
    const held = (await post(url, all, { 'idempotency-key': 'r' })).json();
    expect(held).toMatchObject({ state: 'awaiting-approval', advice: { en: expect.any(String) } });
    const approve = `/v1/merchant/refunds/${held.id}/approve`;
    expect((await post(approve)).json().code).toBe('second_person_needed');
    const second = await newKey();
    const approved = await post(approve, undefined, {}, second);
    expect(approved.json()).toMatchObject({ state: 'processing' });
    const reject = `/v1/merchant/refunds/${held.id}/reject`;
    const late = await post(reject, { reason: '太晚' });
    expect(late.json().code).toBe('refund_not_awaiting_approval');
  });
});

describe('keys at WeChat', () => {
  it('I20 are taken, listed by name, and never told again, nor what was wrong with them', async () => {
    await ports.store.saveMerchant({
      id: 'default',
      name: '茶铺',
      origin: 'environment',
      partner: null,
      mchid: '1900000001',
      active: true,
      choices: {},
      createdAtMs: 0,
    });
    const canary = 'canary-canary-canary-canary-1234';
    const next = { kind: 'apiv3-key', serial: 'next', text: canary };
    expect((await post('/v1/merchant/keys', next)).statusCode).toBe(201);
    const wrong = { kind: 'merchant-key', serial: 'AB'.repeat(20), text: canary };
    const refused = await post('/v1/merchant/keys', wrong);
    expect(refused.json()).toMatchObject({ code: 'merchant_key_invalid', status: 400 });
    const listed = await get('/v1/merchant/keys');
    expect(listed.json().items).toMatchObject([{ kind: 'apiv3-key', serial: 'next' }]);
    const kept = JSON.stringify(await ports.store.findMerchant('default'));
    for (const text of [refused.body, listed.body, kept, JSON.stringify(ports.events)]) {
      expect(text).not.toContain(canary);
    }
    const headers = { authorization: `Bearer ${key}` };
    const remove = () =>
      app.inject({ method: 'DELETE', url: '/v1/merchant/keys/apiv3-key/next', headers });
    expect([(await remove()).statusCode, (await remove()).statusCode]).toEqual([200, 404]);
  });
});

describe('the catalogue', () => {
  it('is kept product by product; payers see what is on sale', async () => {
    const tea = { id: 'white-tea', name: '白茶', priceFen: 8_800, stock: 3 };
    expect((await post('/v1/merchant/products', tea)).statusCode).toBe(201);
    expect((await post('/v1/merchant/products', tea)).json().code).toBe('product_exists');
    const changed = await patch('white-tea', { priceFen: 9_900, stockChange: 2 });
    expect(changed.json()).toMatchObject({ priceFen: 9_900, stock: 5, active: true });
    expect((await patch('white-tea', { stockChange: -6 })).json().code).toBe('stock_too_small');
    expect((await patch('white-tea', { stockChange: 1, stock: 1 })).statusCode).toBe(400);
    expect((await patch('white-tea', { id: 'other' })).statusCode).toBe(400);
    expect((await patch('nothing', { stock: 1 })).json().code).toBe('not_found');
    await patch('white-tea', { active: false });
    const onSale = await ports.store.listProducts('default');
    expect(onSale.map(({ id }) => id)).toEqual(['tea', 'cup']);
    const shelf = (await get('/v1/merchant/products?limit=2&cursor=cup')).json();
    expect(shelf.items.map(({ id }: { id: string }) => id)).toEqual(['gone', 'white-tea']);
  });

  it('stock that was reserved is there again when the order expires', async () => {
    await createOrder(ports, {
      openid: 'oPayer',
      items: [{ productId: 'cup', quantity: 2 }],
      idempotencyKey: null,
    });
    const cups = async () =>
      (await get('/v1/merchant/products')).json().items.find(({ id }: Order) => id === 'cup');
    expect(await cups()).toMatchObject({ stock: 0 });
    ports.advance(1_800_000);
    await createPollLoop(ports).tick();
    expect(await cups()).toMatchObject({ stock: 2 });
  });

  it('a price that changes leaves placed orders as they are', async () => {
    const order = await payable();
    await patch('tea', { priceFen: 1 });
    expect(await again(order)).toMatchObject({ amountFen: 12_800, items: [{ priceFen: 12_800 }] });
  });
});

async function newKey(): Promise<string> {
  const wish = { merchantId: 'default', name: 'erp', scopes: SCOPES, lifeSeconds: null };
  return (await createApiKey(ports, wish)).text;
}

async function payable(openid = 'oPayer', productId = 'tea'): Promise<Order> {
  const items = [{ productId, quantity: 1 }];
  const order = await createOrder(ports, { openid, items, idempotencyKey: null });
  return (await preparePayment(ports, order)).order;
}

async function paid(openid: string): Promise<Order> {
  const order = await payable(openid);
  return (await settlePayment(ports, order, ports.platform.pay(order))).order;
}

async function disputed(changes: Partial<PaymentStatement>): Promise<Order> {
  const order = await payable(testPayer.openid, 'cup');
  const settled = await settlePayment(ports, order, ports.platform.pay(order, changes));
  expect(settled.order.state).toBe('disputed');
  return settled.order;
}

function unpaid(order: Order): PaymentStatement {
  const { statement } = ports.platform.pay(order, { tradeState: 'unpaid', transactionId: null });
  return statement;
}

async function again({ id }: Order): Promise<Order> {
  const order = await ports.store.findOrderById('default', id);
  if (!order) throw new Error('no such order');
  return order;
}

function get(url: string, bearer: string = key) {
  return app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${bearer}` } });
}

function post(url: string, body?: object, more: object = {}, bearer: string = key) {
  const headers = { authorization: `Bearer ${bearer}`, ...more };
  return app.inject({ method: 'POST', url, headers, ...(body && { payload: body }) });
}

function patch(id: string, payload: object) {
  const headers = { authorization: `Bearer ${key}` };
  return app.inject({ method: 'PATCH', url: `/v1/merchant/products/${id}`, headers, payload });
}
