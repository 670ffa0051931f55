import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createRawMerchant } from '../testing/raw-merchant.ts';
import { startReceiver, startShop } from '../testing/start-shop.ts';

const DAY_MS = 86_400_000;

interface Listed {
  readonly serial_no: string;
  readonly encrypt_certificate: { ciphertext: string; nonce: string; associated_data: string };
}

type Shop = Awaited<ReturnType<typeof startShop>>;

async function listed({ merchant }: Shop) {
  const { data } = (await merchant.get('/v3/certificates')).json as { data: Listed[] };
  return data.map(({ serial_no, encrypt_certificate }) => {
    const certificate = new X509Certificate(merchant.open(encrypt_certificate));
    expect(certificate.serialNumber).toBe(serial_no);
    return { serial: serial_no, certificate };
  });
}

/** How many of `count` answers the certificate `serial` signed. */
async function signedBy({ merchant }: Shop, serial: string, count = 8): Promise<number> {
  let hits = 0;
  for (let asked = 0; asked < count; asked += 1) {
    const { headers } = await merchant.get('/v3/certificates');
    if (headers.get('wechatpay-serial') === serial) hits += 1;
  }
  return hits;
}

test('in a rotation both certificates are listed, then both sign, then only the new one is left', async () => {
  const shop = await startShop();
  const old = shop.simulator.merchant.platformSerial;
  const { json } = await shop.control('POST', '/keys/rotation', { overlapMs: 10 * DAY_MS });
  const [first = '', second = ''] = json.platformSerials as string[];
  expect(first).toBe(old);
  const both = await listed(shop);
  expect(both.map(({ serial }) => serial)).toEqual([first, second]);
  expect(await signedBy(shop, first)).toBe(8);
  expect((await shop.control('POST', '/keys/rotation', {})).status).toBe(409);
  await shop.clock.advance(7.5 * DAY_MS);
  const half = await signedBy(shop, second, 30);
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(30);
  const byBoth = await shop.merchant.prepay(shop.order(), { 'Wechatpay-Serial': first });
  expect(byBoth.status).toBe(200);
  await shop.clock.advance(2.5 * DAY_MS);
  expect((await listed(shop)).map(({ serial }) => serial)).toEqual([second]);
  expect(await signedBy(shop, second)).toBe(8);
  const gone = await shop.merchant.prepay(shop.order(), { 'Wechatpay-Serial': first });
  expect(gone.json.message).toBe('平台证书序列号Wechatpay-Serial错误');
  const answer = await shop.merchant.get('/v3/certificates');
  const text = `${answer.headers.get('wechatpay-timestamp')}\n${answer.headers.get('wechatpay-nonce')}\n${answer.text}\n`;
  const { verify } = await import('node:crypto');
  const signature = Buffer.from(answer.headers.get('wechatpay-signature') ?? '', 'base64');
  const newest = both[1]?.certificate.publicKey;
  expect(newest && verify('RSA-SHA256', Buffer.from(text), newest, signature)).toBe(true);
  expect((await shop.control('GET', '/merchant')).json.platformSerial).toBe(second);
});

test('ten days before its five years are over a platform certificate is followed by the next, by itself', async () => {
  const { clock, simulator } = await startShop();
  const { platformCertificates } = simulator.keys;
  const serials = () => platformCertificates.listed().map(({ serial }) => serial);
  const [first] = platformCertificates.listed();
  if (first === undefined) throw new Error('there is no platform certificate');
  await clock.advance(first.toMs - 11 * DAY_MS - clock.nowMs());
  expect(serials()).toEqual([first.serial]);
  await clock.advance(2 * DAY_MS);
  const both = serials();
  expect([both.length, both[0]]).toEqual([2, first.serial]);
  await clock.advance(9 * DAY_MS);
  expect(serials()).toEqual([both[1]]);
  simulator.reset();
  expect(serials()).toEqual([first.serial]);
});

