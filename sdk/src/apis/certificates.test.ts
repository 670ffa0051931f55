import { createCipheriv, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SdkEvent } from '../core/sdk-event.ts';
import { createWechatPay, type WechatPayOptions } from '../create-wechatpay.ts';
import { certificate } from '../testing/certificate.ts';
import { startMs, startSimulator } from '../testing/start-simulator.ts';
import {
  answer,
  apiV3Key,
  failureOf,
  scripted,
  signedHeaders,
  testOptions,
} from '../testing/test-wechat.ts';
import type { KeyStore, StoredCertificates } from './key-store.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const unpaid = { out_trade_no: 'T00001' };

/** A client that downloads, and what it did. */
async function watch(change: object = {}, simulatorOptions = {}) {
  const world = await startSimulator(simulatorOptions);
  const events: SdkEvent[] = [];
  const onEvent = (event: SdkEvent) => void events.push(event);
  const client = createWechatPay({ ...world.clientOptions, onEvent, ...change });
  const downloads = () =>
    events.filter((event) => event.name === 'exchange' && event.url.endsWith('/v3/certificates'))
      .length;
  /** A call whose answer, a refusal, is signed by the key that the client names. */
  const ask = () => failureOf(client.orders.query(unpaid));
  return { ...world, client, events, downloads, ask };
}

const quiet = { onError: () => {} };
const believed = { name: 'ApiError', status: 404, verified: true };

test('without any key the certificates are downloaded, verified by themselves and used', async () => {
  const { client, ask, downloads, merchant, events } = await watch();
  expect(client.platformKeys.serials()).toEqual([]);
  expect(await ask()).toMatchObject(believed);
  expect(await ask()).toMatchObject(believed);
  expect(downloads()).toBe(1);
  expect(client.platformKeys.serials()).toEqual([merchant.platformSerial]);
  expect(events.find(({ name }) => name === 'certificates')).toMatchObject({ from: 'download' });
  const [listed] = await client.certificates.list();
  expect(listed).toMatchObject({ serial_no: merchant.platformSerial });
  expect(listed?.certificate.trim()).toBe(merchant.platformCertificate.trim());
});

test('many calls at once wait for one download', async () => {
  const { ask, downloads } = await watch();
  const failures = await Promise.all(Array.from({ length: 8 }, ask));
  for (const failure of failures) expect(failure).toMatchObject(believed);
  expect(downloads()).toBe(1);
});

test('certificates are downloaded again after ten hours, beside the call, and not before', async () => {
  const { ask, downloads, clock, client } = await watch();
  await ask();
  await clock.advance(10 * hourMs - 1);
  await ask();
  expect(downloads()).toBe(1);
  await clock.advance(1);
  await ask();
  await client.platformKeys.refresh();
  expect(downloads()).toBe(2);
});

test('a rotation is lived through: both certificates verify, the newest is named, the old one goes', async () => {
  const { ask, clock, client, control, merchant, events } = await watch();
  await clock.advance(dayMs);
  await ask();
  const { platformSerials } = await control('/keys/rotation', { overlapMs: 10 * dayMs });
  const [old, next] = platformSerials as string[];
  expect(old).toBe(merchant.platformSerial);
  for (let day = 0; day < 12; day += 1) {
    await clock.advance(dayMs);
    expect(await ask(), `day ${day}`).toMatchObject(believed);
    await client.platformKeys.refresh();
    expect(await ask()).toMatchObject(believed);
  }
  expect(client.platformKeys.serials()).toEqual([next]);
  expect(
    events.filter((event) => event.name === 'exchange').every(({ verified }) => verified),
  ).toBe(true);
});

test('an unknown serial downloads once, and at most once a minute', async () => {
  const { client, clock, control, downloads, publicKey, simulator } = await watch({
    certificates: {},
  });
  // Only the public key is known to this one; the simulator signs notifications with the certificate.
  await control('/keys', { publicKeyPercent: 0 });
  const headers = { 'wechatpay-serial': simulator.merchant.platformSerial };
  await client.notifications.answer({ headers, body: new Uint8Array() }, {}, quiet);
  expect(downloads()).toBe(1);
  expect(client.platformKeys.serials()).toContain(simulator.merchant.platformSerial);
  const stranger = { 'wechatpay-serial': '7777' };
  const knock = () =>
    client.notifications.answer({ headers: stranger, body: new Uint8Array() }, {}, quiet);
  await Promise.all([knock(), knock()]);
  expect(downloads()).toBe(1);
  await clock.advance(60_000);
  await Promise.all([knock(), knock()]);
  await knock();
  expect(downloads()).toBe(2);
  expect(publicKey.serial).toMatch(/^PUB_KEY_ID_/);
});

test('a notification by an unknown certificate is opened after the download, when it comes again', async () => {
  const { client, merchant, downloads } = await watch({ certificates: {} });
  const headers = { 'wechatpay-serial': merchant.platformSerial };
  const open = () => client.notifications.open({ headers, body: new Uint8Array() });
  expect(open).toThrow(/headers-missing/);
  await client.platformKeys.refresh();
  expect(downloads()).toBe(1);
  expect(client.platformKeys.serials()).toContain(merchant.platformSerial);
});

