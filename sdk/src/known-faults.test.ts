import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import { createBillParser } from './core/bill/parse-bill.ts';
import { tradeBill } from './core/bill/trade-bill.ts';
import type { SdkEvent } from './core/sdk-event.ts';
import { createWechatPay, type WechatPay, type WechatPayOptions } from './create-wechatpay.ts';
import { formatBill } from './testing/format-bill.ts';
import { startSimulator } from './testing/start-simulator.ts';
import {
  answer,
  apiV3Key,
  failureOf,
  merchantKeys,
  nowMs,
  otherKeys,
  scripted,
  seal,
  signedHeaders,
  testOptions,
  wechatSerial,
} from './testing/test-wechat.ts';

// The faults of existing clients that must be impossible here, one test each.

const paid = {
  appid: 'wx0000000000000001',
  mchid: '1900000001',
  out_trade_no: 'T00001',
  transaction_id: '4200000000000000000000000001',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  attach: '',
  success_time: '2026-01-01T10:00:05+08:00',
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  amount: { total: 880, payer_total: 880, currency: 'CNY', payer_currency: 'CNY' },
};

function notification(resource: object): string {
  return JSON.stringify({
    id: 'EV-1',
    create_time: '2026-01-01T10:00:05+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource,
  });
}

function client(change: Partial<WechatPayOptions> = {}): WechatPay {
  return createWechatPay({ ...testOptions(scripted(() => answer(204)).transport), ...change });
}

const open = (text: string, headers = signedHeaders(text)) =>
  client().notifications.open({ headers, body: Buffer.from(text) });
const close = ({ orders }: WechatPay) => orders.close({ out_trade_no: 'T00001' });

test('GCM tag not checked: an amount with one flipped bit is refused, though the envelope is signed', () => {
  const resource = seal(JSON.stringify(paid));
  const bytes = Buffer.from(resource.ciphertext ?? '', 'base64');
  const digit = JSON.stringify(paid).indexOf('880');
  bytes[digit] = (bytes[digit] ?? 0) ^ 1;
  const text = notification({ ...resource, ciphertext: bytes.toString('base64') });
  expect(() => open(text)).toThrow(/wrong-key-or-changed/);
  expect(open(notification(resource)).event_type).toBe('TRANSACTION.SUCCESS');
});

test('GCM tag shortened: a ciphertext without its whole tag is refused', () => {
  const resource = seal(JSON.stringify(paid));
  const bytes = Buffer.from(resource.ciphertext ?? '', 'base64');
  const text = notification({ ...resource, ciphertext: bytes.subarray(0, -4).toString('base64') });
  expect(() => open(text)).toThrow(/wrong-key-or-changed/);
});

test('answers unverified, or only when headers are present: a success without a signature is no success', async () => {
  for (const headers of [{}, signedHeaders('', { key: otherKeys.privateKey })]) {
    const { transport } = scripted(() => answer(204, undefined, headers));
    expect(await failureOf(close(client({ transport })))).toMatchObject({
      code: 'ANSWER_UNVERIFIED',
      outcome: 'unknown',
    });
  }
  const text = notification(seal(JSON.stringify(paid)));
  expect(() => open(text, {})).toThrow(/headers-missing/);
});

test('verification switched off by host or environment: localhost and test verify like any other', async () => {
  vi.stubEnv('NODE_ENV', 'test');
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  try {
    for (const baseUrl of ['http://localhost:7780', 'http://127.0.0.1:7780', 'http://simulator']) {
      const { transport } = scripted(() => answer(200, paid, {}));
      const { orders } = client({ transport, baseUrl });
      const failure = await failureOf(orders.query({ out_trade_no: 'T00001' }));
      expect(failure).toMatchObject({ code: 'ANSWER_UNVERIFIED' });
    }
  } finally {
    vi.unstubAllEnvs();
  }
});

