import { beforeEach, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { createEndpoint } from '../flows/create-endpoint.ts';
import { createMerchantOrder } from '../flows/create-merchant-order.ts';
import { preparePayment } from '../flows/prepay-order.ts';
import { requestRefund } from '../flows/request-refund.ts';
import { SCOPES } from '../flows/scopes.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { settleRefund } from '../flows/settle-refund.ts';
import type { Order } from '../ports.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

const actor = { id: 'user:li' };
let ports: TestPorts;
let app: HttpApp;
let key: string;

beforeEach(async () => {
  ports = await createTestPorts();
  app = await createHttpApp(houseOf(ports));
  const wish = { merchantId: 'default', name: 'erp', scopes: SCOPES, lifeSeconds: null };
  key = (await createApiKey(ports, wish)).text;
});

const get = (url: string) =>
  app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${key}` } });

async function place(amountFen = 500, description = '茶', openid = 'oPayer'): Promise<Order> {
  const wish = { openid, amountFen, description, lifeSeconds: null };
  return createMerchantOrder(ports, actor, { ...wish, idempotencyKey: ports.random.uuid() });
}

async function pay(placed: Order): Promise<Order> {
  const { order } = await preparePayment(ports, placed);
  return (await settlePayment(ports, order, ports.platform.pay(order))).order;
}

describe('the list of orders', () => {
  it('is searched by amount, by several states, and by any number of a refund', async () => {
    const cheap = await place(1);
    const paid = await pay(await place(700));
    const wish = { amountFen: 200, reason: '退', idempotencyKey: null };
    const asked = await requestRefund(ports, actor, paid.id, wish);
    await settleRefund(ports, asked, ports.platform.refund(asked));
    const refund = await ports.store.findRefund('default', asked.id);
    const ids = async (query: string) =>
      (await get(`/v1/merchant/orders?${query}`)).json().items.map(({ id }: Order) => id);
    expect(await ids('minAmountFen=2')).toEqual([paid.id]);
    expect(await ids('maxAmountFen=1')).toEqual([cheap.id]);
    expect(await ids('minAmountFen=2&maxAmountFen=699')).toEqual([]);
    expect((await ids('state=paid,created')).sort()).toEqual([paid.id, cheap.id].sort());
    expect(await ids('state=created,closed')).toEqual([cheap.id]);
    for (const number of [asked.id, asked.outRefundNo, refund?.refundId]) {
      expect(await ids(`number=${number}`)).toEqual([paid.id]);
    }
    for (const query of ['state=paid,lost', 'state=', 'minAmountFen=-1', 'minAmountFen=1.5']) {
      expect((await get(`/v1/merchant/orders?${query}`)).json().code).toBe('invalid_request');
    }
  });
});

describe('the list as a file', () => {
  it('opens in a spreadsheet as it was: no formula, no rounded number, money to the fen', async () => {
    await place(7, '=HYPERLINK("http://evil")', '-oPayer');
    const { order } = await preparePayment(ports, await place(123_456, '龙井，"明前"\n一罐'));
    const transactionId = '4200000000202311150000000001';
    await settlePayment(ports, order, ports.platform.pay(order, { transactionId }));
    const answer = await get('/v1/merchant/orders.csv');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain('orders.csv');
    expect(answer.headers['content-length']).toBeUndefined();
    const text = answer.body;
    expect(text.startsWith('\uFEFF订单号,商户订单号,')).toBe(true);
    expect(text).toContain(',"\'=HYPERLINK(""http://evil"")",');
    expect(text).toContain(",'-oPayer,");
    expect(text).toContain(',0.07,7,');
    expect(text).toContain(',1234.56,123456,"龙井，""明前""\n一罐"');
    expect(text).toMatch(/,\t4200000000202311150000000001,paid,/);
    expect(text).toContain('2023-11-15 06:13:20');
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('takes the filters of the list, and speaks English when asked', async () => {
    const paid = await pay(await place(700));
    await place(1);
    const lines = async (query: string) =>
      (await get(`/v1/merchant/orders.csv?${query}`)).body.trim().split('\r\n');
    expect(await lines('language=en')).toHaveLength(3);
    expect((await lines('language=en'))[0]).toContain('Order,Number at WeChat');
    expect(await lines('state=paid')).toHaveLength(2);
    expect(await lines(`number=${paid.outTradeNo}`)).toHaveLength(2);
    expect(await lines('maxAmountFen=1&state=paid')).toHaveLength(1);
    expect((await get('/v1/merchant/orders.csv?limit=5')).json().code).toBe('invalid_request');
  });

  it('is read page by page while it is sent, and no further when its reader is gone', async () => {
    for (let number = 0; number < 3; number += 1) await place(number + 1);
    const { searchOrders } = ports.store;
    let reads = 0;
    const store = {
      ...ports.store,
      searchOrders: async (...input: Parameters<typeof searchOrders>) => {
        reads += 1;
        const [merchantId, filter, { cursor }] = input;
        return searchOrders(merchantId, filter, { cursor, limit: 1 });
      },
    };
    const slow = await createHttpApp(houseOf({ ...ports, store }));
    const url = await slow.listen({ port: 0 });
    const headers = { authorization: `Bearer ${key}` };
    const whole = await (await fetch(`${url}/v1/merchant/orders.csv`, { headers })).text();
    expect([whole.trim().split('\r\n').length, reads]).toEqual([4, 3]);
    reads = 0;
    const ended = new AbortController();
    const answer = await fetch(`${url}/v1/merchant/orders.csv`, { headers, signal: ended.signal });
    await answer.body?.getReader().read();
    ended.abort();
    await slow.close();
    expect(reads).toBeLessThanOrEqual(3);
  });
});

describe('what is on record of an order', () => {
  it('is every statement of WeChat with the bytes that were verified', async () => {
    const paid = await pay(await place());
    const { items } = (await get(`/v1/merchant/orders/${paid.id}/evidence`)).json();
    expect(items).toEqual([
      expect.objectContaining({
        source: 'notification',
        refundId: null,
        serial: 'PUB_KEY_ID_TEST',
        signature: 'signature',
        timestamp: '1700000000',
      }),
    ]);
    expect(JSON.parse(items[0].body)).toMatchObject({ outTradeNo: paid.outTradeNo });
  });

  it('is one line of time with its refunds, statements, shipment, messages and deliveries', async () => {
    const url = 'https://erp.example.com/hooks';
    await createEndpoint(ports, { url, description: '', eventTypes: [] });
    const paid = await pay(await place());
    ports.advance(1_000);
    const wish = { amountFen: 200, reason: '退', idempotencyKey: null };
    const refund = await requestRefund(ports, actor, paid.id, wish);
    const nowMs = ports.clock.nowMs();
    await ports.store.placeEvents({ merchantId: 'default', nowMs, limit: 10 });
    const { items } = (await get(`/v1/merchant/orders/${paid.id}/timeline`)).json();
    const said = items.map(
      ({ kind, name }: { readonly kind: string; readonly name: string }) => `${kind} ${name}`,
    );
    const history = said.filter((each: string) => each.startsWith('order'));
    expect(history).toEqual(['order create', 'order prepay', 'order pay']);
    expect(said).toContain('evidence notification');
    expect(said).toContain('refund request');
    expect(said).toContain('delivery order.paid');
    const asked = items.find(({ name }: { readonly name: string }) => name === 'request');
    expect(asked).toMatchObject({ by: 'user:li', to: 'requested', subject: refund.id });
    const times = items.map(({ at }: { readonly at: string }) => at);
    expect(times).toEqual([...times].sort());
  });
});

describe('the overview', () => {
  it('says what came of a range, of the range before, and what waits', async () => {
    const paid = await pay(await place(700));
    ports.advance(24 * 3_600_000);
    await pay(await place(300));
    await place(1);
    const wish = { amountFen: 200, reason: '退', idempotencyKey: null };
    const asked = await requestRefund(ports, actor, paid.id, wish);
    const succeededAtMs = ports.clock.nowMs();
    await settleRefund(ports, asked, ports.platform.refund(asked, { succeededAtMs }));
    const range = 'from=2023-11-16T00:00:00%2B08:00&to=2023-11-17T00:00:00%2B08:00';
    const answer = await get(`/v1/merchant/overview?${range}`);
    expect(answer.json()).toMatchObject({
      bucket: 'hour',
      totals: {
        created: 2,
        prepaid: 1,
        paid: 1,
        payments: 1,
        paidFen: 300,
        refunds: 1,
        refundedFen: 200,
      },
      before: { created: 1, paidFen: 700, refundedFen: 0 },
      now: {
        unsettledOrders: 1,
        oldestUnsettledAt: '2023-11-15T22:13:20.000Z',
        pollLagMs: 0,
        certificates: [{ serial: 'CERT1', daysLeft: 1156 }],
      },
    });
    const { buckets } = answer.json();
    expect(buckets).toHaveLength(7);
    expect(buckets.at(-1)).toMatchObject({ at: '2023-11-15T22:00:00.000Z', paidFen: 300 });
    const days = (await get(`/v1/merchant/overview?${range}&bucket=day`)).json().buckets;
    expect(days).toEqual([
      expect.objectContaining({ at: '2023-11-15T16:00:00.000Z', paidFen: 300 }),
    ]);
  });

  it('refuses a range that is none', async () => {
    for (const [from, to] of [
      ['2023-11-16T00:00:01Z', '2023-11-17T00:00:00Z'],
      ['2023-11-17T00:00:00Z', '2023-11-16T00:00:00Z'],
      ['2020-11-17T00:00:00Z', '2023-11-16T00:00:00Z'],
    ]) {
      const answer = await get(`/v1/merchant/overview?from=${from}&to=${to}`);
      expect(answer.json()).toMatchObject({ code: 'range_invalid', status: 400 });
    }
    expect((await get('/v1/merchant/overview')).json().code).toBe('invalid_request');
  });
});
