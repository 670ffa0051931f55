import { beforeEach, expect, it } from 'vitest';
import { openTwoShops, type TwoShops } from '../testing/two-shops.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

let shops: TwoShops;
let app: HttpApp;

beforeEach(async () => {
  shops = await openTwoShops();
  app = await createHttpApp(shops.house);
});

it.each([
  ['the environment’s merchant when none is named', {}, 'default'],
  ['the merchant that has the mini-program', { appid: 'wxB' }, 'other'],
  ['the merchant that is named', { merchant: 'other' }, 'other'],
  ['both, when they belong together', { merchant: 'other', appid: 'wxB' }, 'other'],
])('a login is at %s', async (_name, where, merchantId) => {
  const answer = await logIn({ loginCode: 'dave', ...where });
  expect(answer.statusCode).toBe(201);
  expect(await shops.a.store.hasLoggedIn(merchantId, 'odave')).toBe(true);
  const orders = await app.inject({
    method: 'GET',
    url: '/v1/orders',
    headers: { authorization: `Bearer ${answer.json().token}` },
  });
  expect(orders.json()).toEqual({ items: [], nextCursor: null });
});

it.each([{ appid: 'wxNobody' }, { merchant: 'nobody' }, { merchant: 'default', appid: 'wxB' }])(
  'a mini-program that is not there is refused before WeChat is asked: %o',
  async (where) => {
    const before = logins();
    const answer = await logIn({ loginCode: 'dave', ...where });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'mini_program_unknown']);
    expect(logins()).toBe(before);
  },
);

function logins(): number {
  const calls = [...shops.a.platform.calls, ...shops.b.platform.calls];
  return calls.filter((call) => call === 'login').length;
}

function logIn(payload: object) {
  return app.inject({ method: 'POST', url: '/v1/sessions', payload });
}
