import { beforeEach, expect, test } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { SCOPES } from '../flows/scopes.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

let ports: TestPorts;
let app: HttpApp;
let headers: Record<string, string>;

beforeEach(async () => {
  ports = await createTestPorts();
  const house = houseOf(ports);
  app = await createHttpApp(house);
  const wish = { merchantId: 'default', name: 'ERP', scopes: SCOPES, lifeSeconds: null };
  const { text } = await createApiKey(house, wish);
  headers = { authorization: `Bearer ${text}`, 'content-type': 'application/json' };
});

const send = (method: 'GET' | 'POST' | 'PATCH', url: string, body?: unknown) =>
  app.inject({
    method,
    url,
    headers,
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });

test('what changes something is noted with who, what, whereto and the request; what is refused is not', async () => {
  const tea = { id: 'oolong', name: '乌龙', priceFen: 9_900 };
  const made = await send('POST', '/v1/merchant/products', tea);
  await send('POST', '/v1/merchant/products', tea);
  await send('PATCH', '/v1/merchant/products/oolong', { priceFen: 1 });
  const { items, nextCursor } = (await send('GET', '/v1/merchant/audit')).json();
  expect(nextCursor).toBeNull();
  expect(items).toMatchObject([
    {
      number: 1,
      action: 'POST /v1/merchant/products',
      subject: 'oolong',
      details: { name: '乌龙', priceFen: 9_900 },
      requestId: made.headers['x-request-id'],
    },
    { number: 2, action: 'PATCH /v1/merchant/products/:id', details: { priceFen: 1 } },
  ]);
  expect(items[0].actor).toMatch(/^key:/);
  const verdict = (await send('GET', '/v1/merchant/audit/verdict')).json();
  expect(verdict).toEqual({ sound: 2, lastHash: items[1].hash, brokenAt: null });
});

test('a line that was changed breaks the chain where it stands', async () => {
  for (const priceFen of [1, 2, 3]) await send('PATCH', '/v1/merchant/products/tea', { priceFen });
  const { listAuditLines } = ports.store;
  const forged = { ...ports, store: { ...ports.store } };
  forged.store.listAuditLines = async (merchantId, page) =>
    (await listAuditLines(merchantId, page)).map((line) =>
      line.number === 2 ? { ...line, actor: 'key:somebody-else' } : line,
    );
  const other = await createHttpApp(houseOf(forged));
  const verdict = await other.inject({ method: 'GET', url: '/v1/merchant/audit/verdict', headers });
  expect(verdict.json()).toMatchObject({ sound: 1, brokenAt: 2 });
});

test('a change that cannot be noted is not answered as done', async () => {
  ports.store.appendAuditLine = () => Promise.reject(new Error('the database is gone'));
  const answer = await send('PATCH', '/v1/merchant/products/tea', { priceFen: 1 });
  expect(answer.statusCode).toBe(500);
});

test('a secret that is handed in does not come into the log', async () => {
  const body = { kind: 'apiv3-key', serial: 'next', text: 'x'.repeat(32) };
  await send('POST', '/v1/merchant/keys', body);
  const [line] = await ports.store.listAuditLines('default', { after: 0, limit: 10 });
  expect(JSON.stringify(line ?? {})).not.toContain('xxxx');
});
