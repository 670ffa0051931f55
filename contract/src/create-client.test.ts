import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ContractRequest, Order } from './index.ts';
import { createClient, fetchRequest, ProblemError } from './index.ts';

const order: Order = {
  id: 'ord_1',
  outTradeNo: 'Y20261123000001',
  state: 'payable',
  amountFen: 12_800,
  description: '明前龙井',
  items: [{ productId: 'longjing-250g', name: '明前龙井', quantity: 1, priceFen: 12_800 }],
  createdAt: '2026-11-23T10:00:00+08:00',
  expiresAt: '2026-11-23T10:15:00+08:00',
};

type Sent = Parameters<ContractRequest>[0];
let sent: Sent[] = [];
beforeEach(() => {
  sent = [];
});

function answering(status: number, body: unknown): ContractRequest {
  return async (request) => {
    sent.push(request);
    return { status, text: typeof body === 'string' ? body : JSON.stringify(body) };
  };
}

test('an order is created with the idempotency key and the token of the payer', async () => {
  const client = createClient({
    baseUrl: 'https://pay.example.com',
    request: answering(201, order),
    token: async () => 'st_1',
  });
  const answer = await client.createOrder(
    { items: [{ productId: 'longjing-250g', quantity: 1 }] },
    'key-1',
  );
  expect(answer).toEqual(order);
  expect(sent).toEqual([
    {
      method: 'POST',
      url: 'https://pay.example.com/v1/orders',
      headers: {
        accept: 'application/json',
        'idempotency-key': 'key-1',
        authorization: 'Bearer st_1',
        'content-type': 'application/json',
      },
      body: '{"items":[{"productId":"longjing-250g","quantity":1}]}',
    },
  ]);
});

test('a session is asked for without a token', async () => {
  const request = answering(201, { token: 'st_2', expiresAt: '2026-11-24T10:00:00+08:00' });
  const client = createClient({ baseUrl: '', request, token: 'st_old' });
  await client.createSession('0a1b');
  expect(sent[0]?.headers.authorization).toBeUndefined();
});

test('ids and cursors cannot leave their place in the address', async () => {
  const client = createClient({ baseUrl: '', request: answering(200, order), token: 't' });
  await client.order('../sessions?x=1', { confirm: true });
  await client.order('ord_1', { confirm: false });
  await client.orders({ cursor: 'a&limit=9', limit: 2 });
  await client.prepay('a/b');
  expect(sent.map(({ url }) => url)).toEqual([
    '/v1/orders/..%2Fsessions%3Fx%3D1?confirm=true',
    '/v1/orders/ord_1',
    '/v1/orders?cursor=a%26limit%3D9&limit=2',
    '/v1/orders/a%2Fb/prepay',
  ]);
});

test('a problem becomes an error with its code, status and request id', async () => {
  const problem = {
    type: 'https://yifen.dev/problems/sold_out',
    code: 'sold_out',
    title: '商品已售罄',
    titleEn: 'Sold out',
    status: 409,
    requestId: 'req-7',
  };
  const client = createClient({ baseUrl: '', request: answering(409, problem), token: 't' });
  const error = await client.prepay('ord_1').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ code: 'sold_out', status: 409, requestId: 'req-7', problem });
});

test('a gateway page and an answer that is not JSON are errors, not values', async () => {
  for (const status of [502, 200]) {
    const request = answering(status, '<html>Bad gateway</html>');
    const error = await createClient({ baseUrl: '', request })
      .products()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ProblemError', code: 'unreadable_answer', status });
  }
});

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    response.end(JSON.stringify({ method: request.method, url: request.url, body }));
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

test("the platform's own fetch fits", async () => {
  const { port } = server.address() as AddressInfo;
  const client = createClient({
    baseUrl: `http://127.0.0.1:${port}`,
    request: fetchRequest(fetch),
    token: 't',
  });
  expect(await client.phoneNumber('p1')).toEqual({
    method: 'POST',
    url: '/v1/phone-number',
    body: '{"phoneCode":"p1"}',
  });
});
