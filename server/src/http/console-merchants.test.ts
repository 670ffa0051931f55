import { beforeAll, describe, expect, it } from 'vitest';
import { employ, openBrowser } from '../testing/sign-in.ts';
import { openTwoShops, type TwoShops } from '../testing/two-shops.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

let shops: TwoShops;
let app: HttpApp;
const browsers: Record<string, Record<string, string>> = {};

beforeAll(async () => {
  shops = await openTwoShops();
  app = await createHttpApp(shops.house);
  for (const [name, role, merchantId] of [
    ['owner', 'owner', 'default'],
    ['developer', 'developer', 'default'],
    ['other', 'owner', 'other'],
  ] as const) {
    const user = await employ(shops.house, { email: `${name}@example.com`, role, merchantId });
    browsers[name] = await openBrowser(shops.house, user);
  }
  for (const id of ['default', 'other']) {
    await shops.house.store.saveMerchant({
      id,
      name: id,
      origin: 'stored',
      partner: null,
      mchid: '1900000001',
      active: true,
      choices: {},
      createdAtMs: 0,
    });
  }
});

function call(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  options: { payload?: object; merchant?: string } = {},
) {
  const { payload, merchant } = options;
  const headers = { ...browsers[who], ...(merchant && { 'yifen-merchant': merchant }) };
  return app.inject({ method, url, headers, ...(payload && { payload }) });
}

const wish = { id: 'tea-house', name: '茶馆', mchid: '1900000109' };

describe('the merchants of a person', () => {
  it('are those at which the person has a place', async () => {
    expect((await call('owner', 'GET', '/v1/console/merchants')).json().items).toEqual([
      {
        id: 'default',
        name: 'default',
        mchid: '1900000001',
        active: true,
        origin: 'stored',
        role: 'owner',
      },
    ]);
    const { items } = (await call('other', 'GET', '/v1/console/merchants')).json();
    expect(items.map(({ id }: { readonly id: string }) => id)).toEqual(['other']);
  });

  it('are added by an owner of the server’s own merchant, and by nobody else', async () => {
    for (const who of ['developer', 'other']) {
      const refused = await call(who, 'POST', '/v1/console/merchants', { payload: wish });
      expect([who, refused.statusCode, refused.json().code]).toEqual([who, 404, 'not_found']);
    }
    const made = await call('owner', 'POST', '/v1/console/merchants', { payload: wish });
    expect(made.json()).toMatchObject({ ...wish, role: 'owner', origin: 'stored' });
    const again = await call('owner', 'POST', '/v1/console/merchants', { payload: wish });
    expect(again.json().code).toBe('merchant_exists');
    for (const merchantId of ['default', 'tea-house']) {
      const newest = { before: null, limit: 1, actor: null, subject: null };
      const [line] = await shops.house.store.listLatestAuditLines(merchantId, newest);
      expect(line).toMatchObject({ action: 'merchant.create', subject: 'tea-house' });
    }
  });

  it('can be set up before they can take a fen, and do nothing else until then', async () => {
    const merchant = 'tea-house';
    const at = (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
      call('owner', method, `/v1/merchant${url}`, { merchant, ...(payload && { payload }) });
    expect((await at('GET', '/settings')).json()).toMatchObject({
      id: 'tea-house',
      mchid: '1900000109',
      miniPrograms: [],
      notifyUrl: 'https://pay.example.com/wechatpay/notifications/tea-house',
    });
    const { items } = (await at('POST', '/check')).json();
    const missing = items.map(
      ({ step, outcome }: { step: string; outcome: string }) => `${step} ${outcome}`,
    );
    expect(missing).toEqual([
      'merchant-key failed',
      'apiv3-key failed',
      'platform-key failed',
      'mini-program failed',
      'notify-url failed',
    ]);
    const key = { kind: 'apiv3-key', serial: 'current', text: 'x'.repeat(32) };
    expect((await at('POST', '/keys', key)).statusCode).toBe(201);
    const program = { appid: `wx${'7'.repeat(16)}`, secret: '7'.repeat(32) };
    expect((await at('POST', '/mini-programs', program)).statusCode).toBe(201);
    expect((await at('PATCH', '/settings', { name: '大茶馆' })).json().name).toBe('大茶馆');
    const after = (await at('POST', '/check')).json().items;
    expect(after.map(({ step }: { step: string }) => step)).toEqual([
      'merchant-key',
      'platform-key',
      'notify-url',
    ]);
    for (const url of ['/orders', '/overview?from=2023-11-14T00:00:00Z&to=2023-11-15T00:00:00Z']) {
      expect([url, (await at('GET', url)).json().code]).toEqual([url, 'not_found']);
    }
    expect((await call('other', 'GET', '/v1/merchant/settings', { merchant })).statusCode).toBe(
      404,
    );
  });
});
