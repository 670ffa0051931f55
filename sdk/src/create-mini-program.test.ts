import { expect, test } from 'vitest';
import { ConfigError } from './core/errors/config-error.ts';
import { TransportError } from './core/errors/transport-error.ts';
import type { SdkEvent } from './core/sdk-event.ts';
import { createMiniProgram } from './create-mini-program.ts';
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
