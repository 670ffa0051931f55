import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { createEndpoint } from '../flows/create-endpoint.ts';
import { createMerchantOrder } from '../flows/create-merchant-order.ts';
import { preparePayment } from '../flows/prepay-order.ts';
import { requestRefund } from '../flows/request-refund.ts';
import { SCOPES } from '../flows/scopes.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { settleRefund } from '../flows/settle-refund.ts';
import { createDeliveryLoop } from '../jobs/delivery-loop.ts';
import { type Order, PlatformFailure } from '../ports.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { answered } from '../testing/fake-outbound.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

const actor = { id: 'user:li' };
let ports: TestPorts;
let app: HttpApp;
let key: string;

async function open(): Promise<void> {
  ports = await createTestPorts();
  app = await createHttpApp(houseOf(ports));
  const wish = { merchantId: 'default', name: 'erp', scopes: SCOPES, lifeSeconds: null };
  key = (await createApiKey(ports, wish)).text;
}

async function call(method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) {
  const headers = { authorization: `Bearer ${key}` };
  return app.inject({ method, url: `/v1/merchant${url}`, headers, ...(payload && { payload }) });
}

async function paidOrder(): Promise<Order> {
  const wish = { openid: 'oPayer', amountFen: 500, description: '茶', lifeSeconds: null };
  const idempotencyKey = ports.random.uuid();
  const placed = await createMerchantOrder(ports, actor, { ...wish, idempotencyKey });
  const { order } = await preparePayment(ports, placed);
  return (await settlePayment(ports, order, ports.platform.pay(order))).order;
}

describe('work in the background', () => {
  beforeEach(open);

  it('shows what was given up first, and does it anew when somebody wants it', async () => {
    const url = 'https://erp.example.com/hooks';
    await createEndpoint(ports, { url, description: '', eventTypes: ['order.paid'] });
    ports.outbound.receive = async () => answered(500);
    const paid = await paidOrder();
    const loop = createDeliveryLoop(ports);
    for (let hour = 0; hour < 200; hour += 1) {
      await loop.tick();
      ports.advance(3_600_000);
    }
    const { items } = (await call('GET', '/jobs')).json();
    expect(items[0]).toMatchObject({
      kind: 'delivery',
      state: 'dead',
      dueAt: null,
      problem: '500',
    });
    expect(items[0].subject).toContain('order.paid');
    expect((await call('GET', '/jobs?state=dead&kind=message')).json().items).toEqual([]);

    ports.outbound.receive = async () => answered(200);
    const again = await call('POST', `/jobs/${encodeURIComponent(items[0].id)}/retry`);
    expect(again.json()).toMatchObject({ id: items[0].id, state: 'waiting' });
    await loop.tick();
    expect((await call('GET', '/jobs?state=dead')).json().items).toEqual([]);
    expect(paid.state).toBe('paid');
  });

  it('asks about an abnormal refund again, and finds it come to its end', async () => {
    const paid = await paidOrder();
    const wish = { amountFen: 200, reason: '退', idempotencyKey: null };
    const asked = await requestRefund(ports, actor, paid.id, wish);
    await settleRefund(ports, asked, ports.platform.refund(asked, { status: 'abnormal' }));
    const [dead] = (await call('GET', '/jobs?state=dead')).json().items;
    expect(dead).toMatchObject({ kind: 'refund-poll', subject: asked.outRefundNo });
    ports.platform.refund(asked);
    await call('POST', `/jobs/${dead.id}/retry`);
    expect(await ports.store.findRefund('default', asked.id)).toMatchObject({ state: 'succeeded' });
    expect((await call('GET', '/jobs?state=dead')).json().items).toEqual([]);
  });

  it('tells what waits from what is late, page by page', async () => {
    for (let count = 0; count < 3; count += 1) {
      const wish = { openid: 'oPayer', amountFen: 1, description: '茶', lifeSeconds: 60 };
      const idempotencyKey = `k${count}`;
      await createMerchantOrder(ports, actor, { ...wish, idempotencyKey });
    }
    const states = async (query: string) => {
      const { items } = (await call('GET', `/jobs${query}`)).json();
      return items.map(({ state }: { readonly state: string }) => state);
    };
    expect(await states('')).toEqual(['waiting', 'waiting', 'waiting']);
    ports.advance(90_000);
    expect(await states('?state=late')).toEqual(['late', 'late', 'late']);
    expect(await states('?state=waiting')).toEqual([]);
    const first = (await call('GET', '/jobs?limit=2')).json();
    const second = (await call('GET', `/jobs?limit=2&cursor=${first.nextCursor}`)).json();
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([new Set(ids).size, second.nextCursor]).toEqual([3, null]);
    const closed = await call('POST', `/jobs/${ids[0]}/retry`);
    expect(closed.statusCode).toBe(200);
  });

  it('takes no name that is no job’s', async () => {
    for (const id of [
      'x',
      'delivery:none',
      'constructor:1',
      'reconciliation:today.trade',
      'order-poll:1',
    ]) {
      expect([id, (await call('POST', `/jobs/${id}/retry`)).json().code]).toEqual([
        id,
        'not_found',
      ]);
    }
    const tomorrow = await call('POST', '/jobs/reconciliation:2099-01-01.trade/retry');
    expect(tomorrow.json().code).toBe('day_without_bill');
  });
});