test('body re-serialised before verification: a parsed body is refused by name, never stringified', () => {
  const text = notification(seal(JSON.stringify(paid)));
  const parsed: Uint8Array = JSON.parse(text);
  const request = { headers: signedHeaders(text), body: parsed };
  expect(() => client().notifications.open(request)).toThrow(/parsed before it was verified/);
  // Spaces that a serialiser would drop are part of what was signed.
  const spaced = JSON.stringify(JSON.parse(text), null, 2);
  expect(open(spaced).id).toBe('EV-1');
});

test('no time window, or a one-sided one: six minutes are too many, before and after', async () => {
  for (const minutes of [-6, 6]) {
    const headers = signedHeaders('', { atMs: nowMs + minutes * 60_000 });
    const { transport } = scripted(() => answer(204, undefined, headers));
    expect(await failureOf(close(client({ transport })))).toMatchObject({
      reason: 'timestamp-outside-window',
    });
  }
});

test('204 close as parse error: a close that succeeded is a success', async () => {
  await expect(close(client())).resolves.toBeUndefined();
});

test('refund sent twice after an unverifiable answer: it is asked for instead', async () => {
  const world = await startSimulator();
  const { simulator, merchant, clientOptions, publicKey, control } = world;
  const events: SdkEvent[] = [];
  const wechatpay = createWechatPay({
    ...clientOptions,
    platformKeys: [publicKey],
    onEvent: (event) => void events.push(event),
  });
  const { openid } = simulator.loginCode();
  const { requestPayment } = await wechatpay.jsapi.prepay({
    appid: merchant.appid,
    description: '茶',
    out_trade_no: 'T00001',
    notify_url: 'http://127.0.0.1:1/notify',
    amount: { total: 880 },
    payer: { openid },
  });
  await simulator.pay({ openid, ...requestPayment });
  await control('/faults', { kind: 'answer.tamper', operation: 'refund' });
  const request = {
    out_trade_no: 'T00001',
    out_refund_no: 'R1',
    amount: { refund: 880, total: 880, currency: 'CNY' },
  } as const;
  const refund = await wechatpay.refunds.createSafely(request);
  expect(refund).toMatchObject({ out_refund_no: 'R1', amount: { refund: 880 } });
  expect(events).toContainEqual(expect.objectContaining({ errorCode: 'ANSWER_UNVERIFIED' }));
  const sent = events.filter((event) => event.name === 'exchange' && event.method === 'POST');
  expect(sent.filter((event) => 'url' in event && event.url.includes('/refund/'))).toHaveLength(1);
});

test('keys in a static shared by all merchants: each client has its own, also those it downloaded', async () => {
  const { clientOptions } = await startSimulator();
  const [first, second] = [createWechatPay(clientOptions), createWechatPay(clientOptions)];
  await first.platformKeys.refresh();
  expect(first.platformKeys.serials()).toHaveLength(1);
  expect(second.platformKeys.serials()).toEqual([]);
  const foreign = client({
    platformKeys: [{ serial: wechatSerial, publicKey: otherKeys.publicKey }],
  });
  expect(await failureOf(close(foreign))).toMatchObject({ reason: 'signature-mismatch' });
  await expect(close(client())).resolves.toBeUndefined();
});

test('one merchant able to overwrite another’s keys: an entry of the store opens with its own APIv3 key only', async () => {
  const { clientOptions } = await startSimulator();
  const saved = new Map<string, { downloadedAtMs: number; answer: string }>();
  // A store so broken that all merchants share one entry.
  const store = {
    load: async () => saved.get('all'),
    save: async (_mchid: string, stored: { downloadedAtMs: number; answer: string }) =>
      void saved.set('all', stored),
  };
  const mine = createWechatPay({ ...clientOptions, certificates: { store } });
  await mine.platformKeys.refresh();
  const other = createWechatPay({
    ...clientOptions,
    apiV3Key: 'the_APIv3_key_of_another_one_...',
    certificates: { store },
  });
  expect(await failureOf(close(other))).toMatchObject({ code: 'DECRYPTION_FAILED' });
  expect(other.platformKeys.serials()).toEqual([]);
});

