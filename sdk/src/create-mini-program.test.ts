import { expect, test } from 'vitest';
import { ConfigError } from './core/errors/config-error.ts';
import { TransportError } from './core/errors/transport-error.ts';
import type { SdkEvent } from './core/sdk-event.ts';
import { createMiniProgram, type MiniProgram } from './create-mini-program.ts';
import { maxAnswerBytes } from './http/judge-answer.ts';
import type { TransportAnswer } from './http/transport.ts';
import { answer, failureOf, scripted, stoppedSystem } from './testing/test-wechat.ts';

const appid = 'wx4f4bc4dec97d474b';
const secret = 'ca11ab1eca11ab1eca11ab1eca11ab1e';
const session = {
  session_key: 'tiihtNczf5v6AKRyjwEUhQ==',
  openid: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE',
  unionid: 'ocMvos6NjeKLIBqg5Mr9QjxrP1FA',
};
const plainText = { 'content-type': 'text/plain' };

function login(reply: TransportAnswer | Error, js_code = '0b3xYz') {
  const { transport, requests } = scripted(() =>
    reply instanceof Error ? Promise.reject(reply) : reply,
  );
  const events: SdkEvent[] = [];
  const onEvent = (event: SdkEvent) => events.push(event);
  const client = createMiniProgram({ appid, secret, transport, system: stoppedSystem, onEvent });
  return { result: client.code2session(js_code), requests, events };
}

test('a code becomes a session, although the answer calls itself text/plain', async () => {
  const { result, requests } = login(answer(200, session, plainText));
  expect(await result).toEqual(session);
  expect(requests).toMatchObject([
    {
      method: 'GET',
      url: `https://api.weixin.qq.com/sns/jscode2session?appid=${appid}&secret=${secret}&js_code=0b3xYz&grant_type=authorization_code`,
    },
  ]);
});

test('an errcode of 0 is a success, and unionid may be absent', async () => {
  const { unionid: _, ...rest } = session;
  const { result } = login(answer(200, { ...rest, errcode: 0, errmsg: 'ok' }, plainText));
  expect(await result).toEqual(rest);
});

test.each([
  [40029, 'invalid code, rid: 66c69111-4157f271-729ca238', 'refused'],
  [40163, 'code been used, rid: 66c69111-4157f271-729ca238', 'refused'],
  [40013, 'invalid appid rid: 66c69111-4157f271-729ca238', 'refused'],
  [45011, 'api minute-quota reach limit  mustslower, rid: 66c69111-4157f271-729ca238', 'unknown'],
  [-1, 'system error rid: 66c69111-4157f271-729ca238', 'unknown'],
])('errcode %i with HTTP 200 is an error', async (errcode, errmsg, outcome) => {
  const { result } = login(answer(200, { errcode, errmsg }, plainText));
  const failure = await failureOf(result);
  expect(failure).toMatchObject({
    name: 'PlatformError',
    errcode,
    outcome,
    rid: '66c69111-4157f271-729ca238',
    requestId: '66c69111-4157f271-729ca238',
  });
  expect(failure).toHaveProperty('errmsg', expect.not.stringContaining('rid'));
});

test('an unknown errcode, even without a text, has advice too', async () => {
  const { result } = login(answer(200, { errcode: 99999 }, plainText));
  expect(await failureOf(result)).toMatchObject({
    errcode: 99999,
    errmsg: '',
    rid: undefined,
    advice: { zh: expect.any(String) },
  });
});

test.each([
  ['HTML', answer(502, '<html>', {}), 'ANSWER_MALFORMED'],
  ['JSON with 500', answer(500, session, {}), 'ANSWER_MALFORMED'],
  ['a redirect', answer(302, undefined, { location: '/' }), 'ANSWER_REDIRECTED'],
  ['no openid', answer(200, { ...session, openid: '' }, {}), 'ANSWER_MALFORMED'],
  ['no session_key', answer(200, { openid: session.openid }, {}), 'ANSWER_MALFORMED'],
  ['a short session_key', answer(200, { ...session, session_key: 'AAAA' }, {}), 'ANSWER_MALFORMED'],
  ['an errcode in words', answer(200, { errcode: 'no' }, {}), 'ANSWER_MALFORMED'],
  ['too much', answer(200, ' '.repeat(maxAnswerBytes + 1), {}), 'ANSWER_TOO_LARGE'],
])('%s is not a session', async (_name, reply, code) => {
  expect(await failureOf(login(reply).result)).toMatchObject({ code, outcome: 'unknown' });
});

