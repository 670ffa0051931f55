import { createPublicKey } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { answerMessage, TransportError, verifyRsa } from '@yifen/wechatpay';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Order } from '../ledger/order.ts';
import { type Evidence, NotificationRefused, type Platform, PlatformFailure } from '../ports.ts';
import { sampleOrder } from '../testing/sample-order.ts';
import { createUndiciTransport, type UndiciTransport } from './undici-transport.ts';
import { createWechatPlatform, type WechatPlatformConfig } from './wechat-platform.ts';

let simulator: Simulator;
let undici: UndiciTransport;
let config: WechatPlatformConfig;
let platform: Platform;
let inbox: Inbox;
let orders = 0;

beforeAll(async () => {
  simulator = await createSimulator({ seed: 1 });
  undici = createUndiciTransport();
  inbox = await openInbox();
  const { merchant, url } = simulator;
  config = {
    appid: merchant.appid,
    appSecret: merchant.appSecret,
    wechatBaseUrl: url,
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    merchantKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    publicKey: { id: merchant.publicKeyId, pem: merchant.publicKey },
    platformCertificate: null,
    wechatpayBaseUrl: url,
    messagePush: null,
  };
  platform = openPlatform({});
});

afterAll(async () => {
  await simulator?.close();
  await undici?.close();
  await inbox?.close();
});

function openPlatform(
  changes: Partial<WechatPlatformConfig>,
  transport = undici.transport,
): Platform {
  const clock = { nowMs: () => simulator.clock.nowMs() };
  return createWechatPlatform({ config: { ...config, ...changes }, transport, clock });
}

async function newOrder(): Promise<Order> {
  orders += 1;
  const { openid, code } = simulator.loginCode();
  await platform.logIn(code);
  const nowMs = simulator.clock.nowMs();
  return sampleOrder({
    outTradeNo: `Y${String(orders).padStart(10, '0')}`,
    appid: config.appid,
    mchid: config.mchid,
    openid,
    notifyUrl: inbox.url,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 1_800_000,
    prepayId: null,
  });
}

async function prepaid(): Promise<Order> {
  const order = await newOrder();
  return { ...order, ...(await platform.prepay(order)) };
}

async function paid(): Promise<Order> {
  const order = await prepaid();
  const params = await platform.signPayment(order);
  const result = await simulator.pay({ openid: order.openid, appid: order.appid, ...params });
  expect(result.errMsg).toBe('requestPayment:ok');
  return order;
}

async function failureOf(call: Promise<unknown>): Promise<PlatformFailure> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PlatformFailure)) throw new Error(`not a PlatformFailure: ${error}`);
  return error;
}

function provesItself(evidence: Evidence): boolean {
  expect(evidence.serial).toBe(simulator.merchant.publicKeyId);
  const key = createPublicKey(simulator.merchant.publicKey);
  return verifyRsa(answerMessage(evidence), evidence.signature, key);
}

test('a login code becomes an openid and a session key, once', async () => {
  const { code, openid } = simulator.loginCode();
  const session = await platform.logIn(code);
  expect(session.openid).toBe(openid);
  expect(Buffer.from(session.sessionKey, 'base64')).toHaveLength(16);
  expect(await failureOf(platform.logIn(code))).toMatchObject({ outcome: 'refused' });
  expect((await failureOf(platform.logIn(code))).code).toMatch(/^40\d{3}$/);
});

test('an order is prepaid, signed so that the cashier accepts it, and paid', async () => {
  const order = await prepaid();
  expect((await platform.queryPayment(order))?.statement).toMatchObject({ tradeState: 'unpaid' });
  const params = await platform.signPayment(order);
  expect(params.package).toBe(`prepay_id=${order.prepayId}`);
  const again = await platform.signPayment(order);
  expect(again.nonceStr).not.toBe(params.nonceStr);
  for (const signed of [params, again]) {
    const visit = await simulator.pay({ openid: order.openid, ...signed }, 'cancel');
    expect(visit.errMsg).toBe('requestPayment:fail cancel');
  }
});

