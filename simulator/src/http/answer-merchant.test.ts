import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { startShop } from '../testing/start-shop.ts';

test('success and business refusals are signed, by the key that the request names', async () => {
  const { merchant, order, simulator } = await startShop();
  const { publicKeyId, platformSerial } = simulator.merchant;
  const body = order();
  const byCertificate = await merchant.prepay(body);
  expect(byCertificate.headers.get('wechatpay-serial')).toBe(platformSerial);
  expect(merchant.isSigned(byCertificate.headers, byCertificate.text)).toBe(true);
  const byPublicKey = await merchant.prepay(body, { 'Wechatpay-Serial': publicKeyId });
  expect(byPublicKey.headers.get('wechatpay-serial')).toBe(publicKeyId);
  expect(merchant.isSigned(byPublicKey.headers, byPublicKey.text)).toBe(true);
  const refused = await merchant.prepay({ ...body, amount: { total: 101 } });
  expect(refused.status).toBe(400);
  expect(merchant.isSigned(refused.headers, refused.text)).toBe(true);
  expect(merchant.isSigned(refused.headers, `${refused.text} `)).toBe(false);
});

test('Request-ID ends in 0 on success and in the internal code otherwise', async () => {
  const { merchant, order } = await startShop();
  const body = order();
  expect((await merchant.prepay(body)).headers.get('request-id')).toMatch(/^08[0-9A-F]+-0$/);
  const changed = await merchant.prepay({ ...body, description: '别的' });
  expect(changed.headers.get('request-id')).toMatch(/-268498688$/);
});

test('the header names keep the spelling of the real gateway on the wire', async () => {
  const { simulator } = await startShop();
  const { get } = await import('node:http');
  const names = await new Promise<string[]>((resolve, reject) => {
    get(`${simulator.url}/v3/certificates`, (answer) => {
      answer.resume();
      resolve(answer.rawHeaders.filter((_, index) => index % 2 === 0));
    }).once('error', reject);
  });
  expect(names).toContain('Request-ID');
  expect(names).toContain('X-Content-Type-Options');
});

test('a Wechatpay-Serial that names no platform key is refused', async () => {
  const { merchant, order } = await startShop();
  const answer = await merchant.prepay(order(), { 'Wechatpay-Serial': 'PUB_KEY_ID_0' });
  expect(answer.json).toEqual({
    code: 'PARAM_ERROR',
    message: '平台证书序列号Wechatpay-Serial错误',
  });
});

test('the platform certificate opens with the APIv3 key and verifies the answer that brought it', async () => {
  const { merchant, simulator } = await startShop();
  const answer = await merchant.send({ path: '/v3/certificates' });
  const [entry] = answer.json.data as {
    serial_no: string;
    effective_time: string;
    encrypt_certificate: { ciphertext: string; nonce: string; associated_data: string };
  }[];
  const pem = merchant.open(
    entry?.encrypt_certificate ?? { ciphertext: '', nonce: '', associated_data: '' },
  );
  const certificate = new X509Certificate(pem);
  expect(entry?.serial_no).toMatch(/^[1-7][0-9A-F]{39}$/);
  expect(certificate.serialNumber).toBe(entry?.serial_no);
  expect(pem).toBe(simulator.merchant.platformCertificate);
  expect(Date.parse(entry?.effective_time ?? '')).toBe(certificate.validFromDate.getTime());
  expect(merchant.isSigned(answer.headers, answer.text)).toBe(true);
});

test('the merchant certificate holds the merchant key and the serial', async () => {
  const { simulator } = await startShop();
  const certificate = new X509Certificate(simulator.merchant.merchantCertificate);
  expect(certificate.serialNumber).toBe(simulator.merchant.merchantSerial);
  expect(certificate.subject).toContain(simulator.merchant.mchid);
});
