import { createCipheriv, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { issueCertificate } from '../testing/issue-certificate.ts';
import { explainNotification, type NotificationInput } from './explain-notification.ts';

const wechat = generateKeyPairSync('rsa', { modulusLength: 2048 });
const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: typeof wechat) =>
  key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const keys = [{ label: 'pub_key.pem', pem: pem(wechat) }];
const serial = 'PUB_KEY_ID_0114232134912410000000000000';
const apiV3Key = '0123456789abcdefFEDCBA9876543210';

const cipher = createCipheriv('aes-256-gcm', apiV3Key, 'fdasflkja484');
cipher.setAAD(Buffer.from('transaction'));
const sealed = Buffer.concat([
  cipher.update('{"trade_state":"SUCCESS"}'),
  cipher.final(),
  cipher.getAuthTag(),
]);
const notice = {
  id: 'EV-2018022511223320873',
  create_time: '2015-05-20T13:29:35+08:00',
  resource_type: 'encrypt-resource',
  event_type: 'TRANSACTION.SUCCESS',
  summary: '支付成功',
  resource: {
    original_type: 'transaction',
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: 'transaction',
    nonce: 'fdasflkja484',
  },
};
const body = JSON.stringify(notice);
const time = '1554208460';
const nonce = 'C380BEC2BFD727A4B6845133519F3AD6';

function headers(changes: Record<string, string | undefined> = {}, signed = body, key = wechat) {
  const message = Buffer.from(`${time}\n${nonce}\n${signed}\n`);
  return {
    'Wechatpay-Timestamp': time,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': serial,
    'Wechatpay-Signature': sign('RSA-SHA256', message, key.privateKey).toString('base64'),
    ...changes,
  };
}
function explain(input: Partial<NotificationInput> = {}) {
  return explainNotification({
    headers: headers(),
    body,
    keys,
    serial,
    apiV3Key,
    nowMs: 1554208460_000,
    ...input,
  });
}
const codes = (diagnosis: ReturnType<typeof explain>) => diagnosis.causes.map(({ code }) => code);

test('a true notification is valid', () => {
  expect(explain()).toMatchObject({ verdict: 'valid', causes: [] });
  expect(explain({ body: Buffer.from(body) }).verdict).toBe('valid');
});

test.each([
  ['indented', JSON.stringify(notice, null, 2)],
  [
    'with Chinese escaped',
    body.replaceAll(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`),
  ],
  ['with a line feed', `${body}\n`],
  ['sorted by name', JSON.stringify(Object.fromEntries(Object.entries(notice).toSorted()))],
  ['without bytes that are not ASCII', `\ufeff${body}`],
])('a body re-serialised before it was verified is told from a forgery: %s', (_, received) => {
  const diagnosis = explain({ body: received });
  expect(codes(diagnosis)).toEqual(['body-not-as-received']);
  expect(diagnosis.signed?.toString()).toBe(`${time}\n${nonce}\n${body}\n`);
});

test('members in quite another order are put back into WeChat’s own', () => {
  const { resource, ...rest } = notice;
  const shuffled = { resource: Object.fromEntries(Object.entries(resource).toReversed()), ...rest };
  expect(codes(explain({ body: JSON.stringify(shuffled) }))).toEqual(['body-not-as-received']);
});

test('the key of another serial is named, the merchant’s own too', () => {
  const suspects = [{ label: 'apiclient_cert.pem', pem: pem(merchant) }, ...keys];
  const diagnosis = explain({ keys: suspects });
  expect(codes(diagnosis)).toEqual(['key-of-another']);
  expect(diagnosis.causes[0]?.sentence.en).toContain('WeChat signed with pub_key.pem');
  expect(explain({ keys: suspects.slice(0, 1) }).verdict).toBe('unknown');
});

test('a stale one, a probe, missing headers, an unknown serial and a wrong APIv3 key are said', () => {
  expect(codes(explain({ nowMs: 1554208460_000 + 300_001 }))).toEqual(['stale']);
  const probe = headers({ 'Wechatpay-Signature': 'WECHATPAY/SIGNTEST/not base64' });
  expect(codes(explain({ headers: probe }))).toEqual(['signature-probe']);
  const stripped = headers({ 'Wechatpay-Nonce': undefined });
  expect(codes(explain({ headers: stripped }))).toEqual(['headers-missing']);
  const other = headers({ 'Wechatpay-Serial': '5157F09EFDC096DE15EBE81A47057A7232F1B8E1' });
  expect(codes(explain({ headers: other }))).toEqual(['serial-unknown']);
  expect(codes(explain({ apiV3Key: apiV3Key.toLowerCase() }))).toEqual(['api-v3-key-wrong']);
  const sm2 = headers({ 'Wechatpay-Signature-Type': 'WECHATPAY2-SM2-WITH-SM3' });
  expect(codes(explain({ headers: sm2 }))).toEqual(['signature-type-other']);
});

test('a parsed body and an APIv2 notification are said in one sentence', () => {
  expect(codes(explain({ body: '[object Object]' }))).toEqual(['body-parsed']);
  expect(codes(explain({ body: '<xml></xml>' }))).toEqual(['api-v2-body']);
});

test('the headers of another delivery are told by their time', () => {
  const diagnosis = explain({ headers: headers({ 'wechatpay-timestamp': '1554208475' }) });
  expect(codes(diagnosis)).toEqual(['time-differs']);
});

test('a forged amount is never explained away', () => {
  const forged = body.replace('SUCCESS', 'success');
  expect(explain({ body: forged })).toMatchObject({ verdict: 'unknown', causes: [] });
});

test('a platform certificate brings its own serial, compared without regard to case', () => {
  const certificate = issueCertificate({
    commonName: 'Tenpay.com sign',
    serial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    from: '2018-01-01T00:00:00Z',
    until: '2023-01-01T00:00:00Z',
  });
  const signed = (serialHeader: string) => ({
    ...headers({ 'Wechatpay-Serial': serialHeader }),
    'Wechatpay-Signature': sign(
      'RSA-SHA256',
      Buffer.from(`${time}\n${nonce}\n${body}\n`),
      certificate.privateKey,
    ).toString('base64'),
  });
  const about = (serialHeader: string) =>
    explainNotification({
      headers: signed(serialHeader),
      body,
      keys: [{ label: 'platform.pem', pem: certificate.pem }],
    });
  expect(about(certificate.serial.toLowerCase()).verdict).toBe('valid');
  expect(codes(about(serial))).toEqual(['serial-unknown']);
  expect(about(serial).causes[0]?.remedy.en).toContain('public key');
});

test('a body that is no notification, and a time that is no number, are not judged further', () => {
  const content = '{"resource":{"nonce":1}}';
  const changed = headers({ 'Wechatpay-Timestamp': 'soon' }, content);
  expect(explain({ headers: changed, body: content })).toMatchObject({
    verdict: 'unknown',
    causes: [],
  });
  expect(explain({ body: 'rubbish' }).verdict).toBe('unknown');
});
