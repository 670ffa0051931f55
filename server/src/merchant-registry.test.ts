import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { parseConfig } from './config/parse-config.ts';
import { saveMerchantKey } from './flows/keep-merchant-keys.ts';
import { createMerchant, saveMiniProgram } from './flows/keep-merchants.ts';
import { createMerchantRegistry, type MerchantRegistry } from './merchant-registry.ts';
import type { OpenedMerchant } from './open-merchant.ts';
import { problemOfKey } from './problem-of-key.ts';
import { createTestPorts, type TestPorts } from './testing/create-test-ports.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const apiV3Key = 'environments-own-key-32-letters!';
const { config } = parseConfig(
  {
    YIFEN_MASTER_KEY: '0'.repeat(64),
    WECHAT_APPID: 'wx0000000000000001',
    WECHAT_APP_SECRET: 'a'.repeat(32),
    WECHATPAY_BASE_URL: 'http://127.0.0.1:1',
    WECHATPAY_MCHID: '1900000001',
    WECHATPAY_MERCHANT_SERIAL: 'A'.repeat(40),
    WECHATPAY_MERCHANT_KEY: privateKey,
    WECHATPAY_APIV3_KEY: apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_1',
    WECHATPAY_PUBLIC_KEY: publicKey,
  },
  () => '',
);

let ports: TestPorts;
let registry: MerchantRegistry;
let bound: { readonly merchant: OpenedMerchant; readonly appid: string }[] = [];

beforeEach(async () => {
  ports = await createTestPorts();
  bound = [];
  registry = await open();
});

it('the environment’s merchant is there before anything is kept, and hands out the same ports', async () => {
  expect(await registry.find('default')).toMatchObject({ settings: { mchid: '1900000001' } });
  expect(await registry.find('default')).toBe((await registry.list())[0]);
  expect(await registry.find('default', 'wxOther')).toBeNull();
  expect(await registry.find('nobody')).toBeNull();
  await registry.refresh();
  expect(bound).toHaveLength(1);
});

it('what is kept of the environment’s merchant comes on top of its settings', async () => {
  await key('default', 'merchant-key', 'B'.repeat(40), privateKey);
  await key('default', 'apiv3-key', 'next', 'n'.repeat(32));
  await key('default', 'public-key', 'PUB_KEY_ID_2', publicKey);
  const before = await registry.find('default');
  await registry.refresh();
  expect(await registry.find('default')).not.toBe(before);
  const { wechat } = latest();
  expect(wechat.newerMerchantKeys?.map(({ serial }) => serial)).toEqual(['B'.repeat(40)]);
  expect([wechat.merchantSerial, wechat.apiV3Key]).toEqual(['A'.repeat(40), apiV3Key]);
  expect(wechat.nextApiV3Key).toBe('n'.repeat(32));
  expect(wechat.morePlatformKeys).toHaveLength(1);
  ports.advance(1_000);
  await key('default', 'merchant-key', 'E'.repeat(40), privateKey);
  await key('default', 'apiv3-key', 'current', 'c'.repeat(32));
  await registry.refresh();
  // The newest signs.
  const serials = latest().wechat.newerMerchantKeys?.map(({ serial }) => serial);
  expect(serials).toEqual(['E'.repeat(40), 'B'.repeat(40)]);
  expect(latest().wechat).toMatchObject({
    apiV3Key: 'c'.repeat(32),
    nextApiV3Key: 'n'.repeat(32),
  });
});