test('yuan as floats: an amount that is not whole fen is not sent, 19.99 of a bill is 1999', async () => {
  const { transport, requests } = scripted(() => answer(200, { prepay_id: 'wx1' }));
  const failure = await failureOf(
    client({ transport }).jsapi.prepay({
      appid: paid.appid,
      description: '茶',
      out_trade_no: 'T00001',
      notify_url: 'https://shop.example/notify',
      amount: { total: 19.99 },
      payer: paid.payer,
    }),
  );
  expect(failure).toMatchObject({ field: 'amount.total' });
  expect(requests).toHaveLength(0);
  const bill = { outTradeNo: 'T00001', description: '', attach: '', amountFen: 1999 };
  const [row] = createBillParser(tradeBill).push(formatBill([{ ...bill, feeMilliFen: 29_985 }]));
  expect(row).toMatchObject({ amountFen: 1999, feeMilliFen: 29_985 });
});

test('bill CSV split on commas: a goods name may hold commas, quotes, backticks and line ends', () => {
  const description = '茶, "绿", `新`,`贵\r\n的\n';
  const attach = '{"a":1,"b":[2,3]}';
  const trade = { outTradeNo: 'T00001', description, attach, amountFen: 880, feeMilliFen: 0 };
  const parser = createBillParser(tradeBill);
  const rows = parser.push(formatBill([trade, trade]));
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatchObject(trade);
  expect(parser.end().rows).toBe(2);
});

test('order number mangled by a URL builder: every allowed character arrives, and is signed as sent', async () => {
  const world = await startSimulator();
  const wechatpay = createWechatPay({ ...world.clientOptions, platformKeys: [world.publicKey] });
  const { openid } = world.simulator.loginCode();
  for (const out_trade_no of ['T2026|0001*', 'T-2026_0001', '******', '||||||']) {
    await wechatpay.jsapi.prepay({
      appid: world.merchant.appid,
      description: '茶',
      out_trade_no,
      notify_url: 'http://127.0.0.1:1/notify',
      amount: { total: 1 },
      payer: { openid },
    });
    expect(await wechatpay.orders.query({ out_trade_no })).toMatchObject({ out_trade_no });
    await wechatpay.orders.close({ out_trade_no });
  }
  const failure = await failureOf(wechatpay.orders.query({ out_trade_no: 'T00001/../../x' }));
  expect(failure).toMatchObject({ outcome: 'none' });
});

test('keys or bodies in logs: no error and no client shows a key, and no error a body', async () => {
  const pem = merchantKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const secrets = [apiV3Key, pem.split('\n')[3] ?? '', 'BEGIN PRIVATE'];
  const { signer: _, ...options } = testOptions(
    scripted(() => answer(500, { secret: paid })).transport,
  );
  const events: SdkEvent[] = [];
  const wechatpay = createWechatPay({
    ...options,
    privateKey: pem,
    onEvent: (event) => void events.push(event),
  });
  const unopened = notification({ ...seal('{}'), ciphertext: 'AAAA'.repeat(12) });
  const failures = [
    await failureOf(close(wechatpay)),
    await failureOf(close(client({ transport: () => Promise.reject(new Error(pem)) }))),
    await failureOf(close(client({ signer: { sign: () => Promise.reject(new Error('HSM')) } }))),
    thrown(() => client({ apiV3Key: `${apiV3Key}x` })),
    thrown(() => createWechatPay({ ...options, privateKey: pem.replace('M', '!') })),
    thrown(() => open(unopened)),
  ];
  const shown = [wechatpay, events, ...failures]
    .map((one) => inspect(one, { depth: 20 }))
    .join('\n');
  for (const secret of secrets) expect(shown).not.toContain(secret);
  const texts = failures.map((failure) => `${failure} ${JSON.stringify(failure)}`).join('\n');
  expect(texts).not.toContain(paid.transaction_id);
});

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
}
