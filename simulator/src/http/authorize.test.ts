import { expect, test } from 'vitest';
import { START_MS, startShop } from '../testing/start-shop.ts';

const seconds = (offset: number) => String(START_MS / 1000 + offset);

test('a request without Authorization to the pay API is a bare SIGN_ERROR without Request-ID', async () => {
  const { merchant } = await startShop();
  for (const authorization of ['', 'Bearer abc']) {
    const answer = await merchant.send({
      method: 'POST',
      path: '/v3/pay/transactions/jsapi',
      body: '{}',
      authorization,
    });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ code: 'SIGN_ERROR', message: '签名信息错误，验签失败' });
    expect(answer.headers.get('request-id')).toBeNull();
    expect(answer.headers.get('wechatpay-signature')).toBeNull();
  }
});

test('elsewhere a missing, a garbled and a foreign Authorization are told apart', async () => {
  const { merchant } = await startShop();
  const ask = async (authorization: string) =>
    (await merchant.send({ path: '/v3/certificates', authorization })).json.message;
  const malformed = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';
  expect(await ask('')).toBe(malformed);
  expect(await ask('WECHATPAY2-SHA256-RSA2048 mchid="1"')).toBe(malformed);
  expect(await ask('WECHATPAY2-SHA256-RSA4096 mchid="1"')).toBe(
    'HTTP头Authorization认证类型不正确',
  );
});

test('the timestamp is judged before the certificate, the certificate before the signature, that before the parameters', async () => {
  const { merchant } = await startShop();
  const worst = {
    method: 'POST',
    path: '/v3/pay/transactions/jsapi',
    body: '{"nonsense":true}',
    signedBody: 'another body',
  };
  const stale = await merchant.send({ ...worst, serial: 'AB12', timestamp: seconds(-301) });
  expect(stale.json.message).toBe('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
  const future = await merchant.send({ ...worst, serial: 'AB12', timestamp: seconds(301) });
  expect(future.json.message).toBe(stale.json.message);
  const unknownSerial = await merchant.send({ ...worst, serial: 'AB12', timestamp: seconds(-300) });
  expect(unknownSerial.json.message).toMatch(/^商户证书序列号有误/);
  const unsigned = await merchant.send({ ...worst, timestamp: seconds(300) });
  expect(unsigned).toMatchObject({
    status: 401,
    json: { code: 'SIGN_ERROR', message: '签名错误' },
  });
  const signed = await merchant.send({ ...worst, signedBody: worst.body });
  expect(signed).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } });
});

test('a signature that does not match is explained with the message WeChat built and its length in bytes', async () => {
  const { merchant, order } = await startShop();
  const body = JSON.stringify(order());
  const path = '/v3/pay/transactions/jsapi';
  const answer = await merchant.send({ method: 'POST', path, body, signedBody: `${body}\n` });
  const head = `POST\n${path}\n${seconds(0)}\nabcdefghijklmnopqrstuvwxyz012345\n`;
  expect(answer.json.detail).toEqual({
    detail: { issue: 'sign not match' },
    field: 'signature',
    location: 'authorization',
    sign_information: {
      method: 'POST',
      url: path,
      truncated_sign_message: `${head}{"appid":"w\n`,
      sign_message_length: Buffer.byteLength(`${head}${body}\n`),
    },
  });
});

test('an unknown merchant learns nothing but that its signature is wrong', async () => {
  const { merchant } = await startShop();
  const answer = await merchant.send({ path: '/v3/certificates', mchid: '1999999999' });
  expect(answer.json).toEqual({ code: 'SIGN_ERROR', message: '签名错误' });
});

test('a serial in lower case names the same certificate', async () => {
  const { merchant, simulator } = await startShop();
  const serial = simulator.merchant.merchantSerial.toLowerCase();
  expect((await merchant.send({ path: '/v3/certificates', serial })).status).toBe(200);
});

test('an expired, revoked or replaced merchant certificate is refused in its own words', async () => {
  const { merchant, control } = await startShop();
  const texts = {
    expired: '商户证书已过期',
    revoked: '商户证书已作废',
    replaced: '已更换证书，请使用新证书',
  };
  for (const [merchantCertificate, message] of Object.entries(texts)) {
    await control('POST', '/keys', { merchantCertificate });
    const answer = await merchant.send({ path: '/v3/certificates' });
    expect(answer).toMatchObject({ status: 401, json: { code: 'SIGN_ERROR', message } });
  }
});

test('an unknown path is a bare 404 and a wrong method a bare 405, whoever asks', async () => {
  const { merchant } = await startShop();
  const unknown = await merchant.send({ path: '/v3/pay/transactions/jsap', authorization: '' });
  expect([unknown.status, unknown.text, unknown.headers.get('wechatpay-serial')]).toEqual([
    404,
    '',
    null,
  ]);
  const wrong = await merchant.send({ path: '/v3/pay/transactions/jsapi' });
  expect([wrong.status, wrong.text, wrong.headers.get('wechatpay-serial')]).toEqual([
    405,
    '',
    null,
  ]);
});

test('certificates without Accept or User-Agent are refused before authentication', async () => {
  const { merchant } = await startShop();
  const answer = await merchant.send({
    path: '/v3/certificates',
    authorization: 'nonsense',
    headers: { 'User-Agent': '' },
  });
  expect(answer).toMatchObject({
    status: 400,
    json: { code: 'INVALID_REQUEST', message: 'Http头缺少Accept或User-Agent' },
  });
});

test('the query string is part of what is signed, byte for byte', async () => {
  const { merchant, simulator } = await startShop();
  const path = `/v3/pay/transactions/out-trade-no/a%7Cb%2A123?mchid=${simulator.merchant.mchid}`;
  expect(await merchant.send({ path })).toMatchObject({
    status: 404,
    json: { code: 'ORDER_NOT_EXIST' },
  });
});