test('a merchant of the public key alone has no certificates, and all answers are signed by the key', async () => {
  const { control, merchant, simulator } = await startShop();
  await control('POST', '/keys', { platformCertificates: 'none' });
  const answer = await merchant.get('/v3/certificates');
  expect(answer).toMatchObject({ status: 404, json: { code: 'RESOURCE_NOT_EXISTS' } });
  expect(String(answer.json.message).startsWith('无可用的平台证书，')).toBe(true);
  expect(answer.headers.get('wechatpay-serial')).toBe(simulator.merchant.publicKeyId);
  expect(merchant.isSigned(answer.headers, answer.text)).toBe(true);
});

test('in the gray switch notifications are signed by either key', async () => {
  const receiver = await startReceiver();
  const { control, simulator, prepaid, openid, merchant } = await startShop();
  await control('POST', '/keys', { publicKeyPercent: 50 });
  for (let count = 1; count <= 12; count += 1) {
    const { params } = await prepaid({ notify_url: receiver.url });
    await simulator.pay({ openid, ...params });
    await receiver.arrival(count);
  }
  const { publicKeyId, platformSerial } = simulator.merchant;
  const serials = receiver.received.map(({ headers }) => headers.get('wechatpay-serial'));
  expect(new Set(serials)).toEqual(new Set([publicKeyId, platformSerial]));
  for (const { headers, body } of receiver.received) {
    expect(merchant.isSigned(headers, body)).toBe(true);
  }
});

test('after a change of the APIv3 key new seals open with the new key only, and both stay secret', async () => {
  const receiver = await startReceiver();
  const { control, simulator, prepaid, openid, merchant } = await startShop();
  const apiV3Key = 'N'.repeat(32);
  await control('POST', '/keys', { apiV3Key });
  expect((await control('POST', '/keys', { apiV3Key: 'short' })).status).toBe(400);
  const { params } = await prepaid({ notify_url: receiver.url });
  await simulator.pay({ openid, ...params });
  await receiver.arrival(1);
  const { resource } = JSON.parse(receiver.received[0]?.body ?? '');
  expect(() => merchant.open(resource)).toThrow();
  const informed = createRawMerchant(simulator.url, { ...simulator.merchant, apiV3Key });
  expect(JSON.parse(informed.open(resource)).trade_state).toBe('SUCCESS');
  simulator.record({
    step: null,
    from: 'server',
    to: 'server',
    name: 'x',
    outcome: 'ok',
    note: `${apiV3Key} ${simulator.merchant.apiV3Key} ${simulator.merchant.subMerchant.appSecret}`,
  });
  expect(simulator.events().at(-1)?.note).toMatch(/^(•+ ?){3}$/);
});

test('a renewed merchant certificate signs beside the old one, until that one is replaced', async () => {
  const { control, simulator, merchant, order, prepaid, openid, clock } = await startShop();
  const { json: issued } = await control('POST', '/keys/merchant-certificates', {});
  const credentials = { ...simulator.merchant, ...issued } as typeof simulator.merchant;
  const renewed = createRawMerchant(simulator.url, credentials, clock.wallMs);
  expect((await renewed.prepay(order())).status).toBe(200);
  const { prepayId, outTradeNo } = await prepaid();
  const path = `/keys/merchant-certificates/${simulator.merchant.merchantSerial}`;
  expect((await control('POST', path, { standing: 'replaced' })).status).toBe(200);
  expect(await merchant.query(outTradeNo)).toMatchObject({
    status: 401,
    json: { message: '已更换证书，请使用新证书' },
  });
  const pay = (params: object) => simulator.pay({ openid, ...params });
  expect((await pay(merchant.paymentParams(prepayId))).dialog).toBe('支付验证签名失败');
  expect((await pay(renewed.paymentParams(prepayId))).errMsg).toBe('requestPayment:ok');
  const unknown = '/keys/merchant-certificates/ABCD';
  expect((await control('POST', unknown, { standing: 'revoked' })).status).toBe(404);
});

test('three merchant certificates are valid at once, no more; each expires after five years', async () => {
  const { control, merchant, clock } = await startShop();
  for (const status of [200, 200, 409]) {
    expect((await control('POST', '/keys/merchant-certificates', {})).status).toBe(status);
  }
  await clock.advance(6 * 365 * DAY_MS);
  expect((await merchant.query('T20260001')).json.message).toBe('商户证书已过期');
});