test('I02 the answer to a query is returned with evidence that verifies again', async () => {
  const order = await paid();
  const proven = await platform.queryPayment(order);
  expect(proven?.statement).toMatchObject({
    source: 'query',
    outTradeNo: order.outTradeNo,
    tradeState: 'paid',
    amountFen: order.amountFen,
    currency: 'CNY',
    openid: order.openid,
    appid: order.appid,
    mchid: order.mchid,
  });
  if (!proven) throw new Error('WeChat does not know the order');
  expect(provesItself(proven.evidence)).toBe(true);
  expect(JSON.parse(Buffer.from(proven.evidence.body).toString())).toMatchObject({
    trade_state: 'SUCCESS',
    out_trade_no: order.outTradeNo,
  });
  const changed = { ...proven.evidence, body: Buffer.from(proven.evidence.body) };
  changed.body.writeUInt8(changed.body.readUInt8(0) ^ 1, 0);
  expect(provesItself(changed)).toBe(false);
});

test('I02 a notification is opened with evidence that verifies again; one changed bit refuses it', async () => {
  const order = await paid();
  const raw = await inbox.next(order);
  const proven = platform.openNotification(raw);
  if (!proven || !('statement' in proven)) throw new Error('not about a payment');
  expect(proven.statement).toMatchObject({
    source: 'notification',
    outTradeNo: order.outTradeNo,
    tradeState: 'paid',
    amountFen: order.amountFen,
    openid: order.openid,
  });
  if (!proven) throw new Error('the notification was not about a payment');
  expect(provesItself(proven.evidence)).toBe(true);
  const body = Buffer.from(raw.body);
  body.writeUInt8(body.readUInt8(9) ^ 1, 9);
  expect(() => platform.openNotification({ ...raw, body })).toThrow(NotificationRefused);
  expect(() => platform.openNotification({ ...raw, headers: {} })).toThrow(
    expect.objectContaining({ code: 'NOTIFICATION_UNVERIFIED' }),
  );
});

test('an order that WeChat never heard of is null, not a failure', async () => {
  expect(await platform.queryPayment(await newOrder())).toBeNull();
});

test('I16 “no such order” without a signature is not believed', async () => {
  const liar = openPlatform({}, async () => ({
    status: 404,
    headers: {},
    body: Buffer.from('{"code":"ORDER_NOT_EXIST","message":"订单不存在"}'),
  }));
  const failure = await failureOf(liar.queryPayment(await newOrder()));
  expect(failure.code).toBe('ORDER_NOT_EXIST');
});

test('an order can be closed, twice; a paid one cannot, and says so', async () => {
  const order = await prepaid();
  await platform.closePayment(order);
  await platform.closePayment(order);
  expect((await platform.queryPayment(order))?.statement.tradeState).toBe('closed');
  const failure = await failureOf(platform.closePayment(await paid()));
  expect(failure).toMatchObject({ outcome: 'refused', code: 'ORDERPAID' });
});

test('a prepay of a paid order is refused as ORDERPAID', async () => {
  const failure = await failureOf(platform.prepay(await paid()));
  expect(failure).toMatchObject({ outcome: 'refused', code: 'ORDERPAID' });
});

test('a wrong merchant key is refused, and no key stands in the error', async () => {
  const stranger = openPlatform({ merchantSerial: '5F0000000000000000000000000000000000000A' });
  const failure = await failureOf(stranger.prepay(await newOrder()));
  expect(failure.outcome).toBe('refused');
  expect(JSON.stringify([failure.message, failure.code])).not.toContain('PRIVATE KEY');
});