test('an answer by a certificate nobody knew is judged again, not sent again', async () => {
  const { client, control, clock, merchant, publicKey, events } = await watch({
    certificates: {},
    prefer: 'certificate',
  });
  await client.platformKeys.refresh();
  expect(await failureOf(client.orders.query(unpaid))).toMatchObject(believed);
  expect(events.at(-1)).toMatchObject({ serial: merchant.platformSerial });
  await control('/keys/rotation', { overlapMs: 4 * dayMs });
  await clock.advance(3.9 * dayMs);
  const before = events.length;
  expect(await failureOf(client.orders.query(unpaid))).toMatchObject(believed);
  const asked = events.slice(before).filter((event) => event.name === 'exchange');
  expect(asked.filter(({ url }) => !url.endsWith('/v3/certificates'))).toHaveLength(1);
  expect(publicKey.serial).toBeTruthy();
});

test('with both kinds of keys, prefer says which one requests name', async () => {
  const world = await startSimulator();
  const named: (string | undefined)[] = [];
  for (const prefer of ['public-key', 'certificate'] as const) {
    const client = createWechatPay({
      ...world.clientOptions,
      platformKeys: [world.publicKey, { certificate: world.merchant.platformCertificate }],
      prefer,
      onEvent: (event) => {
        if (event.name === 'exchange')
          named.push(event.requestHeaders['wechatpay-serial'], event.serial);
      },
    });
    expect(await failureOf(client.orders.query(unpaid))).toMatchObject(believed);
  }
  const { publicKeyId, platformSerial } = world.merchant;
  expect(named).toEqual([publicKeyId, publicKeyId, platformSerial, platformSerial]);
});

test('a merchant that has the public key only goes on with it', async () => {
  const world = await startSimulator();
  await world.control('/keys', { platformCertificates: 'none' });
  const client = createWechatPay({
    ...world.clientOptions,
    platformKeys: [world.publicKey],
    certificates: {},
  });
  expect(await failureOf(client.orders.query(unpaid))).toMatchObject(believed);
  await client.platformKeys.refresh();
  expect(client.platformKeys.serials()).toEqual([world.merchant.publicKeyId]);
  const bare = createWechatPay(world.clientOptions);
  const failure = await failureOf(bare.orders.query(unpaid));
  expect(failure).toMatchObject({ option: 'platformKeys', code: 'CONFIG_INVALID' });
});

test('the APIv3 key can be changed without a gap: current and next both open', async () => {
  const next = 'N'.repeat(32);
  const world = await startSimulator();
  const { apiV3Key: current } = world.merchant;
  const client = createWechatPay({ ...world.clientOptions, apiV3Key: { current, next } });
  await client.certificates.list();
  await world.control('/keys', { apiV3Key: next });
  await client.certificates.list();
  const old = createWechatPay({ ...world.clientOptions, apiV3Key: current });
  expect(await failureOf(old.certificates.list())).toMatchObject({
    code: 'DECRYPTION_FAILED',
    reason: 'wrong-key-or-changed',
  });
});

test('two merchant certificates: the new one signs from its time on', async () => {
  const world = await startSimulator();
  const renewed = await world.control('/keys/merchant-certificates', {});
  const { privateKey, merchantSerial, ...options } = world.clientOptions;
  const serials: string[] = [];
  const client = createWechatPay({
    ...options,
    platformKeys: [world.publicKey],
    merchantKeys: [
      {
        serial: String(renewed.merchantSerial),
        privateKey: String(renewed.merchantPrivateKey),
        notBefore: new Date(startMs + hourMs).toISOString(),
      },
      { serial: merchantSerial ?? '', privateKey: privateKey ?? '' },
    ],
    onEvent: (event) => {
      if (event.name !== 'exchange') return;
      serials.push(/serial_no="(\w+)"/.exec(event.requestHeaders.authorization ?? '')?.[1] ?? '');
    },
  });
  expect(await failureOf(client.orders.query(unpaid))).toMatchObject(believed);
  await world.clock.advance(dayMs);
  expect(await failureOf(client.orders.query(unpaid))).toMatchObject(believed);
  expect(serials).toEqual([merchantSerial, renewed.merchantSerial]);
});

function memoryStore(): KeyStore & { saved: Map<string, StoredCertificates> } {
  const saved = new Map<string, StoredCertificates>();
  return {
    saved,
    load: async (mchid) => saved.get(mchid),
    save: async (mchid, stored) => void saved.set(mchid, stored),
  };
}

test('processes share a download through a store, also one made for an unknown serial', async () => {
  const store = memoryStore();
  const first = await watch({ certificates: { store } });
  await first.ask();
  expect(first.downloads()).toBe(1);
  const events: SdkEvent[] = [];
  const second = createWechatPay({
    ...first.clientOptions,
    certificates: { store },
    onEvent: (event) => void events.push(event),
  });
  expect(await failureOf(second.orders.query(unpaid))).toMatchObject(believed);
  expect(events.map(({ name }) => name)).toEqual(['certificates', 'exchange']);
  expect(events[0]).toMatchObject({ from: 'store' });
});

