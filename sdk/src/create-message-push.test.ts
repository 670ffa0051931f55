import { expect, test } from 'vitest';
import { ConfigError } from './core/errors/config-error.ts';
import { MessagePushError } from './core/errors/message-push-error.ts';
import { createPushCipher } from './core/push-cipher.ts';
import { signPush } from './core/push-signature.ts';
import { createMessagePush, type MessagePushOptions } from './create-message-push.ts';
import { maxMessageBytes } from './miniprogram/messages/open-message.ts';
import { pushVectors } from './testing/push-vectors.ts';

const { appid, token, encodingAESKey, echo, plain, secure, reply } = pushVectors;

function receiver(atSeconds: number, change: Partial<MessagePushOptions> = {}) {
  const system = { nowMs: () => atSeconds * 1000, nonce: () => reply.random.padEnd(32, '0') };
  return createMessagePush({ appid, token, system, ...change });
}

/** Signs and if asked encrypts a body as WeChat does. */
function delivery(text: string, how: { key?: string; appid?: string; encrypt?: string } = {}) {
  const { timestamp, nonce } = secure;
  const parts = [token, timestamp, nonce];
  if (how.key === undefined) {
    return { query: { timestamp, nonce, signature: signPush(parts) }, body: Buffer.from(text) };
  }
  const cipher = createPushCipher(how.key, how.appid ?? appid);
  const Encrypt = how.encrypt ?? cipher.seal(text, 'r'.repeat(16));
  const query = { timestamp, nonce, msg_signature: signPush([...parts, Encrypt]) };
  return { query, body: Buffer.from(JSON.stringify({ ToUserName: 'gh_1', Encrypt })) };
}

const head = {
  ToUserName: 'gh_1',
  FromUserName: 'oUser',
  CreateTime: 1714112445,
  MsgType: 'event',
};

function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof MessagePushError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

test('the official check of the address is answered with its echostr', () => {
  const query = { ...echo, signature: echo.signature };
  expect(receiver(1714036504).echo(query)).toBe(echo.echostr);
  expect(receiver(1714036504).echo(new URLSearchParams(query))).toBe(echo.echostr);
});

test('the official plain signature verifies', () => {
  const body = Buffer.from(JSON.stringify(head));
  const opened = receiver(1714037059).open({ query: plain, body });
  expect(opened).toMatchObject({ event: 'OTHER', encrypted: false, format: 'json' });
});

test('the official encrypted push opens, and its reply is rebuilt to the letter', () => {
  const push = receiver(1714112445, { encodingAESKey });
  const body = Buffer.from(
    JSON.stringify({ ToUserName: 'gh_97417a04a28d', Encrypt: secure.encrypt }),
  );
  const opened = push.open({ query: secure, body });
  expect(opened.text).toBe(secure.message);
  expect(opened).toMatchObject({
    event: 'OTHER',
    encrypted: true,
    nonce: secure.nonce,
    deduplicationKey: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY:1714112445:debug_demo',
    message: { Event: 'debug_demo', debug_str: 'hello world' },
  });
  const written = receiver(1713424427, { encodingAESKey }).reply(opened, {
    demo_resp: 'good luck',
  });
  expect(JSON.parse(written)).toEqual({
    Encrypt: reply.encrypt,
    MsgSignature: reply.signature,
    TimeStamp: 1713424427,
    Nonce: secure.nonce,
  });
  expect(push.reply(opened)).toBe('success');
});

test('a timestamp five minutes away is taken, one second more in either direction is not', () => {
  const at = Number(echo.timestamp);
  for (const seconds of [at - 300, at + 300])
    expect(receiver(seconds).echo(echo)).toBe(echo.echostr);
  for (const seconds of [at - 301, at + 301]) {
    expect(refusal(() => receiver(seconds).echo(echo))).toMatchObject({
      reason: 'timestamp-outside-window',
      status: 401,
    });
  }
});