describe('the set-up of a merchant', () => {
  beforeAll(open);

  it('is shown without secrets, and changed by who may', async () => {
    const { settings, store } = ports;
    await store.saveMerchant({
      id: 'default',
      name: '茶馆',
      origin: 'environment',
      partner: null,
      mchid: settings.mchid,
      active: true,
      choices: {},
      createdAtMs: 0,
    });
    expect((await call('GET', '/settings')).json()).toMatchObject({
      name: '茶馆',
      orderLifeSeconds: 1_800,
      refundApprovalAboveFen: 10_000,
      chosen: [],
      isSimulated: true,
    });
    const changed = await call('PATCH', '/settings', { refundApprovalAboveFen: null, name: '新' });
    expect(changed.json()).toMatchObject({
      name: '新',
      refundApprovalAboveFen: null,
      chosen: ['refundApprovalAboveFen'],
    });
    for (const change of [{ orderLifeSeconds: 1 }, { mchid: '1' }, { latePayment: 'keep' }]) {
      expect((await call('PATCH', '/settings', change)).json().code).toBe('invalid_request');
    }
    const lines = await store.listAuditLines('default', { after: 0, limit: 10 });
    expect(lines.map(({ action, details }) => [action, details])).toEqual([
      ['PATCH /v1/merchant/settings', '{"name":"新","refundApprovalAboveFen":null}'],
    ]);
  });

  it('I20 takes an AppSecret and never tells it', async () => {
    const secret = 'S'.repeat(32);
    const appid = `wx${'9'.repeat(16)}`;
    expect((await call('POST', '/mini-programs', { appid, secret })).json()).toEqual({ appid });
    expect((await call('GET', '/settings')).json().miniPrograms).toContainEqual({ appid });
    const lines = JSON.stringify(
      await ports.store.listAuditLines('default', { after: 0, limit: 9 }),
    );
    expect([lines.includes(appid), lines.includes(secret)]).toEqual([true, false]);
  });

  it('I20 takes what payers are told and the secrets of message push, and tells no secret', async () => {
    const appid = `wx${'9'.repeat(16)}`;
    await call('POST', '/mini-programs', { appid, secret: 'S'.repeat(32) });
    const paidTemplate = { templateId: 'PAID', fields: { amount2: 'amount', thing1: '"谢谢' } };
    const messagePush = { token: 'aPushToken', encodingAesKey: 'K'.repeat(43) };
    const changed = await call('PATCH', `/mini-programs/${appid}`, { paidTemplate, messagePush });
    expect(changed.json()).toEqual({
      appid,
      paidTemplate,
      shippedTemplate: null,
      orderPage: null,
      hasMessagePush: true,
      messageUrl: `https://pay.example.com/wechat/messages/default/${appid}`,
    });
    const page = { orderPage: 'pages/detail/detail?id={id}' };
    await call('PATCH', `/mini-programs/${appid}`, page);
    const { items } = (await call('GET', '/mini-programs')).json();
    expect(items).toContainEqual({ ...changed.json(), ...page });
    const off = { paidTemplate: null, messagePush: null };
    expect((await call('PATCH', `/mini-programs/${appid}`, off)).json()).toMatchObject({
      paidTemplate: null,
      hasMessagePush: false,
      ...page,
    });
    const kept = await ports.store.findMerchant('default');
    const lines = await ports.store.listAuditLines('default', { after: 0, limit: 9 });
    const text = JSON.stringify([kept, lines, ports.events]);
    expect([text.includes('aPushToken'), text.includes('KKKK')]).toEqual([false, false]);
    for (const wrong of [
      { paidTemplate: { templateId: 'PAID', fields: { amount2: 'price' } } },
      { paidTemplate: { templateId: 'PAID', fields: {} } },
      { messagePush: { token: 'no token' } },
      { messagePush: { token: 'aPushToken', encodingAesKey: 'short' } },
    ]) {
      const refused = await call('PATCH', `/mini-programs/${appid}`, wrong);
      expect(refused.json().code).toBe('invalid_request');
    }
    const nobodys = await call('PATCH', `/mini-programs/wx${'7'.repeat(16)}`, off);
    expect(nobodys.json().code).toBe('not_found');
  });

  it('is checked at WeChat and at its notification address', async () => {
    const refusal = '{"code":"FAIL","message":"refused"}';
    ports.outbound.receive = async () => answered(400, { answer: refusal });
    const outcomes = async () =>
      Object.fromEntries(
        (await call('POST', '/check'))
          .json()
          .items.map(({ step, outcome }: { step: string; outcome: string }) => [step, outcome]),
      );
    expect(await outcomes()).toEqual({ 'merchant-key': 'ok', 'notify-url': 'ok' });
    ports.outbound.receive = async () => answered(200, { answer: '<html>parked</html>' });
    expect(await outcomes()).toMatchObject({ 'notify-url': 'failed' });
    ports.outbound.receive = async () => ({
      ...answered(200),
      status: null,
      failure: 'forbidden-address',
    });
    expect(await outcomes()).toMatchObject({ 'notify-url': 'skipped' });
  });

  it('is tried with one fen, which goes the whole way or says why not', async () => {
    const begun = (await call('POST', '/live-check', { openid: 'oOperator' })).json();
    expect(begun).toMatchObject({
      order: { state: 'payable', amountFen: 1, openid: 'oOperator' },
      items: [{ step: 'prepay', outcome: 'ok' }],
    });
    const refusal = { outcome: 'refused', code: 'APPID_MCHID_NOT_MATCH' } as const;
    ports.platform.fail('prepay', new PlatformFailure('no', refusal));
    const failed = (await call('POST', '/live-check', { openid: 'oOperator' })).json();
    expect(failed.items).toEqual([expect.objectContaining({ outcome: 'failed' })]);
    expect(failed.items[0].en).toContain('APPID_MCHID_NOT_MATCH');
    const unknown = { openid: 'oOperator', appid: `wx${'8'.repeat(16)}` };
    expect((await call('POST', '/live-check', unknown)).json().code).toBe('mini_program_unknown');
  });
});

describe('a bill', () => {
  beforeAll(open);

  it('is fetched from WeChat as it is', async () => {
    const answer = await call('GET', '/bills/2023-11-13/trade');
    expect(answer.body).toBe('2023-11-13 trade\n`1,`2\n');
    expect(answer.headers['content-disposition']).toContain('trade-2023-11-13.csv');
    expect(answer.headers['content-type']).toContain('text/csv');
  });

  it('of a day that has none, or that WeChat does not give, is an error and no file', async () => {
    expect((await call('GET', '/bills/2023-11-15/trade')).json().code).toBe('day_without_bill');
    expect((await call('GET', '/bills/2023-02-31/trade')).json().code).toBe('day_without_bill');
    expect((await call('GET', '/bills/2023-11-13/all')).json().code).toBe('invalid_request');
    const failure = { outcome: 'unknown', code: 'TIMEOUT' } as const;
    ports.platform.fail('bill', new PlatformFailure('no answer', failure));
    const answer = await call('GET', '/bills/2023-11-13/trade');
    expect(answer.json()).toMatchObject({ code: 'wechat_unavailable' });
    expect(answer.headers['content-type']).toContain('problem+json');
  });
});