test('a connection that fails is reported as such', async () => {
  const { result, events } = login(
    new TransportError('ECONNREFUSED', { sent: false, timedOut: false }),
  );
  expect(await failureOf(result)).toMatchObject({ code: 'NETWORK_NOT_SENT', outcome: 'none' });
  expect(events).toMatchObject([{ status: undefined, errorCode: 'NETWORK_NOT_SENT' }]);
});

test('no code, no call', async () => {
  const { result, requests } = login(answer(200, session), '');
  expect(await failureOf(result)).toMatchObject({ field: 'js_code', outcome: 'none' });
  expect(requests).toHaveLength(0);
});

test.each([
  answer(200, session, plainText),
  answer(200, { nested: { session_key: session.session_key } }, plainText),
  answer(200, `session_key=${session.session_key}`, plainText),
])('neither AppSecret nor session_key shows in an event or an error (%#)', async (reply) => {
  const { result, events } = login(reply);
  const failure = await result.then(() => undefined, String);
  const shown = JSON.stringify([events, failure]);
  expect(events).toHaveLength(1);
  expect(shown).not.toContain(secret);
  expect(shown).not.toContain(session.session_key);
});

/** A client whose tokens are good for two hours; every other call is answered by `reply`. */
function platform(reply: unknown, token: unknown = { access_token: 'T', expires_in: 7200 }) {
  const { transport, requests } = scripted(({ url }) =>
    answer(200, url.endsWith('/cgi-bin/stable_token') ? token : reply),
  );
  const client = createMiniProgram({ appid, secret, transport, system: stoppedSystem });
  return { client, requests };
}

test.each([40001, 40014, 42001])(
  'a token refused twice (%i) is an error: no call is made a third time',
  async (errcode) => {
    const { client, requests } = platform({ errcode, errmsg: 'invalid' });
    const failure = await failureOf(client.shipping.isTradeManaged());
    expect(failure).toMatchObject({ errcode, outcome: 'refused' });
    const paths = requests.map(({ url }) => new URL(url).pathname);
    const asked = '/wxa/sec/order/is_trade_managed';
    expect(paths).toEqual(['/cgi-bin/stable_token', asked, '/cgi-bin/stable_token', asked]);
  },
);

test('any other refusal is not repeated', async () => {
  const { client, requests } = platform({ errcode: -1, errmsg: 'system error' });
  await failureOf(client.shipping.isTradeManaged());
  expect(requests).toHaveLength(2);
});

test('the token goes into the query, the AppSecret only into the body that asks for it', async () => {
  const { client, requests } = platform({ is_trade_managed: true });
  await client.shipping.isTradeManaged();
  expect(requests).toMatchObject([
    { method: 'POST', body: expect.stringContaining(secret) },
    {
      url: 'https://api.weixin.qq.com/wxa/sec/order/is_trade_managed?access_token=T',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ appid }),
    },
  ]);
  expect(requests[0]?.url).not.toContain(secret);
});

test.each([
  { access_token: '', expires_in: 7200 },
  { access_token: 'T' },
  { access_token: 'T', expires_in: 0 },
  { access_token: 'T', expires_in: '7200' },
])('an answer without a usable token (%#) is not one', async (token) => {
  const { client } = platform({}, token);
  expect(await failureOf(client.accessToken.get())).toMatchObject({ code: 'ANSWER_MALFORMED' });
});

const watermark = { appid, timestamp: 1770000000 };
const number = { phoneNumber: '1', purePhoneNumber: '1', countryCode: '86', watermark };

test.each<[string, unknown, (client: MiniProgram) => Promise<unknown>, string]>([
  ['no phone_info', {}, (client) => client.getPhoneNumber('c'), 'ANSWER_MALFORMED'],
  [
    'a phone_info without number',
    { phone_info: { ...number, purePhoneNumber: '' } },
    (client) => client.getPhoneNumber('c'),
    'ANSWER_MALFORMED',
  ],
  [
    'a number for another mini-program',
    { phone_info: { ...number, watermark: { ...watermark, appid: 'wxother' } } },
    (client) => client.getPhoneNumber('c'),
    'ANSWER_FOREIGN',
  ],
  ['no flag', {}, (client) => client.shipping.isTradeManaged(), 'ANSWER_MALFORMED'],
  ['no couriers', {}, (client) => client.shipping.deliveryCompanies(), 'ANSWER_MALFORMED'],
  [
    'a courier without code',
    { delivery_list: [{ delivery_name: 'x' }] },
    (client) => client.shipping.deliveryCompanies(),
    'ANSWER_MALFORMED',
  ],
  [
    'no shipping order',
    { order: { transaction_id: '42' } },
    (client) => client.shipping.getOrder({ transaction_id: '42' }),
    'ANSWER_MALFORMED',
  ],
  [
    'another payment',
    {
      order: {
        transaction_id: '43',
        merchant_id: '1',
        merchant_trade_no: 'T',
        order_state: 1,
        shipping: {},
      },
    },
    (client) => client.shipping.getOrder({ transaction_id: '42' }),
    'ANSWER_FOREIGN',
  ],
  ['no list', { has_more: false }, (client) => client.shipping.listOrders(), 'ANSWER_MALFORMED'],
  [
    'another user’s session key',
    { openid: 'oOther', session_key: session.session_key },
    (client) => client.sessionKeys.reset(session),
    'ANSWER_FOREIGN',
  ],
  [
    'no unionid',
    {},
    (client) => client.getPaidUnionid({ openid: 'o', transaction_id: '42' }),
    'ANSWER_MALFORMED',
  ],
  ['no verdict', {}, (client) => client.checkEncryptedData('AAAA'), 'ANSWER_MALFORMED'],
])('%s in an answer is not believed', async (_name, reply, call, code) => {
  expect(await failureOf(call(platform(reply).client))).toMatchObject({ code, outcome: 'unknown' });
});