test.each([
  ['another signature', { signature: '0'.repeat(40) }, 'signature-mismatch'],
  ['a short signature', { signature: 'f4' }, 'signature-mismatch'],
  ['no signature', { signature: undefined }, 'query-missing'],
  [
    'a signature that comes twice',
    { signature: [echo.signature, echo.signature] },
    'query-missing',
  ],
  ['no nonce', { nonce: '' }, 'query-missing'],
  ['a timestamp in words', { timestamp: 'now' }, 'query-malformed'],
])('%s is not believed', (_name, change, reason) => {
  const act = () => receiver(Number(echo.timestamp)).echo({ ...echo, ...change });
  expect(refusal(act)).toMatchObject({ code: 'MESSAGE_UNVERIFIED', reason, outcome: 'unknown' });
});

test('a parameter that comes twice in a query string is not believed', () => {
  const query = new URLSearchParams({ ...echo });
  query.append('signature', echo.signature);
  expect(refusal(() => receiver(Number(echo.timestamp)).echo(query)).reason).toBe('query-missing');
});

test('once a key is set, a plain message is refused although its signature is right', () => {
  const push = receiver(1714112445, { encodingAESKey });
  const { timestamp, nonce } = secure;
  for (const body of [JSON.stringify(head), '<xml><MsgType>event</MsgType></xml>', 'neither']) {
    const query = { ...delivery(body).query, msg_signature: signPush([token, timestamp, nonce]) };
    expect(refusal(() => push.open({ query, body: Buffer.from(body) }))).toMatchObject({
      reason: 'message-not-encrypted',
    });
  }
});

test('no changed character of the ciphertext, query or signature is believed', () => {
  const push = receiver(1714112445, { encodingAESKey });
  const { query, body } = delivery(JSON.stringify(head), { key: encodingAESKey });
  expect(push.open({ query, body }).event).toBe('OTHER');
  const swap = (text: string, at: number) =>
    `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`;
  const text = body.toString();
  const start = text.indexOf('Encrypt":"') + 10;
  for (let at = start; at < text.length - 2; at += 1) {
    const changed = Buffer.from(swap(text, at));
    expect(refusal(() => push.open({ query, body: changed })).code).toBe('MESSAGE_UNVERIFIED');
  }
  for (const [name, value] of Object.entries(query)) {
    for (let at = 0; at < value.length; at += 1) {
      const changed = { ...query, [name]: swap(value, at) };
      expect(refusal(() => push.open({ query: changed, body })).code).toBe('MESSAGE_UNVERIFIED');
    }
  }
});

test.each([
  ['for another mini-program', { appid: 'wxother' }, 'watermark-foreign'],
  ['under another key', { key: `${'B'.repeat(42)}A` }, 'wrong-key-or-changed'],
  ['that is no base64', { encrypt: 'no base64!' }, 'ciphertext-malformed'],
  ['of a broken length', { encrypt: 'AAAA' }, 'ciphertext-malformed'],
])('a signed ciphertext %s is our own fault to mend', (_name, change, reason) => {
  const push = receiver(1714112445, { encodingAESKey });
  const sent = delivery(JSON.stringify(head), { key: encodingAESKey, ...change });
  expect(refusal(() => push.open(sent))).toMatchObject({
    code: 'MESSAGE_UNDECIPHERABLE',
    status: 500,
    reason,
  });
});

test('a plaintext too short for its own length opens to nothing', () => {
  const cipher = createPushCipher(encodingAESKey, appid);
  // One block: 16 random bytes, a length that reaches beyond the end, padding of 12.
  const short = cipher.seal('', 'r'.repeat(16));
  expect(cipher.open(short)).toHaveLength(0);
  const foreign = createPushCipher(encodingAESKey, '');
  expect(() => foreign.open(short)).toThrow(/watermark-foreign/);
});

test('the bytes have to come raw, and not too many of them', () => {
  const push = receiver(1714112445);
  const { query } = delivery('{}');
  const parsed = { ...head } as unknown as Uint8Array;
  expect(refusal(() => push.open({ query, body: parsed }))).toMatchObject({
    code: 'MESSAGE_BODY_PARSED',
    status: 500,
  });
  const body = Buffer.alloc(maxMessageBytes + 1, ' ');
  expect(refusal(() => push.open({ query, body }))).toMatchObject({
    code: 'MESSAGE_TOO_LARGE',
    status: 413,
  });
});