it('a merchant is there once it is whole; until then the log says what is missing, once', async () => {
  await createMerchant(ports, {
    id: 'tea',
    name: '茶铺',
    mchid: '1900000002',
    partner: null,
    choices: { latePayment: 'refund' },
  });
  const steps = [
    [
      'it has no merchant certificate',
      () => key('tea', 'merchant-key', 'C'.repeat(40), privateKey),
    ],
    ['it has no APIv3 key', () => key('tea', 'apiv3-key', 'current', 'k'.repeat(32))],
    [
      'it has neither a public key nor a certificate of WeChat Pay',
      () => key('tea', 'public-key', 'PUB_KEY_ID_3', publicKey),
    ],
    [
      'it has no mini-program',
      () => saveMiniProgram(ports, { merchantId: 'tea', appid: 'wxT', secret: 'secret' }),
    ],
  ] as const;
  for (const [reason, remedy] of steps) {
    await registry.refresh();
    await registry.refresh();
    expect(unusable().at(-1)).toEqual({ merchantId: 'tea', reason });
    expect(await registry.find('tea')).toBeNull();
    await remedy();
  }
  expect(unusable()).toHaveLength(steps.length);
  await registry.refresh();
  const { settings } = (await registry.find('tea')) ?? {};
  expect(settings).toMatchObject({ merchantId: 'tea', mchid: '1900000002', appid: 'wxT' });
  expect(settings).toMatchObject({ latePayment: 'refund', orderLifeSeconds: 1_800 });
  expect(await registry.findByAppid('wxT')).toBe(await registry.find('tea'));
  expect(await registry.list()).toHaveLength(2);
});

it('keys sealed under a master key that is gone leave the merchant as it was', async () => {
  const before = await registry.find('default');
  const sealed = 'v1.deadbeef.c2VhbGVk';
  const lost = { merchantId: 'default', kind: 'apiv3-key', serial: 'next', sealed } as const;
  await ports.store.saveMerchantKey({ ...lost, createdAtMs: 1 });
  await registry.refresh();
  expect(await registry.find('default')).toBe(before);
  expect(unusable().at(-1)?.reason).toMatch(/YIFEN_MASTER_KEY_PREVIOUS/);
  await expect(open()).rejects.toThrow('YIFEN_MASTER_KEY_PREVIOUS');
});

it('an appid that several merchants share is the environment’s, or nobody’s without a name', async () => {
  for (const id of ['m1', 'm2']) {
    const wish = { id, name: id, mchid: '1900000003', partner: null, choices: {} };
    await createMerchant(ports, wish);
    await key(id, 'merchant-key', 'D'.repeat(40), privateKey);
    await key(id, 'apiv3-key', 'current', 'k'.repeat(32));
    await key(id, 'public-key', 'PUB_KEY_ID_4', publicKey);
    await saveMiniProgram(ports, { merchantId: id, appid: 'wxShared', secret: 'secret' });
  }
  await registry.refresh();
  expect(await registry.findByAppid('wxShared')).toBeNull();
  expect(await registry.find('m2', 'wxShared')).not.toBeNull();
  await saveMiniProgram(ports, { merchantId: 'default', appid: 'wxShared', secret: 'secret' });
  await registry.refresh();
  expect((await registry.findByAppid('wxShared'))?.settings.merchantId).toBe('default');
});

function open(): Promise<MerchantRegistry> {
  if (!config) throw new Error('no configuration');
  return createMerchantRegistry({
    config,
    store: ports.store,
    shared: ports,
    bind: (merchant, appid) => {
      bound.push({ merchant, appid });
      const notifyUrl = 'https://pay.example.com';
      return { ...ports, settings: { ...merchant.settings, appid, notifyUrl } };
    },
  });
}

function key(
  merchantId: string,
  kind: 'merchant-key' | 'apiv3-key' | 'public-key',
  serial: string,
  text: string,
) {
  const house = { ...ports, merchants: { problemOf: problemOfKey } };
  return saveMerchantKey(house, merchantId, { kind, serial, text });
}

function latest(): OpenedMerchant {
  const last = bound.at(-1);
  if (!last) throw new Error('nothing was bound');
  return last.merchant;
}

function unusable() {
  return ports.events
    .filter(({ name }) => name === 'merchant.unusable')
    .map(({ fields }) => fields as { readonly merchantId: string; readonly reason: string });
}
