import { expect, test } from 'vitest';
import { ApiError } from '../core/errors/api-error.ts';
import { TransportError } from '../core/errors/transport-error.ts';
import type { SdkEvent } from '../core/sdk-event.ts';
import { createWechatPay } from '../create-wechatpay.ts';
import {
  answer,
  failureOf,
  nowMs,
  otherKeys,
  scripted,
  signedHeaders,
  testOptions,
} from '../testing/test-wechat.ts';
import { maxAnswerBytes } from './judge-answer.ts';
import type { TransportAnswer } from './transport.ts';

async function closing(reply: TransportAnswer | Error): Promise<unknown> {
  const { transport } = scripted(() => (reply instanceof Error ? Promise.reject(reply) : reply));
  const { orders } = createWechatPay(testOptions(transport));
  return failureOf(orders.close({ out_trade_no: 'T00001' }));
}

const refusal = { code: 'PARAM_ERROR', message: '输入源“/body/attach”…', detail: { value: 203 } };

test.each([
  ['unsigned', {}],
  ['by another key', signedHeaders('', { key: otherKeys.privateKey })],
  ['by an unknown serial', signedHeaders('', { serial: 'PUB_KEY_ID_9' })],
  ['six minutes old', signedHeaders('', { atMs: nowMs - 360_000 })],
  ['six minutes early', signedHeaders('', { atMs: nowMs + 360_000 })],
  ['a probe', { ...signedHeaders(''), 'wechatpay-signature': 'WECHATPAY/SIGNTEST/?' }],
])('a success that is %s is not believed', async (_name, headers) => {
  for (const status of [200, 202, 204]) {
    expect(await closing(answer(status, undefined, headers))).toMatchObject({
      name: 'AnswerError',
      code: 'ANSWER_UNVERIFIED',
      outcome: 'unknown',
      status,
    });
  }
});

test('a signed refusal is refused, with WeChat’s words and internal number', async () => {
  const text = JSON.stringify(refusal);
  const headers = { ...signedHeaders(text), 'request-id': '0891D295-268501013' };
  expect(await closing(answer(400, text, headers))).toMatchObject({
    name: 'ApiError',
    code: 'API_REFUSED',
    outcome: 'refused',
    status: 400,
    verified: true,
    wechat: refusal,
    requestId: '0891D295-268501013',
    internalCode: 268501013,
    advice: { zh: 'JSAPI 下单必须传 payer.openid。' },
  });
});

test('every error that has a Request-ID says WeChat’s internal number and what it means', async () => {
  const text = JSON.stringify(refusal);
  const headers = { ...signedHeaders(text), 'request-id': '0891D295-268447914' };
  const meaning = { internalCode: 268447914, internalMeaning: 'order no longer valid (closed)' };
  expect(await closing(answer(400, text, headers))).toMatchObject(meaning);
  expect(await closing(answer(400, `${text} `, headers))).toMatchObject({
    name: 'AnswerError',
    ...meaning,
  });
  const unpublished = { ...signedHeaders(text), 'request-id': '0891D295-42' };
  expect(await closing(answer(400, text, unpublished))).toMatchObject({
    internalCode: 42,
    internalMeaning: undefined,
  });
  const success = { ...signedHeaders(text), 'request-id': '0891D295-0' };
  expect(await closing(answer(400, text, success))).toMatchObject({ internalMeaning: undefined });
});

test('a refusal whose signature is wrong is not believed', async () => {
  const headers = signedHeaders('another body');
  expect(await closing(answer(400, refusal, headers))).toMatchObject({
    code: 'ANSWER_UNVERIFIED',
    outcome: 'unknown',
    reason: 'signature-mismatch',
  });
});

test.each([
  [401, { code: 'SIGN_ERROR', message: '签名错误' }],
  [404, undefined],
  [405, undefined],
])(
  'an unsigned %i as WeChat sends it is a refusal that says it is unverified',
  async (status, content) => {
    expect(await closing(answer(status, content, {}))).toMatchObject({
      outcome: 'refused',
      verified: false,
      wechat: { code: content?.code ?? '' },
      internalCode: undefined,
    });
  },
);

test('an unsigned page of a proxy in between leaves the outcome unknown', async () => {
  expect(await closing(answer(403, '<html>blocked</html>', {}))).toMatchObject({
    name: 'ApiError',
    outcome: 'unknown',
  });
});

test.each([202, 429, 500, 502, 503])('%i is unknown, never a refusal', async (status) => {
  expect(await closing(answer(status, { code: 'SYSTEM_ERROR', message: '' }))).toMatchObject({
    name: 'ApiError',
    code: 'API_UNCERTAIN',
    outcome: 'unknown',
  });
});