test.each([
  '',
  'text',
  '[]',
  '{"MsgType":"event"}',
  '<xml><MsgType>event</MsgType></xml>',
  '\ufffd\xff',
])('a signed body that is no message (%s) is malformed', (text) => {
  expect(refusal(() => receiver(1714112445).open(delivery(text)))).toMatchObject({
    code: 'MESSAGE_MALFORMED',
    status: 400,
  });
});

test('bytes that are not UTF-8 are no message', () => {
  const { query } = delivery('');
  const act = () => receiver(1714112445).open({ query, body: Buffer.from([0xff, 0xfe]) });
  expect(refusal(act).code).toBe('MESSAGE_MALFORMED');
});

const payment = {
  transaction_id: '4200001817202306108557954584',
  merchant_id: '1900000001',
  merchant_trade_no: 'T1',
  pay_time: 1714000000,
};

test.each([
  ['trade_manage_remind_access_api', { msg: 'm' }],
  ['wxa_trade_controlled', { msg: 'm' }],
  ['trade_manage_remind_shipping', { ...payment, msg: 'm' }],
  ['trade_manage_order_settlement', { ...payment, settlement_time: 1714000001 }],
])('%s is known by its event, in JSON and in XML', (Event, fields) => {
  const message = { ...head, Event, ...fields };
  const xml = Object.entries(message).map(([name, value]) =>
    typeof value === 'number'
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value}]]></${name}>`,
  );
  for (const text of [JSON.stringify(message), `<xml>${xml.join('\n')}</xml>`]) {
    const opened = receiver(1714112445).open(delivery(text));
    expect(opened.event).toBe(Event);
    expect(opened.message).toEqual(message);
  }
});

test.each([
  'trade_manage_remind_access_api',
  'trade_manage_remind_shipping',
  'trade_manage_order_settlement',
])('a %s without what it promises is handed on as unknown', (Event) => {
  const opened = receiver(1714112445).open(delivery(JSON.stringify({ ...head, Event })));
  expect(opened.event).toBe('OTHER');
});

test('the message id tells repetitions of a user’s message', () => {
  const message = { ...head, MsgType: 'text', Content: 'hi', MsgId: 23 };
  const opened = receiver(1714112445).open(delivery(JSON.stringify(message)));
  expect(opened.deduplicationKey).toBe('oUser:1714112445:23');
  const { MsgId: _, ...anonymous } = message;
  const other = receiver(1714112445).open(delivery(JSON.stringify(anonymous)));
  expect(other.deduplicationKey).toBe('oUser:1714112445:text');
});

test('a reply takes the form of its message', () => {
  const plainPush = receiver(1714112445);
  expect(plainPush.reply({ nonce: 'n', format: 'json', encrypted: false }, { a: 1 })).toBe(
    '{"a":1}',
  );
  const text = '<xml><a>1</a></xml>';
  expect(plainPush.reply({ nonce: 'n', format: 'xml', encrypted: false }, text)).toBe(text);
  const push = receiver(1714112445, { encodingAESKey });
  const written = push.reply({ nonce: 'x]]>y', format: 'xml', encrypted: true }, text);
  expect(written).toContain('<Nonce><![CDATA[x]]]]><![CDATA[>y]]></Nonce>');
  const sealed = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(written)?.[1] ?? '';
  expect(createPushCipher(encodingAESKey, appid).open(sealed).toString()).toBe(text);
});

test.each([
  { token: '' },
  { token: 'has space' },
  { encodingAESKey: 'short' },
  { encodingAESKey: `${'A'.repeat(42)}=` },
  { appid: '' },
])('a wrong setting is found when the receiver is made (%#)', (change) => {
  expect(() => createMessagePush({ appid, token, encodingAESKey, ...change })).toThrow(ConfigError);
});