const note = { touser: 'o', template_id: 'T', data: { thing1: { value: 'x' } } };

test.each<[string, (client: MiniProgram) => Promise<unknown>]>([
  ['openid', (client) => client.sessionKeys.check({ openid: '', session_key: 'k' })],
  ['session_key', (client) => client.sessionKeys.check({ openid: 'o', session_key: '' })],
  ['openid', (client) => client.getPaidUnionid({ openid: '', transaction_id: '42' })],
  ['mch_id', (client) => client.getPaidUnionid({ openid: 'o', mch_id: '', out_trade_no: 'T' })],
  ['encryptedData', (client) => client.checkEncryptedData('')],
  ['transaction_id', (client) => client.shipping.getOrder({ transaction_id: '' })],
  [
    'merchant_id',
    (client) => client.shipping.getOrder({ merchant_id: '', merchant_trade_no: 'T' }),
  ],
  [
    'merchant_trade_no',
    (client) => client.shipping.getOrder({ merchant_id: '1', merchant_trade_no: '' }),
  ],
  [
    'received_time',
    (client) =>
      client.shipping.notifyConfirmReceive({ transaction_id: '42', received_time: 1.77e12 }),
  ],
  ['order_id', (client) => client.shipping.reportSpecialOrder({ order_id: '', type: 2 })],
  ['delay_to', (client) => client.shipping.reportSpecialOrder({ order_id: '42', type: 1 })],
  ['touser', (client) => client.subscribeMessages.send({ ...note, touser: '' })],
  ['template_id', (client) => client.subscribeMessages.send({ ...note, template_id: '' })],
  ['data', (client) => client.subscribeMessages.send({ ...note, data: {} })],
  [
    'data.thing1.value',
    (client) => client.subscribeMessages.send({ ...note, data: { thing1: { value: '' } } }),
  ],
  [
    'data.phrase2.value',
    (client) =>
      client.subscribeMessages.send({ ...note, data: { phrase2: { value: '一二三四五六' } } }),
  ],
  [
    'payer.openid',
    (client) =>
      client.shipping.upload({
        order_key: { order_number_type: 2, transaction_id: '42' },
        logistics_type: 3,
        delivery_mode: 1,
        shipping_list: [{ item_desc: 'Song' }],
        payer: { openid: '' },
      }),
  ],
])('a call with a wrong %s is not made', async (field, call) => {
  const { client, requests } = platform({});
  expect(await failureOf(call(client))).toMatchObject({ field, outcome: 'none' });
  expect(requests).toHaveLength(0);
});

test('an upload states its time to the millisecond, and a repeated one is a success', async () => {
  const { client, requests } = platform({ errcode: 10060023, errmsg: 'unchanged' });
  const uploaded = await client.shipping.upload({
    order_key: { order_number_type: 2, transaction_id: '42' },
    logistics_type: 3,
    delivery_mode: 1,
    shipping_list: [{ item_desc: 'Song' }],
    payer: { openid: 'o' },
  });
  expect(uploaded).toEqual({ changed: false });
  expect(requests.at(-1)?.body).toContain('"upload_time":"2026-02-02T10:40:00.000+08:00"');
});

test.each([
  { appid: '' },
  { secret: '' },
  { secret: `${secret}\n` },
  { baseUrl: 'https://api.weixin.qq.com/sns' },
  { timeoutMs: -1 },
])(
  'a wrong option is found when the client is made, and a secret is not repeated (%#)',
  (change) => {
    const make = () => createMiniProgram({ appid, secret, ...change });
    expect(make).toThrow(ConfigError);
    expect(make).not.toThrow(new RegExp(secret));
  },
);