test('an unsigned 500 in HTML is unknown', async () => {
  expect(await closing(answer(502, '<html>', {}))).toMatchObject({
    status: 502,
    outcome: 'unknown',
  });
});

test('a redirect is not followed', async () => {
  const headers = { location: 'https://elsewhere.example/' };
  expect(await closing(answer(302, undefined, headers))).toMatchObject({
    code: 'ANSWER_REDIRECTED',
    outcome: 'unknown',
  });
});

test('an answer over the bound is not read', async () => {
  expect(await closing(answer(200, ' '.repeat(maxAnswerBytes + 1)))).toMatchObject({
    code: 'ANSWER_TOO_LARGE',
  });
});

test.each([
  [
    new TransportError('ECONNREFUSED', { sent: false, timedOut: false }),
    'NETWORK_NOT_SENT',
    'none',
  ],
  [new TransportError('time limit', { sent: false, timedOut: true }), 'NETWORK_NOT_SENT', 'none'],
  [new TransportError('ECONNRESET', { sent: true, timedOut: false }), 'NETWORK_BROKEN', 'unknown'],
  [new TransportError('time limit', { sent: true, timedOut: true }), 'TIMEOUT', 'unknown'],
  [
    new TransportError('aborted', { sent: true, timedOut: false, aborted: true }),
    'NETWORK_ABORTED',
    'unknown',
  ],
  [new TypeError('secret header dump'), 'NETWORK_BROKEN', 'unknown'],
])('%s becomes %s with outcome %s', async (error, code, outcome) => {
  const failure = await closing(error);
  expect(failure).toMatchObject({ code, outcome });
  expect(failure).not.toHaveProperty('cause');
  expect(String(failure)).not.toContain('secret');
});

test('a call aborted before it starts sends nothing', async () => {
  const { transport, requests } = scripted(() => answer(204));
  const { orders } = createWechatPay(testOptions(transport));
  const signal = AbortSignal.abort();
  expect(await failureOf(orders.close({ out_trade_no: 'T00001' }, { signal }))).toMatchObject({
    code: 'NETWORK_ABORTED',
    outcome: 'none',
  });
  expect(requests).toHaveLength(0);
});

test('time limit and signal of one call reach the transport', async () => {
  const { transport, requests } = scripted(() => answer(204));
  const { orders } = createWechatPay({ ...testOptions(transport), timeoutMs: 700 });
  const { signal } = new AbortController();
  await orders.close({ out_trade_no: 'T00001' });
  await orders.close({ out_trade_no: 'T00001' }, { signal, timeoutMs: 50 });
  expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([700, 50]);
  expect(requests[1]?.signal).toBe(signal);
});

test('both spellings of a code are one', async () => {
  for (const code of ['ORDERPAID', 'ORDER_PAID']) {
    const failure = await closing(answer(400, { code, message: '该订单已支付' }));
    if (!(failure instanceof ApiError)) throw failure;
    expect(failure.says('ORDER_PAID')).toBe(true);
    expect(failure.says('ORDER_CLOSED')).toBe(false);
    expect(failure.advice.en).toMatch(/paid already/);
  }
});

test('WeChat’s text cannot forge a line in a log', async () => {
  const failure = await closing(answer(400, { code: 'X', message: `a\r\nb${'c'.repeat(500)}` }));
  expect(String(failure)).not.toMatch(/[\r\n]/);
  expect(String(failure).length).toBeLessThan(400);
});

test('every refusal comes with one sentence of advice in both languages', async () => {
  for (const status of [400, 401, 403, 404, 405, 429, 500]) {
    const failure = await closing(answer(status, { code: 'UNHEARD_OF', message: '' }));
    expect(failure).toMatchObject({ advice: { zh: expect.any(String), en: expect.any(String) } });
  }
});

test('an exchange that failed is reported with the reason, one without an answer too', async () => {
  const events: SdkEvent[] = [];
  const replies = [
    answer(200, {}, {}),
    new TransportError('ECONNRESET', { sent: true, timedOut: false }),
  ];
  const { transport } = scripted(() => {
    const reply = replies.shift() ?? answer(204);
    return reply instanceof Error ? Promise.reject(reply) : reply;
  });
  const options = { ...testOptions(transport), onEvent: (event: SdkEvent) => events.push(event) };
  const { orders } = createWechatPay(options);
  await failureOf(orders.close({ out_trade_no: 'T00001' }));
  await failureOf(orders.close({ out_trade_no: 'T00001' }));
  expect(events).toMatchObject([
    {
      verified: false,
      reason: 'headers-missing',
      errorCode: 'ANSWER_UNVERIFIED',
      outcome: 'unknown',
    },
    { verified: null, status: undefined, errorCode: 'NETWORK_BROKEN', outcome: 'unknown' },
  ]);
});
