import { createDecipheriv, createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startPlatform } from '../../testing/raw-platform.ts';
import { startPushReceiver } from '../../testing/start-push-receiver.ts';
import { pushSignature, writePush } from './push-envelope.ts';

const KEY = `${'k'.repeat(42)}A`;

test('the official signatures are made', () => {
  expect(pushSignature('AAAAA', '1714036504', '1514711492')).toBe(
    'f464b24fc39322e44b38aa78f5edd27bd1441696',
  );
  expect(pushSignature('AAAAA', '1714037059', '486452656')).toBe(
    '899cf89e464efb63f54ddac96b0a0a235f53aa78',
  );
});

test('the official encrypted message is made to the letter', () => {
  const message = {
    ToUserName: 'gh_97417a04a28d',
    FromUserName: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
    CreateTime: 1714112445,
    MsgType: 'event',
    Event: 'debug_demo',
    debug_str: 'hello world',
  };
  const settings = {
    token: 'AAAAA',
    encodingAESKey: 'A'.repeat(43),
    mode: 'secure',
    format: 'json',
  } as const;
  const { query, body } = writePush(message, settings, {
    timestamp: '1714112445',
    nonce: '415670741',
    random: 'a8eedb185eb2fecf',
    appid: 'wxba5fad812f8e6fb9',
  });
  expect(query).toMatchObject({
    signature: '6c5c811b55cc85e0e1b54100749188c20beb3f5d',
    msg_signature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
    encrypt_type: 'aes',
  });
  const { Encrypt } = JSON.parse(body) as { Encrypt: string };
  expect(Encrypt).toMatch(/^\+qdx1OKCy\+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao.*PAJGj04=$/);
});

test('an address is saved only when it answers the check', async () => {
  const { control } = await startPlatform();
  const wrong = await startPushReceiver(() => 'no');
  const refused = await control('POST', '/message-push', { url: wrong.url });
  expect(refused).toMatchObject({ status: 409 });
  expect((await control('GET', '/message-push')).json).toEqual({});
  expect((await control('POST', '/message-push', { url: 'http://127.0.0.1:1/' })).status).toBe(409);
  expect((await control('POST', '/messages', { openid: 'o', event: 'x' })).status).toBe(409);
  const right = await startPushReceiver();
  const saved = await control('POST', '/message-push', {
    url: `${right.url}?a=1`,
    token: 'Token1',
  });
  expect(saved).toMatchObject({
    status: 200,
    json: { token: 'Token1', mode: 'secure', format: 'json' },
  });
  const { timestamp = '', nonce = '', signature, a } = right.received[0]?.query ?? {};
  expect(signature).toBe(sha1('Token1', timestamp, nonce));
  expect(a).toBe('1');
});

test.each(['json', 'xml'] as const)('a plain event is signed and told in %s', async (format) => {
  const { control, openid, clock } = await startPlatform();
  const receiver = await startPushReceiver();
  await control('POST', '/message-push', {
    url: receiver.url,
    token: 'Token1',
    mode: 'plain',
    format,
  });
  const fields = { msg: 'a ]]> b', left: 2, no: null };
  await control('POST', '/messages', { openid, event: 'wxa_trade_controlled', fields });
  await receiver.arrival(2);
  const [, { query: { timestamp = '', nonce = '', signature } = {}, body = '' } = {}] =
    receiver.received;
  expect(signature).toBe(sha1('Token1', timestamp, nonce));
  const seconds = clock.nowMs() / 1000;
  if (format === 'json') {
    expect(JSON.parse(body)).toEqual({
      ToUserName: expect.stringMatching(/^gh_[0-9a-f]{12}$/),
      FromUserName: openid,
      CreateTime: seconds,
      MsgType: 'event',
      Event: 'wxa_trade_controlled',
      msg: 'a ]]> b',
      left: 2,
    });
  } else {
    expect(body).toContain(
      `<CreateTime>${seconds}</CreateTime><MsgType><![CDATA[event]]></MsgType>`,
    );
    expect(body).toContain('<msg><![CDATA[a ]]]]><![CDATA[> b]]></msg>');
  }
});

test('shipping is told: ready to use, shipped, settled; a lazy merchant is reminded', async () => {
  const { control, simulator, openid, clock, paid, call } = await startPlatform();
  const receiver = await startPushReceiver();
  const settings = { url: receiver.url, token: 'Token1', encodingAESKey: KEY };
  await control('POST', '/message-push', settings);
  const { transactionId: transaction_id } = await paid();
  await clock.advance(5000);
  const body = {
    order_key: { order_number_type: 2, transaction_id },
    logistics_type: 3,
    delivery_mode: 1,
    shipping_list: [{ item_desc: 'Song' }],
    upload_time: new Date(clock.nowMs()).toISOString(),
    payer: { openid },
  };
  await call('/wxa/sec/order/upload_shipping_info', body);
  const lazy = await paid();
  await clock.advance(3 * 86_400_000);
  await receiver.arrival(5);
  const messages = receiver.received
    .slice(1)
    .map(({ body: text }) => decrypt(text, simulator.merchant.appid));
  expect(messages.map(({ Event }) => Event)).toEqual([
    'trade_manage_remind_access_api',
    'trade_manage_order_settlement',
    'trade_manage_remind_shipping',
    'trade_manage_order_settlement',
  ]);
  expect(messages[1]).toMatchObject({
    transaction_id,
    estimated_settlement_time: expect.any(Number),
  });
  expect(messages[2]).toMatchObject({ transaction_id: lazy.transactionId, FromUserName: openid });
  expect(messages[3]).toMatchObject({
    transaction_id,
    confirm_receive_method: 1,
    settlement_time: expect.any(Number),
  });
});

test('a message is pushed three times, five seconds apart, until it is acknowledged', async () => {
  const { control, openid, clock } = await startPlatform();
  const receiver = await startPushReceiver(({ method, query }, arrival) =>
    method === 'GET' ? (query.echostr ?? '') : arrival < 4 ? 'busy' : 'success',
  );
  await control('POST', '/message-push', { url: receiver.url });
  await control('POST', '/messages', { openid, event: 'first' });
  await clock.advance(60_000);
  // The check, two attempts in vain, the third is answered.
  expect(receiver.received).toHaveLength(4);
  await control('POST', '/messages', { openid, event: 'second' });
  await clock.advance(60_000);
  expect(receiver.received).toHaveLength(5);
  const { items } = (await control('GET', '/messages')).json as {
    items: { attempts: unknown[] }[];
  };
  expect(items.map(({ attempts }) => attempts.length)).toEqual([3, 1]);
  expect(items[0]?.attempts.map((one) => (one as { acknowledged: boolean }).acknowledged)).toEqual([
    false,
    false,
    true,
  ]);
  await control('DELETE', '/message-push');
  expect((await control('POST', '/messages', { openid, event: 'third' })).status).toBe(409);
});

function sha1(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

/** Opens a push as its receiver would; the appid at its end must be the mini-program's. */
function decrypt(body: string, appid: string): Record<string, unknown> {
  const { Encrypt } = JSON.parse(body) as { Encrypt: string };
  const key = Buffer.from(`${KEY}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(Encrypt, 'base64'), decipher.final()]);
  const plain = padded.subarray(0, -(padded.at(-1) ?? 0));
  const end = 20 + plain.readUInt32BE(16);
  expect(plain.subarray(end).toString()).toBe(appid);
  return JSON.parse(plain.subarray(20, end).toString()) as Record<string, unknown>;
}