describe('without an answer', () => {
  test('nothing happened when no byte was sent', async () => {
    const nowhere = openPlatform({ wechatpayBaseUrl: 'http://127.0.0.1:1' });
    const failure = await failureOf(nowhere.prepay(await newOrder()));
    expect(failure).toMatchObject({ outcome: 'none', code: 'NETWORK_NOT_SENT' });
  });

  test('it may have happened when the connection broke or time ran out', async () => {
    for (const timedOut of [true, false]) {
      const broken = openPlatform({}, async () => {
        throw new TransportError('ECONNRESET', { sent: true, timedOut });
      });
      expect((await failureOf(broken.prepay(await newOrder()))).outcome).toBe('unknown');
    }
  });

  test('it may have happened when WeChat answered 500, or unsigned', async () => {
    for (const status of [500, 200]) {
      const body = Buffer.from('{"prepay_id":"wx1"}');
      const odd = openPlatform({}, async () => ({ status, headers: {}, body }));
      expect((await failureOf(odd.prepay(await newOrder()))).outcome).toBe('unknown');
    }
  });
});

test('an order without prepay_id is not signed', async () => {
  expect(await failureOf(platform.signPayment(await newOrder()))).toMatchObject({
    outcome: 'none',
    code: 'NOT_PREPAID',
  });
});

test('a phone number that does not open is a failure without effect', () => {
  const open = () =>
    platform.openPhoneNumber({
      sessionKey: Buffer.alloc(16).toString('base64'),
      encryptedData: Buffer.alloc(32).toString('base64'),
      iv: Buffer.alloc(16).toString('base64'),
    });
  expect(open).toThrow(expect.objectContaining({ outcome: 'none', code: 'DECRYPTION_FAILED' }));
});

test('the code of a phone number button is good for one number', async () => {
  const { openid } = simulator.loginCode();
  const { code: phoneCode } = simulator.miniProgram.phones.agree(openid, '13912345678') ?? {};
  expect(await platform.exchangePhoneCode(String(phoneCode))).toEqual({
    phoneNumber: '13912345678',
    purePhoneNumber: '13912345678',
    countryCode: '86',
  });
  expect(await failureOf(platform.exchangePhoneCode(String(phoneCode)))).toMatchObject({
    outcome: 'refused',
    code: '40029',
  });
});

test('I19 a platform certificate that WeChat renewed is looked up, and believed when WeChat repeats', async () => {
  const { keys, merchant, clock } = simulator;
  const renewing = openPlatform({
    publicKey: null,
    morePlatformKeys: [{ certificate: merchant.platformCertificate }],
  });
  const order = await newOrder();
  const { prepayId } = await platform.prepay(order);
  const requestPayment = await platform.signPayment({ ...order, prepayId });
  // Near the end of the time in which both are good, the new one signs.
  await keys.platformCertificates.rotate(240_000);
  await clock.advance(238_000);
  keys.change({ publicKeyPercent: 0 });
  await simulator.pay({ openid: order.openid, ...requestPayment });
  const raw = await inbox.next(order);
  keys.change({ publicKeyPercent: 100 });
  expect(() => renewing.openNotification(raw)).toThrow(NotificationRefused);
  await vi.waitFor(() => expect(renewing.openNotification(raw)).not.toBeNull(), 10_000);
});

interface RawNotification {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Receives notifications, as the server would, and hands them out by arrival. */
interface Inbox {
  readonly url: string;
  /** The next notification that arrives for this order. */
  next(order: Order): Promise<RawNotification>;
  close(): Promise<void>;
}

async function openInbox(): Promise<Inbox> {
  const arrived: RawNotification[] = [];
  let wake = () => {};
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    arrived.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(204).end();
    wake();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/notify`,
    async next(order) {
      for (;;) {
        const raw = arrived.shift();
        if (!raw) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        // Whether it can be believed is for the test to say.
        if (!raw.headers['wechatpay-serial']?.includes('PUB_KEY')) return raw;
        // Those of other tests' orders are let go.
        const proven = platform.openNotification(raw);
        const isPayment = proven !== null && 'statement' in proven;
        if (isPayment && proven.statement.outTradeNo === order.outTradeNo) return raw;
      }
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
