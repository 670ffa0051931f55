import type { Order } from '@yifen/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { PlatformFailure } from '../ports.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';
import { routesOf } from './route-table.ts';

let ports: TestPorts;
let app: HttpApp;
let token: string;

beforeEach(async () => {
  ports = await createTestPorts();
  app = await createHttpApp(houseOf(ports));
  token = await logIn('alice');
});

describe('payer API', () => {
  it('logs in with a login code and keeps the openid and the session key to itself', async () => {
    const answer = await post('/v1/sessions', { loginCode: 'bob' }, null);
    expect(answer.statusCode).toBe(201);
    expect(Object.keys(answer.json())).toEqual(['token', 'expiresAt']);
    expect(answer.json().expiresAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('says in one way that a login code is refused', async () => {
    ports.platform.fail(
      'login',
      new PlatformFailure('invalid code', { outcome: 'refused', code: '40029' }),
    );
    const answer = await post('/v1/sessions', { loginCode: 'bob' }, null);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'login_code_refused', wechatCode: '40029' });
  });

  it.each([
    ['no header', undefined],
    ['an unknown token', 'Bearer unknown'],
    ['another scheme', 'Basic YTpi'],
  ])('answers 401 to %s', async (_name, authorization) => {
    const headers = authorization ? { authorization } : {};
    const answer = await app.inject({ method: 'GET', url: '/v1/orders', headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json().code).toBe('unauthorized');
  });

  it('ends a session when its time is over', async () => {
    ports.advance(7 * 24 * 3_600_000);
    expect((await get('/v1/orders')).statusCode).toBe(401);
  });

  it('exchanges the code of a phone number button, for a payer who has logged in', async () => {
    const answer = await post('/v1/phone-number', { phoneCode: 'p1' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      phoneNumber: '13580006666',
      purePhoneNumber: '13580006666',
      countryCode: '86',
    });
    expect((await post('/v1/phone-number', { phoneCode: 'p1' }, null)).statusCode).toBe(401);
    expect((await post('/v1/phone-number', {})).json().code).toBe('invalid_request');
    ports.platform.fail(
      'phone',
      new PlatformFailure('invalid code', { outcome: 'refused', code: '40029' }),
    );
    const refused = await post('/v1/phone-number', { phoneCode: 'p1' });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ code: 'phone_code_refused', wechatCode: '40029' });
  });

  it('lists products page by page', async () => {
    const first = (await get('/v1/products?limit=1')).json();
    expect(first).toEqual({
      items: [
        {
          id: 'tea',
          name: '明前龙井',
          description: '',
          priceFen: 12_800,
          stock: null,
          imageUrl: '',
        },
      ],
      nextCursor: 'tea',
    });
    const second = (await get('/v1/products?limit=1&cursor=tea')).json();
    expect(second).toMatchObject({ items: [{ id: 'cup', stock: 2 }], nextCursor: null });
  });

  it('orders, prepays and reads back', async () => {
    const order = await buy();
    expect(order).toMatchObject({ state: 'created', amountFen: 12_800, description: '明前龙井' });
    const prepaid = await post(`/v1/orders/${order.id}/prepay`);
    expect(prepaid.statusCode).toBe(200);
    expect(prepaid.json()).toMatchObject({
      order: { id: order.id, state: 'payable' },
      requestPayment: { signType: 'RSA', package: expect.stringMatching(/^prepay_id=/) },
    });
    const stored = await ports.store.findOrderByNumber('default', order.outTradeNo);
    if (stored) ports.platform.pay(stored);
    const read = (await get(`/v1/orders/${order.id}?confirm=true`)).json();
    expect(read).toMatchObject({ state: 'paid', transactionId: expect.any(String) });
    expect(read.paidAt).toMatch(/Z$/);
    expect((await get('/v1/orders')).json().items).toEqual([read]);
  });

  it('orders and prepays by one request when it is asked to', async () => {
    const body = { items: [{ productId: 'tea', quantity: 1 }], prepay: true };
    const answer = await post('/v1/orders', body);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      state: 'payable',
      amountFen: 12_800,
      requestPayment: { signType: 'RSA', package: expect.stringMatching(/^prepay_id=/) },
    });
    expect(answer.json()).not.toHaveProperty('problem');
    expect(await buy()).not.toHaveProperty('requestPayment');
    for (const prepay of ['true', 1, null]) {
      expect((await post('/v1/orders', { ...body, prepay })).json().code).toBe('invalid_request');
    }
  });

  it('answers an order that WeChat does not take with its problem, and it is prepaid later', async () => {
    ports.platform.fail(
      'prepay',
      new PlatformFailure('no', { outcome: 'refused', code: 'PARAM_ERROR' }),
    );
    const body = { items: [{ productId: 'tea', quantity: 1 }], prepay: true };
    const answer = await post('/v1/orders', body);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      state: 'created',
      problem: {
        code: 'wechat_refused',
        status: 502,
        wechatCode: 'PARAM_ERROR',
        outcome: 'refused',
        requestId: answer.headers['x-request-id'],
      },
    });
    expect(answer.json()).not.toHaveProperty('requestPayment');
    ports.platform.fail('prepay', null);
    expect((await post(`/v1/orders/${answer.json().id}/prepay`)).statusCode).toBe(200);
  });

  it('takes the empty JSON body that wx.request sends', async () => {
    const order = await buy();
    const answer = await app.inject({
      method: 'POST',
      url: `/v1/orders/${order.id}/prepay`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      payload: '',
    });
    expect(answer.statusCode).toBe(200);
  });

  it('I17 refuses every field that a client must not set', async () => {
    for (const field of ['amountFen', 'openid', 'mchid', 'appid', 'notifyUrl', 'state', 'price']) {
      const item = { productId: 'tea', quantity: 1 };
      for (const body of [{ items: [item], [field]: 1 }, { items: [{ ...item, [field]: 1 }] }]) {
        const answer = await post('/v1/orders', body);
        expect(answer.statusCode).toBe(400);
        expect(answer.json().code).toBe('invalid_request');
      }
      const order = await buy();
      for (const act of ['prepay', 'cancel']) {
        const answer = await post(`/v1/orders/${order.id}/${act}`, { [field]: 1 });
        expect(answer.statusCode).toBe(400);
      }
      expect((await get(`/v1/orders/${order.id}`)).json()).toEqual(order);
    }
  });

  it.each([
    { items: [] },
    { items: [{ productId: 'tea', quantity: '1' }] },
    { items: [{ productId: 'tea', quantity: 1.5 }] },
    { items: [{ productId: 'tea', quantity: 0 }] },
    { items: 'tea' },
    null,
    [],
  ])('converts nothing: %j is refused', async (body) => {
    expect((await post('/v1/orders', body)).json().code).toBe('invalid_request');
  });

  it('I18 answers for another payer’s order byte for byte as for none', async () => {
    const order = await buy();
    const other = await logIn('mallory');
    const none = '00000000-0000-4000-8000-000000000000';
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '?confirm=true'],
      ['POST', '/prepay'],
      ['POST', '/cancel'],
    ] as const) {
      const [theirs, missing] = await Promise.all(
        [order.id, none].map((id) =>
          app.inject({
            method,
            url: `/v1/orders/${id}${path}`,
            headers: { authorization: `Bearer ${other}` },
          }),
        ),
      );
      expect(theirs?.statusCode).toBe(404);
      expect(withoutRequestId(theirs)).toEqual(withoutRequestId(missing));
    }
    expect((await get(`/v1/orders/${order.id}`)).json()).toEqual(order);
    expect((await get('/v1/orders', other)).json().items).toEqual([]);
  });

  it('I15 answers a repeated Idempotency-Key with the same order', async () => {
    const headers = { 'idempotency-key': 'tap-1' };
    const body = { items: [{ productId: 'tea', quantity: 1 }] };
    const answers = await Promise.all(
      [1, 2, 3].map(() => post('/v1/orders', body, token, headers)),
    );
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
    const other = { items: [{ productId: 'tea', quantity: 2 }] };
    const conflict = await post('/v1/orders', other, token, headers);
    expect(conflict.json().code).toBe('idempotency_conflict');
  });

  it('tells clearly that WeChat is unreachable, and takes the payment later', async () => {
    const order = await buy();
    ports.platform.fail(
      'prepay',
      new PlatformFailure('no route', { outcome: 'none', code: 'network' }),
    );
    const answer = await post(`/v1/orders/${order.id}/prepay`);
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.json()).toMatchObject({ code: 'wechat_unavailable', outcome: 'none' });
    ports.platform.fail('prepay', null);
    expect((await post(`/v1/orders/${order.id}/prepay`)).statusCode).toBe(200);
  });
});

