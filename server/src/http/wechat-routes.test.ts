import { beforeEach, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createOrder } from '../flows/create-order.ts';
import { prepayOrder } from '../flows/prepay-order.ts';
import { type Order, PlatformFailure } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

let ports: TestPorts;
let app: HttpApp;

beforeEach(async () => {
  ports = await createTestPorts();
  app = await createHttpApp(houseOf(ports));
});

describe.each([
  ['/wechatpay/notifications/default', 204, ''],
  ['/notify', 200, '{"code":"SUCCESS","message":"成功"}'],
])('%s', (url, status, body) => {
  it('acknowledges a genuine notification once its effect is stored', async () => {
    const order = await payable();
    const { statement } = ports.platform.pay(order);
    const answer = await send(url, JSON.stringify(statement));
    expect([answer.statusCode, answer.body]).toEqual([status, body]);
    expect((await stored(ports, order)).state).toBe('paid');
  });

  it('answers FAIL to what is not believed, and changes nothing', async () => {
    const order = await payable();
    const answer = await send(url, 'forged');
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ code: 'FAIL', message: 'refused: signature' });
    expect(await stored(ports, order)).toEqual(order);
  });

  it('asks WeChat to send again when the order is unknown or the store fails', async () => {
    const order = await payable();
    const { statement } = ports.platform.pay(order);
    const unknown = await send(url, JSON.stringify({ ...statement, outTradeNo: 'Y404' }));
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'FAIL']);
    const store = { ...ports.store, commitPayment: () => Promise.reject(new Error('disk full')) };
    app = await createHttpApp(houseOf({ ...ports, store }));
    const failed = await send(url, JSON.stringify(statement));
    expect(failed.statusCode).toBe(500);
    expect(failed.json()).toEqual({ code: 'FAIL', message: 'not stored, send again' });
  });

  it('hands the exact bytes to verification, whatever type they are said to have', async () => {
    const seen: Uint8Array[] = [];
    const platform = {
      ...ports.platform,
      openNotification: ({ body }: { body: Uint8Array }) => {
        seen.push(body);
        return null;
      },
    };
    app = await createHttpApp(houseOf({ ...ports, platform }));
    const bytes = Buffer.from('{ "b" : 1,\n "a" : "\\u4e00" }');
    for (const headers of [
      { 'content-type': 'application/json' },
      { 'content-type': 'text/xml' },
      {},
    ]) {
      await app.inject({ method: 'POST', url, headers, payload: bytes });
    }
    await app.inject({ method: 'POST', url });
    expect(seen.map((body) => Buffer.from(body).toString())).toEqual([
      ...Array(3).fill(bytes.toString()),
      '',
    ]);
  });

  it('reads at most 1 MiB', async () => {
    const answer = await send(url, 'x'.repeat(1_048_577));
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'FAIL']);
  });
});

it('answers for another merchant’s path as for a notification that is not ours', async () => {
  const order = await payable();
  const { statement } = ports.platform.pay(order);
  const answer = await send('/wechatpay/notifications/other', JSON.stringify(statement));
  expect(answer.statusCode).toBe(404);
  expect((await stored(ports, order)).state).toBe('payable');
});

describe('compatible endpoints', () => {
  it('POST /wechat/getOpenid', async () => {
    const answer = await json('/wechat/getOpenid', { code: 'Payer' });
    expect([answer.statusCode, answer.body]).toEqual([
      200,
      '{"openid":"oPayer","success":"success"}',
    ]);
    ports.platform.fail('login', new PlatformFailure('no', { outcome: 'refused', code: '40029' }));
    const failed = await json('/wechat/getOpenid', { code: 'Payer' });
    expect(failed.statusCode).toBe(500);
    expect(failed.json()).toEqual({ success: false, message: expect.any(String) });
  });

  it('POST /wechat/createOrder', async () => {
    const body = { openid: 'oPayer', total_fee: 12_800, description: '明前龙井' };
    const stranger = await json('/wechat/createOrder', body);
    expect([stranger.statusCode, Object.keys(stranger.json())]).toEqual([400, ['error']]);
    await json('/wechat/getOpenid', { code: 'Payer' });
    const answer = await json('/wechat/createOrder', { ...body, extra: true });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      timeStamp: '1700000000',
      nonceStr: 'nonce',
      packageVal: expect.stringMatching(/^prepay_id=wx/),
      signType: 'RSA',
      paySign: 'signature',
    });
    for (const change of [{ total_fee: 1 }, { description: 'x' }, { total_fee: '12800' }]) {
      const refused = await json('/wechat/createOrder', { ...body, ...change });
      expect([refused.statusCode, Object.keys(refused.json())]).toEqual([400, ['error']]);
    }
    ports.platform.fail('prepay', new PlatformFailure('', { outcome: 'unknown', code: 'timeout' }));
    const failed = await json('/wechat/createOrder', body);
    expect([failed.statusCode, Object.keys(failed.json())]).toEqual([500, ['error']]);
  });

  it('POST /onLogin and /getPhoneNumber: the handle is ours, the session key stays here', async () => {
    const login = await json('/onLogin', { code: 'Payer' });
    expect(login.json()).toEqual({
      openid: 'oPayer',
      success: 'success',
      sessionKey: expect.stringMatching(/^[\w-]{43}$/),
    });
    const { sessionKey } = login.json();
    const sealed = { sessionKey, encryptedData: 'good', iv: 'iv' };
    const answer = await json('/getPhoneNumber', sealed);
    expect([answer.statusCode, answer.body]).toEqual([
      200,
      '{"success":true,"phoneNumber":"13580006666"}',
    ]);
    for (const missing of ['sessionKey', 'encryptedData', 'iv']) {
      const refused = await json('/getPhoneNumber', { ...sealed, [missing]: undefined });
      expect([refused.statusCode, refused.json().success]).toEqual([400, false]);
    }
    for (const change of [{ encryptedData: 'bad' }, { sessionKey: 'unknown' }]) {
      const failed = await json('/getPhoneNumber', { ...sealed, ...change });
      expect(failed.statusCode).toBe(500);
      expect(failed.json()).toEqual({
        success: false,
        message: expect.any(String),
        error: expect.any(String),
      });
    }
  });
});

async function payable(): Promise<Order> {
  const items = [{ productId: 'tea', quantity: 1 }];
  const order = await createOrder(ports, { openid: 'oPayer', items, idempotencyKey: null });
  return (await prepayOrder(ports, testPayer, order.id)).order;
}

function send(url: string, payload: string) {
  return app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    payload,
  });
}

function json(url: string, body: object) {
  return send(url, JSON.stringify(body));
}
