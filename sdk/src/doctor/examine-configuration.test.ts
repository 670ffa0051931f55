import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { issueCertificate } from '../testing/issue-certificate.ts';
import { type ConfigurationInput, examineConfiguration } from './examine-configuration.ts';

const merchantCertificate = issueCertificate({
  commonName: '1900007291',
  serial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  from: '2025-01-01T00:00:00Z',
  until: '2030-01-01T00:00:00Z',
});
const merchantKey = merchantCertificate.privateKey;
const expiredCertificate = issueCertificate({
  commonName: 'Tenpay.com sign',
  serial: '1157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  from: '2018-01-01T00:00:00Z',
  until: '2023-01-01T00:00:00Z',
});
const wechat = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = (key: typeof wechat) =>
  key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const privatePem = (key: typeof wechat) =>
  key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const good: ConfigurationInput = {
  appid: 'wx2421b1c4370ec43b',
  appSecret: '0123456789abcdef0123456789abcdef',
  mchid: '1900007291',
  merchantSerial: merchantCertificate.serial,
  privateKey: merchantKey,
  merchantCertificate: merchantCertificate.pem,
  apiV3Key: '0123456789abcdefFEDCBA9876543210',
  publicKeyId: 'PUB_KEY_ID_0114232134912410000000000000',
  publicKey: publicPem(wechat),
  notifyUrl: 'https://pay.example.com/wechatpay/notifications/default',
  nowMs: Date.parse('2026-06-01T00:00:00Z'),
  wechatDate: 'Mon, 01 Jun 2026 00:00:30 GMT',
};
const codes = (changes: Partial<ConfigurationInput>) =>
  examineConfiguration({ ...good, ...changes }).map(({ code }) => code);

test('a right configuration gives no finding', () => {
  expect(examineConfiguration(good)).toEqual([]);
});

test('an empty one names everything that is needed, at once', () => {
  expect(examineConfiguration({ nowMs: good.nowMs }).map(({ code }) => code)).toEqual([
    'appid-missing',
    'mchid-missing',
    'merchantSerial-missing',
    'apiV3Key-missing',
    'privateKey-missing',
    'platform-key-missing',
  ]);
});

test.each<[string, Partial<ConfigurationInput>]>([
  ['appid-malformed', { appid: 'gh_0123456789ab' }],
  ['appSecret-malformed', { appSecret: 'short' }],
  ['mchid-malformed', { mchid: '19000072a1', merchantCertificate: undefined }],
  ['merchantSerial-malformed', { merchantSerial: '51:57:F0', merchantCertificate: undefined }],
  ['apiV3Key-malformed', { apiV3Key: '0123456789abcdefFEDCBA987654321' }],
  ['apiV3Key-malformed', { apiV3Key: '0123456789abcdefFEDCBA9876543210\n' }],
  ['privateKey-unreadable', { privateKey: '-----BEGIN PRIVATE KEY-----\nrubbish' }],
  ['privateKey-escaped', { privateKey: merchantKey.replaceAll('\n', '\\n') }],
  ['privateKey-is-no-private-key', { privateKey: merchantCertificate.pem }],
  [
    'privateKey-is-no-private-key',
    { privateKey: publicPem(wechat), merchantCertificate: undefined },
  ],
  [
    'privateKey-weak',
    {
      privateKey: privatePem(generateKeyPairSync('rsa', { modulusLength: 1024 })),
      merchantCertificate: undefined,
    },
  ],
  [
    'key-and-certificate-no-pair',
    { privateKey: privatePem(generateKeyPairSync('rsa', { modulusLength: 2048 })) },
  ],
  ['serial-of-another-certificate', { merchantSerial: '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB' }],
  ['certificate-of-another-merchant', { mchid: '1900000001' }],
  ['merchantCertificate-expired', { nowMs: Date.parse('2036-06-01'), wechatDate: undefined }],
  ['merchantCertificate-unreadable', { merchantCertificate: 'rubbish' }],
  ['publicKeyId-missing', { publicKeyId: undefined }],
  ['publicKeyId-malformed', { publicKeyId: 'PUB_KEY_0114232134912410000000000000' }],
  ['publicKey-missing', { publicKey: undefined }],
  ['publicKey-unreadable', { publicKey: 'rubbish' }],
  ['publicKey-is-a-private-key', { publicKey: privatePem(wechat) }],
  ['certificate-in-public-key-slot', { publicKey: expiredCertificate.pem }],
  ['merchant-certificate-in-platform-slot', { publicKey: merchantCertificate.pem }],
  [
    'merchant-certificate-in-platform-slot',
    {
      publicKey: undefined,
      publicKeyId: undefined,
      platformCertificates: [merchantCertificate.pem],
    },
  ],
  [
    'platformCertificates-unreadable',
    { publicKey: undefined, publicKeyId: undefined, platformCertificates: [publicPem(wechat)] },
  ],
  [
    'platform-certificate-expired',
    {
      publicKey: undefined,
      publicKeyId: undefined,
      platformCertificates: [expiredCertificate.pem],
    },
  ],
  ['notifyUrl-malformed', { notifyUrl: 'pay.example.com/notify' }],
  ['notifyUrl-not-https', { notifyUrl: 'http://pay.example.com/notify' }],
  ['notifyUrl-with-query', { notifyUrl: 'https://pay.example.com/notify?a=1' }],
  ['notifyUrl-too-long', { notifyUrl: `https://pay.example.com/${'a'.repeat(240)}` }],
  ['clock-off', { wechatDate: 'Mon, 01 Jun 2026 00:06:00 GMT' }],
])('%s is found', (code, changes) => {
  expect(codes(changes)).toContain(code);
});

test.each([
  'localhost',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '127.0.0.1',
  '100.64.0.1',
  '169.254.1.1',
  '[::1]',
  '[fd00::1]',
  'shop.local',
  'intranet',
])('a notification address at %s is private', (host) => {
  expect(codes({ notifyUrl: `https://${host}/notify` })).toEqual(['notifyUrl-private']);
});

test('a clock less than a minute off, or no date to compare, is no finding', () => {
  expect(codes({ wechatDate: 'Mon, 01 Jun 2026 00:01:00 GMT' })).toEqual([]);
  expect(codes({ wechatDate: undefined })).toEqual([]);
});

test('what works today is a warning and comes after what fails', () => {
  const findings = examineConfiguration({
    ...good,
    nowMs: merchantCertificate.untilMs - 10 * 86_400_000,
    wechatDate: undefined,
    appid: 'x',
  });
  expect(findings.map(({ severity }) => severity)).toEqual(['fatal', 'warning']);
  expect(findings[1]?.sentence.en).toContain('10 days');
  expect(codes({ wechatDate: 'Mon, 01 Jun 2026 00:02:00 GMT' })).toEqual(['clock-off']);
});

test('no finding contains a secret', () => {
  const secret = 'canary-canary-canary';
  const findings = examineConfiguration({
    ...good,
    apiV3Key: secret,
    appSecret: secret,
    privateKey: secret,
  });
  expect(findings.length).toBeGreaterThan(2);
  expect(JSON.stringify(findings)).not.toContain(secret);
});
