import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFixture } from '../conformance/fixture.ts';
import { createPhone } from './create-phone.ts';
import { maskMessage } from './exchange.ts';

let fixture: Awaited<ReturnType<typeof startFixture>>;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const ask = (path: string, init?: RequestInit) => fetch(new URL(path, fixture.phone.url), init);

test('files outside of the build are not there', async () => {
  for (const path of [
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/pages/main/main.ts',
  ]) {
    expect((await ask(path)).status).toBe(404);
  }
});

test('an origin that is not mapped is not forwarded to', async () => {
  expect((await ask('/api/https/elsewhere.example.com/x')).status).toBe(404);
  expect(fixture.shop.received).toEqual([]);
});

test('only three questions of the control API pass', async () => {
  expect((await ask('/login-codes', { method: 'POST', body: '{}' })).status).toBe(200);
  expect((await ask('/merchant', { method: 'POST' })).status).toBe(405);
  expect((await ask('/cashiers/a%2F..%2F..%2Ffaults/choice', { method: 'POST' })).status).toBe(405);
  expect((await ask('/merchant')).status).toBe(404);
  expect(fixture.wechat.received.map(({ path }) => path)).toEqual(['/_simulator/login-codes']);
});

test('a key of apis that is no origin is refused', async () => {
  const options = { project: path.join(import.meta.dirname), simulatorUrl: '' };
  await expect(createPhone({ ...options, apis: { 'pay.example.com': '' } })).rejects.toThrow(
    TypeError,
  );
  await expect(createPhone({ ...options, apis: { 'https://a.example/x': '' } })).rejects.toThrow(
    'must be an origin',
  );
});

test('tokens and keys are masked in headers and bodies, everything else is kept', () => {
  expect(
    maskMessage({
      headers: { authorization: 'Bearer yt_1', accept: '*/*' },
      body: '{"session_key":"a\\"b","accessToken": "x","paySign":"kept"}',
    }),
  ).toEqual({
    headers: { authorization: 'Bearer ***', accept: '*/*' },
    body: '{"session_key":"***","accessToken": "***","paySign":"kept"}',
  });
});