test('a store cannot slip in a key, nor does a broken one stop a merchant', async () => {
  const store = memoryStore();
  const world = await startSimulator();
  const { mchid } = world.merchant;
  const forged = JSON.stringify({ data: [] });
  const stored = (answer: string) => ({ downloadedAtMs: world.clock.wallMs(), answer });
  for (const text of [
    '',
    forged,
    '{"data":[{}]}',
    JSON.stringify({ data: [sealed('x'.repeat(32))] }),
  ]) {
    store.saved.set(mchid, stored(text));
    const client = createWechatPay({ ...world.clientOptions, certificates: { store } });
    expect(await failureOf(client.orders.query(unpaid))).toMatchObject(believed);
    expect(client.platformKeys.serials()).toEqual([world.merchant.platformSerial]);
  }
  const broken: KeyStore = {
    load: () => Promise.reject(new Error('no store')),
    save: () => Promise.reject(new Error('no store')),
  };
  const client = createWechatPay({ ...world.clientOptions, certificates: { store: broken } });
  expect(await failureOf(client.orders.query(unpaid))).toMatchObject(believed);
});

/** A certificate as the list would have it, sealed with a key of one's own. */
function sealed(key: string, change: Record<string, unknown> = {}) {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), 'n'.repeat(12));
  cipher.setAAD(Buffer.from('certificate'));
  const parts = [cipher.update(certificate.pem), cipher.final(), cipher.getAuthTag()];
  return {
    serial_no: certificate.serial,
    effective_time: '2026-11-23T19:19:52+08:00',
    expire_time: '2031-11-22T19:19:52+08:00',
    encrypt_certificate: {
      algorithm: 'AEAD_AES_256_GCM',
      nonce: 'n'.repeat(12),
      associated_data: 'certificate',
      ciphertext: Buffer.concat(parts).toString('base64'),
    },
    ...change,
  };
}

test.each([
  ['no list', {}],
  ['a list of something else', { data: [1] }],
  ['a certificate that is not the one it says', { data: [sealed(apiV3Key, { serial_no: '77' })] }],
  ['a certificate without times', { data: [sealed(apiV3Key, { expire_time: 1 })] }],
  ['another cipher', { data: [sealed(apiV3Key, { encrypt_certificate: { algorithm: 'X' } })] }],
  [
    'no ciphertext',
    { data: [sealed(apiV3Key, { encrypt_certificate: { algorithm: 'AEAD_AES_256_GCM' } })] },
  ],
])('%s is not believed, though it is signed', async (_name, content) => {
  const { transport } = scripted(() => answer(200, content));
  const client = createWechatPay(testOptions(transport));
  expect(await failureOf(client.certificates.list())).toMatchObject({ code: 'ANSWER_MALFORMED' });
});

test('a download signed by a certificate that only a thief has is not believed', async () => {
  const thief = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = JSON.stringify({ data: [sealed(apiV3Key)] });
  const headers = signedHeaders(text, { serial: certificate.serial, key: thief.privateKey });
  const { transport } = scripted(() => answer(200, text, headers));
  const { platformKeys: _, ...options } = testOptions(transport);
  const client = createWechatPay(options);
  expect(await failureOf(client.certificates.list())).toMatchObject({
    code: 'ANSWER_UNVERIFIED',
    reason: 'signature-mismatch',
  });
});

test.each([
  ['certificates.refreshMs', { certificates: { refreshMs: 13 * hourMs } }],
  ['merchantKeys', { merchantKeys: [] }],
  ['merchantSerial', { merchantSerial: undefined }],
  ['merchantSerial', { merchantSerial: undefined, signer: undefined, merchantKeys: [] }],
  ['merchantSerial', { ...renewal('77', '77') }],
  ['merchantKeys', { ...renewal('77', '78', 'tomorrow') }],
  ['apiV3Key', { apiV3Key: { current: apiV3Key, next: 'short' } }],
  ['backupUrls', { backupUrls: ['api2'] }],
  ['attempts', { attempts: 0 }],
])('a wrong %s is found when the client is made (%#)', (option, change) => {
  const { transport } = scripted(() => answer(204));
  const options = Object.entries({ ...testOptions(transport), ...change });
  const given = Object.fromEntries(options.filter(([, value]) => value !== undefined));
  // Members that are undefined are left out, as a caller would.
  const make = () => createWechatPay(given as unknown as WechatPayOptions);
  expect(make).toThrow(expect.objectContaining({ option }));
});

function renewal(first: string, second: string, notBefore = '2026-01-01T00:00:00+08:00') {
  const signer = { sign: async () => '' };
  return {
    merchantSerial: undefined,
    signer: undefined,
    merchantKeys: [
      { serial: first, signer },
      { serial: second, signer, notBefore },
    ],
  };
}
