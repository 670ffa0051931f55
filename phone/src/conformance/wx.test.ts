import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FakeAnswer, Received } from './fake-wechat.ts';
import { startFixture } from './fixture.ts';
import { type JsdomPhone, openInJsdom } from './jsdom-phone.ts';

interface Result {
  readonly errMsg: string;
  readonly [field: string]: unknown;
}

let fixture: Awaited<ReturnType<typeof startFixture>>;
let phone: JsdomPhone;
let answer: (request: Received) => FakeAnswer | null;

beforeAll(async () => {
  fixture = await startFixture((request) => answer(request));
});
beforeEach(async () => {
  answer = () => ({ body: { items: [] } });
  fixture.shop.received.length = 0;
  fixture.wechat.received.length = 0;
  fixture.exchanges.length = 0;
  phone = await openInJsdom(`${fixture.phone.url}?openid=oPayer`);
  return () => {
    expect(phone.errors).toEqual([]);
    phone.close();
  };
});
afterAll(() => fixture.close());

describe('wx.request', () => {
  const request = (options: object): Promise<Result> =>
    new Promise((complete) => phone.globals.wx.request?.({ ...options, complete }));

  test('reaches the server that stands for the origin, with WeChat’s own headers', async () => {
    const result = await request({
      url: 'https://pay.example.com/v1/orders?x=1',
      method: 'POST',
      header: { Authorization: 'Bearer secret', Cookie: 'a=1', Referer: 'mine' },
      data: { items: [] },
    });
    expect(result).toMatchObject({ errMsg: 'request:ok', statusCode: 200, data: { items: [] } });
    const [received] = fixture.shop.received;
    expect(received).toMatchObject({
      method: 'POST',
      path: '/v1/orders?x=1',
      body: '{"items":[]}',
    });
    expect(received?.headers).toMatchObject({
      authorization: 'Bearer secret',
      cookie: 'a=1',
      'content-type': 'application/json',
      referer: 'https://servicewechat.com/touristappid/devtools/page-frame.html',
    });
  });

  test('answers a task that is no promise', () => {
    const task = phone.globals.wx.request?.({ url: 'https://pay.example.com/' });
    expect(task).toMatchObject({ abort: expect.any(Function) });
    expect(task).not.toHaveProperty('then');
  });

  test('counts every HTTP status as success and shows cookies', async () => {
    answer = () => ({ status: 500, body: 'broken', headers: { 'set-cookie': ['s=1; Path=/'] } });
    const result = await request({ url: 'https://pay.example.com/x' });
    expect(result).toMatchObject({
      errMsg: 'request:ok',
      statusCode: 500,
      data: 'broken',
      cookies: ['s=1; Path=/'],
    });
  });

  test('turns the data of a GET into a query', async () => {
    await request({ url: 'https://pay.example.com/v1/orders', data: { cursor: '茶', limit: 2 } });
    expect(fixture.shop.received[0]?.path).toBe('/v1/orders?cursor=%E8%8C%B6&limit=2');
  });

  test('fails for an origin that is not in the domain list', async () => {
    const result = await request({ url: 'https://elsewhere.example.com/' });
    expect(result).toEqual({
      errMsg: 'request:fail url not in domain list:elsewhere.example.com',
      errno: 600002,
    });
  });

  test('fails when the server drops the connection', async () => {
    answer = () => null;
    const result = await request({ url: 'https://pay.example.com/' });
    expect(result).toEqual({ errMsg: 'request:fail unknown network error', errno: 600000 });
  });

  test('fails with timeout and with abort', async () => {
    let arrived: () => void = () => undefined;
    const silent = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    answer = () => {
      arrived();
      return { status: 200, headers: { 'content-length': '10' }, body: '' };
    };
    const timedOut = await request({ url: 'https://pay.example.com/slow', timeout: 50 });
    expect(timedOut.errMsg).toBe('request:fail timeout');
    await silent;
    const aborted = await new Promise<Result>((complete) => {
      const task = phone.globals.wx.request?.({ url: 'https://pay.example.com/slow', complete });
      (task as { abort(): void }).abort();
    });
    expect(aborted.errMsg).toBe('request:fail abort');
  });

  test('reports the exchange with the credentials masked', async () => {
    answer = () => ({ body: { token: 'yt_secret', openid: 'oPayer' } });
    await request({
      url: 'https://pay.example.com/v1/sessions',
      method: 'POST',
      header: { Authorization: 'Bearer secret' },
      data: { loginCode: 'c' },
    });
    // A request aborted by an earlier test may still be reported.
    const exchanges = fixture.exchanges.filter(({ request: { url } }) => url.endsWith('/sessions'));
    expect(exchanges).toMatchObject([
      {
        name: 'wx.request',
        openid: 'oPayer',
        request: {
          method: 'POST',
          url: 'https://pay.example.com/v1/sessions',
          headers: { authorization: 'Bearer ***' },
        },
        response: { status: 200, body: '{"token":"***","openid":"oPayer"}' },
      },
    ]);
  });
});

describe('calling convention', () => {
  test('a promise is answered only when there is no callback', async () => {
    const { wx } = phone.globals;
    expect(await wx.checkSession?.()).toEqual({ errMsg: 'checkSession:ok' });
    const calls: string[] = [];
    const answered = await new Promise((resolve) => {
      const result = wx.checkSession?.({
        success: () => calls.push('success'),
        complete: () => resolve(calls),
      });
      expect(result).toBeUndefined();
      calls.push('returned');
    });
    expect(answered).toEqual(['returned', 'success']);
  });

  test('a member the phone lacks is undefined, so that it can be tested for', () => {
    expect(phone.globals.wx.chooseInvoice).toBeUndefined();
    expect(phone.globals.wx.canIUse?.('chooseInvoice')).toBe(false);
    expect(phone.globals.wx.canIUse?.('request.object.method')).toBe(true);
  });
});

describe('wx.login', () => {
  test('brings a code of WeChat for the user of this phone', async () => {
    const result = (await phone.globals.wx.login?.()) as Result;
    expect(result).toMatchObject({ errMsg: 'login:ok', code: expect.stringMatching(/^code-/) });
    expect(fixture.wechat.received[0]?.body).toBe('{"openid":"oPayer"}');
  });
});

describe('storage', () => {
  test('keeps values, answers an empty string for none, and fails as WeChat does', async () => {
    const { wx } = phone.globals;
    wx.setStorageSync?.('key', { a: [1] });
    expect(wx.getStorageSync?.('key')).toEqual({ a: [1] });
    expect(wx.getStorageSync?.('none')).toBe('');
    await expect(wx.getStorage?.({ key: 'none' })).rejects.toEqual({
      errMsg: 'getStorage:fail data not found',
    });
  });

  test('is another one for another user', () => {
    phone.globals.wx.setStorageSync?.('key', 1);
    const kept = Object.keys(phone.document.defaultView?.localStorage ?? {});
    expect(kept).toContain('wx:touristappid:oPayer:key');
  });
});

test('a fault of the mini-program is told to the app and shown in the red bar', async () => {
  phone.tap('#fault');
  await phone.frames();
  expect(phone.log.at(-1)).toContain('a fault on purpose');
  const bar = phone.document.querySelector<HTMLElement>('.phone-error');
  expect(bar?.hidden).toBe(false);
  expect(bar?.textContent).toContain('Error: a fault on purpose');
  expect(phone.errors.splice(0).join()).toContain('a fault on purpose');
});
