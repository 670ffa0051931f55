import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FakeAnswer, Received } from './fake-wechat.ts';
import { startFixture } from './fixture.ts';
import { type JsdomPhone, openInJsdom } from './jsdom-phone.ts';

interface Result {
  readonly errMsg: string;
  readonly [field: string]: unknown;
}

const goodParams = {
  timeStamp: '1554208460',
  nonceStr: '593BEC0C930BF1AFEB40B4A08C8FB242',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'RSA',
  paySign: 'good',
};

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

describe('wx.requestPayment', () => {
  /** Calls it and answers how it ends; the promise does not settle when WeChat is killed. */
  const pay = (params: object): Promise<Result> =>
    new Promise((complete) => phone.globals.wx.requestPayment?.({ ...params, complete }));
  const button = async (name: string): Promise<HTMLElement> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const all = phone.document.querySelectorAll<HTMLElement>('.phone-screen button');
      const found = [...all].find(
        (one) =>
          one.closest('[hidden]') === null &&
          (one.getAttribute('aria-label') === name || one.textContent === name),
      );
      if (found) return found;
      await phone.frames(1);
    }
    throw new Error(`no button ${name}`);
  };
  const press = async (...names: string[]) => {
    for (const name of names) (await button(name)).click();
  };
  const pin = ['1', '2', '3', '4', '5', '6'];

  test('refuses wrong types before it asks WeChat, in the base library’s words', async () => {
    const { package: _, ...withoutPackage } = goodParams;
    expect(await pay({ ...withoutPackage, timeStamp: 1554208460 })).toEqual({
      errMsg:
        'requestPayment:fail parameter error: parameter.timeStamp should be String instead of Number;parameter.package should be String instead of Undefined;',
    });
    expect(fixture.wechat.received).toEqual([]);
  });

  test('hands the five parameters on unchanged and says ok after the password', async () => {
    const end = pay(goodParams);
    await press(...pin, '完成');
    expect(await end).toEqual({ errMsg: 'requestPayment:ok' });
    const [opened, chosen] = fixture.wechat.received;
    expect(JSON.parse(opened?.body ?? '')).toEqual({ openid: 'oPayer', ...goodParams });
    expect(chosen).toMatchObject({
      path: '/_simulator/cashiers/cashier1/choice',
      body: '{"choice":"pay"}',
    });
  });

  test('shows merchant, amount and goods, and says that no money moves', async () => {
    const end = pay(goodParams);
    const close = await button('关闭');
    const text = phone.document.querySelector('.phone-pay')?.textContent ?? '';
    for (const part of ['一分小店', '¥128.01', '龙井茶 × 1', '零钱', '不会真实扣款']) {
      expect(text).toContain(part);
    }
    close.click();
    await end;
  });

  test('says cancel when the sheet is closed', async () => {
    const end = pay(goodParams);
    await press('关闭');
    expect(await end).toEqual({ errMsg: 'requestPayment:fail cancel' });
    expect(phone.document.querySelector('.phone-pay')).toBeNull();
  });

  test('five digits and a correction do not pay', async () => {
    const end = pay(goodParams);
    await press('1', '2', '3', '4', '5', '删除', '6');
    expect(fixture.wechat.received).toHaveLength(1);
    await press('关闭');
    await end;
  });

  test('shows WeChat’s dialog for a wrong paySign, and the mini-program learns only cancel', async () => {
    const end = pay({ ...goodParams, paySign: 'bad' });
    const close = await button('知道了');
    expect(phone.document.querySelector('.phone-modal')?.textContent).toContain('支付验证签名失败');
    close.click();
    expect(await end).toEqual({ errMsg: 'requestPayment:fail cancel' });
  });

  test('never calls back when WeChat was killed after paying', async () => {
    let called = false;
    void pay(goodParams).then(() => {
      called = true;
    });
    await press('练习', '付款后杀掉微信（没有回调）');
    await button('重新打开小程序');
    expect(fixture.wechat.received.at(-1)?.body).toBe('{"choice":"pay-then-kill"}');
    expect(called).toBe(false);
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