describe('errors', () => {
  it('are problem+json with the request id of the header, and hide their cause', async () => {
    ports = { ...ports, store: { ...ports.store, listOrders: () => Promise.reject(secretError) } };
    app = await createHttpApp(houseOf(ports));
    const answer = await get('/v1/orders');
    expect(answer.statusCode).toBe(500);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.headers['x-request-id']).toBe(answer.json().requestId);
    expect(answer.json().code).toBe('internal_error');
    expect(answer.body).not.toContain('hunter2');
    expect(ports.events.map(({ name }) => name)).toContain('http.failed');
  });

  it.each([
    ['GET', '/nowhere', undefined, 404, 'route_not_found'],
    ['POST', '/v1/sessions', '{', 400, 'invalid_request'],
    ['POST', '/v1/sessions', '{"__proto__":{}}', 400, 'invalid_request'],
    ['POST', '/v1/sessions', `"${'x'.repeat(70_000)}"`, 413, 'body_too_large'],
  ] as const)('%s %s with a bad request', async (method, url, payload, status, code) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code, status });
  });

  it('refuse a body that is not JSON', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/sessions',
      headers: { 'content-type': 'text/plain' },
      payload: 'code',
    });
    expect(answer.json().code).toBe('unsupported_media_type');
  });

  it('limit one session and one address', async () => {
    app = await createHttpApp(houseOf(ports), {
      maxPerSessionPerMinute: 2,
      maxPerAddressPerMinute: 4,
    });
    const codes: unknown[] = [];
    for (let count = 0; count < 3; count += 1) codes.push((await get('/v1/orders')).statusCode);
    expect(codes).toEqual([200, 200, 429]);
    const fourth = await get('/v1/orders', 'another-token');
    expect(fourth.statusCode).toBe(401);
    const fifth = await get('/v1/orders', 'another-token');
    expect(fifth.statusCode).toBe(429);
    expect(fifth.json().code).toBe('too_many_requests');
    expect(Number(fifth.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('operations', () => {
  it('says that it lives, and that it is ready only when the database answers', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await get('/readyz')).statusCode).toBe(200);
    ports = { ...ports, store: { ...ports.store, ping: () => Promise.reject(secretError) } };
    app = await createHttpApp(houseOf(ports));
    expect((await get('/readyz')).statusCode).toBe(503);
    expect((await get('/healthz')).statusCode).toBe(200);
  });

  it('describes every route in OpenAPI, and shows the same as a page without scripts', async () => {
    const document = (await get('/docs/openapi.json')).json();
    const documented = routesOf(app).filter(({ isDocumented }) => isDocumented);
    const paths = documented.map(({ url }) => url.replace(/:(\w+)/g, '{$1}'));
    expect(Object.keys(document.paths).sort()).toEqual([...new Set(paths)].sort());
    for (const { method, url } of documented) {
      const operations = document.paths[url.replace(/:(\w+)/g, '{$1}')];
      expect(operations[method.toLowerCase()]).toMatchObject({ summary: expect.any(String) });
    }
    const page = await get('/docs');
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.body).toContain('/v1/orders/{id}/prepay');
    expect(page.body).not.toMatch(/<script|(src|href)="(https?:)?\/\//);
  });
});

const secretError = new Error('connection to postgres://yifen:hunter2@localhost failed');

async function logIn(loginCode: string): Promise<string> {
  return (await post('/v1/sessions', { loginCode }, null)).json().token;
}

async function buy(): Promise<Order> {
  const answer = await post('/v1/orders', { items: [{ productId: 'tea', quantity: 1 }] });
  expect(answer.statusCode).toBe(201);
  return answer.json();
}

function get(url: string, bearer: string = token) {
  return app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${bearer}` } });
}

function post(url: string, body?: unknown, bearer: string | null = token, more: object = {}) {
  const headers = { ...more, ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }) };
  if (body === undefined) return app.inject({ method: 'POST', url, headers });
  return app.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
}

function withoutRequestId(
  answer: { body: string; headers: Readonly<Record<string, unknown>> } | undefined,
) {
  const {
    'x-request-id': id,
    date,
    'x-ratelimit-remaining': remaining,
    ...headers
  } = answer?.headers ?? {};
  expect([id, date, remaining]).not.toContain(undefined);
  return { headers, body: answer?.body.replace(String(id), 'ID') };
}
