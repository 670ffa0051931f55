import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TransportError } from '../core/errors/transport-error.ts';
import { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { SdkEvent } from '../core/sdk-event.ts';
import type { System } from '../core/system.ts';
import { createWechatPay, type WechatPay } from '../create-wechatpay.ts';
import {
  answer,
  failureOf,
  nowMs,
  scripted,
  signedHeaders,
  testOptions,
} from '../testing/test-wechat.ts';
import { backOffMs } from './back-off.ts';
import { callKind } from './call-kind.ts';
import { createOrigins, documentedBackups } from './origins.ts';
import { retryTable } from './retry-table.ts';
import type { TransportAnswer } from './transport.ts';

type Reply = TransportAnswer | TransportError;

const notSent = new TransportError('ECONNREFUSED', { sent: false, timedOut: false });
const reset = new TransportError('ECONNRESET', { sent: true, timedOut: false });
const silence = new TransportError('time limit', { sent: true, timedOut: true });
const probe = answer(204, undefined, {
  ...signedHeaders(''),
  'wechatpay-signature': 'WECHATPAY/SIGNTEST/?',
});
const error = (status: number, headers: Record<string, string> = {}) => {
  const text = JSON.stringify({ code: 'SYSTEM_ERROR', message: '' });
  return answer(status, text, { ...signedHeaders(text), ...headers });
};

/** A client on a clock that moves only by waiting, fed with replies; the last one stays. */
function play(replies: readonly Reply[], change: object = {}) {
  let clockMs = nowMs;
  let nonces = 0;
  const slept: number[] = [];
  const events: SdkEvent[] = [];
  const system: System = {
    nowMs: () => clockMs,
    nonce: () => {
      nonces += 1;
      return String(nonces).padStart(32, '0');
    },
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      slept.push(durationMs);
      clockMs += durationMs;
    },
  };
  const { transport, requests } = scripted(() => {
    const reply = replies[Math.min(requests.length, replies.length) - 1] ?? answer(204);
    return reply instanceof Error ? Promise.reject(reply) : reply;
  });
  const onEvent = (event: SdkEvent) => void events.push(event);
  const options = { ...testOptions(transport), attempts: 3, system, onEvent, ...change };
  return { client: createWechatPay(options), requests, slept, events };
}

const close = ({ orders }: WechatPay) => orders.close({ out_trade_no: 'T00001' });
const transfer = (client: WechatPay) =>
  client.call({ method: 'POST', path: '/v3/fund-app/mch-transfer/transfer-bills', body: {} });
const refund = (client: WechatPay) =>
  client.call({ method: 'POST', path: '/v3/refund/domestic/refunds', body: {} });

test.each<[string, Reply]>([
  ['nothing was sent', notSent],
  ['the connection broke', reset],
  ['no answer came in time', silence],
  ['202', error(202)],
  ['429', error(429)],
  ['500', error(500)],
  ['502', error(502)],
  ['a probe', probe],
  ['an unsigned success', answer(204, undefined, {})],
])('a close is repeated after: %s', async (_name, reply) => {
  const { client, requests } = play([reply, answer(204)]);
  await close(client);
  expect(requests).toHaveLength(2);
});

test.each<[string, Reply, number]>([
  ['nothing was sent', notSent, 2],
  ['the connection broke', reset, 1],
  ['no answer came in time', silence, 1],
  ['202', error(202), 1],
  ['429', error(429), 1],
  ['500', error(500), 1],
  ['503', error(503), 1],
  ['a probe', probe, 1],
])(
  'a refund and a transfer are not repeated unless nothing was sent: %s',
  async (_n, reply, times) => {
    for (const act of [refund, transfer]) {
      const { client, requests } = play([reply, answer(200, {})]);
      const outcome = await act(client).then(
        () => 'done',
        (failure: WechatPayError) => failure.outcome,
      );
      expect(requests).toHaveLength(times);
      expect(outcome).toBe(times === 2 ? 'done' : 'unknown');
    }
  },
);

test.each([400, 401, 403, 404, 405])('a refusal with %i is never repeated', async (status) => {
  const { client, requests } = play([error(status)]);
  expect(await failureOf(close(client))).toMatchObject({ outcome: 'refused', attempts: 1 });
  expect(requests).toHaveLength(1);
});

test('every attempt is signed anew, with the same body', async () => {
  const { client, requests } = play([reset, reset, answer(204)]);
  await close(client);
  const nonces = requests.map(
    ({ headers }) => /nonce_str="(\d+)"/.exec(headers.authorization ?? '')?.[1],
  );
  const times = requests.map(
    ({ headers }) => /timestamp="(\d+)"/.exec(headers.authorization ?? '')?.[1],
  );
  expect(new Set(nonces).size).toBe(3);
  expect(Number(times[2])).toBeGreaterThanOrEqual(Number(times[0]));
  expect(new Set(requests.map(({ body }) => Buffer.from(body ?? '').toString())).size).toBe(1);
});

test('after the last attempt the error says how many there were', async () => {
  const { client, requests } = play([error(500)]);
  expect(await failureOf(close(client))).toMatchObject({ outcome: 'unknown', attempts: 3 });
  expect(requests).toHaveLength(3);
  const once = play([error(500)]);
  const failure = await failureOf(
    once.client.orders.close({ out_trade_no: 'T00001' }, { attempts: 1 }),
  );
  expect(failure).toMatchObject({ attempts: 1 });
});

test('a doubt does not disappear because a later attempt could not be sent, or signed', async () => {
  expect(await failureOf(close(play([silence, notSent]).client))).toMatchObject({
    code: 'TIMEOUT',
    outcome: 'unknown',
    attempts: 3,
  });
  let signatures = 0;
  const signer = {
    sign: async () => {
      signatures += 1;
      if (signatures > 1) throw new Error('key service is down');
      return '';
    },
  };
  expect(await failureOf(close(play([silence], { signer }).client))).toMatchObject({
    code: 'TIMEOUT',
    outcome: 'unknown',
  });
});

test('a call that cannot be connected goes to the backup, and the next one begins there', async () => {
  const { client, requests } = play([notSent, answer(204)]);
  await close(client);
  await close(client);
  const hosts = requests.map(({ url }) => new URL(url).host);
  expect(hosts).toEqual([
    'api.mch.weixin.qq.com',
    'api2.mch.weixin.qq.com',
    'api2.mch.weixin.qq.com',
  ]);
});

test('500 and 429 stay with the host, 503 does not; a simulator has no backup', async () => {
  const hosts = async (reply: Reply, change: object = {}) => {
    const { client, requests } = play([reply, answer(204)], change);
    await close(client);
    return requests.map(({ url }) => new URL(url).host);
  };
  expect(new Set(await hosts(error(500))).size).toBe(1);
  expect(new Set(await hosts(error(429))).size).toBe(1);
  expect(new Set(await hosts(error(503))).size).toBe(2);
  expect(new Set(await hosts(notSent, { baseUrl: 'http://127.0.0.1:7780' })).size).toBe(1);
  const backupUrls = ['https://backup.example'];
  expect((await hosts(notSent, { backupUrls }))[1]).toBe('backup.example');
});

test('hosts that failed are used again after a minute, and the one that failed longest ago when all did', () => {
  const origins = createOrigins(['a', 'b']);
  expect(origins.current(0)).toBe('a');
  origins.avoid('a', 0);
  expect(origins.current(1)).toBe('b');
  origins.avoid('b', 10);
  expect(origins.current(20)).toBe('a');
  expect(origins.current(60_000)).toBe('a');
  expect(documentedBackups('https://api.wechatpay.cn')).toEqual(['https://api2.wechatpay.cn']);
});

test('waiting doubles, with chance, and Retry-After is obeyed, as seconds and as a date', async () => {
  const { slept, client } = play([error(500)], { attempts: 4 });
  await failureOf(close(client));
  expect(slept).toHaveLength(3);
  for (const [index, waited] of slept.entries()) {
    expect(waited).toBeGreaterThanOrEqual(100 * 2 ** index);
    expect(waited).toBeLessThanOrEqual(200 * 2 ** index);
  }
  const seconds = play([error(429, { 'retry-after': '3' }), answer(204)]);
  await close(seconds.client);
  expect(seconds.slept).toEqual([3000]);
  const date = new Date(nowMs + 2000).toUTCString();
  const dated = play([error(503, { 'retry-after': date }), answer(204)]);
  await close(dated.client);
  expect(dated.slept).toEqual([2000]);
});

test('a wait that does not fit into the time allowed ends the call', async () => {
  const { client, requests, slept } = play([error(429, { 'retry-after': '3600' })]);
  expect(await failureOf(close(client))).toMatchObject({ status: 429, retryAfterMs: 3_600_000 });
  expect(requests).toHaveLength(1);
  expect(slept).toEqual([]);
});

test('the time allowed is that of the whole call, and silence is not waited for to the end', async () => {
  const { client, requests } = play([silence]);
  await failureOf(client.orders.close({ out_trade_no: 'T00001' }, { timeoutMs: 8000 }));
  const limits = requests.map(({ timeoutMs }) => timeoutMs);
  expect(limits[0]).toBe(4000);
  expect(limits[2]).toBeGreaterThan(limits[1] ?? 0);
  const act = play([silence]);
  await failureOf(transfer(act.client));
  expect(act.requests[0]?.timeoutMs).toBe(10_000);
});

test('a caller that gives up while the client waits gets the error of the attempt that was made', async () => {
  const controller = new AbortController();
  const { client, requests } = play([error(500)], {
    onEvent: () => controller.abort(),
  });
  const { signal } = controller;
  const failure = await failureOf(client.orders.close({ out_trade_no: 'T00001' }, { signal }));
  expect(failure).toMatchObject({ status: 500, outcome: 'unknown', attempts: 1 });
  expect(requests).toHaveLength(1);
});

test('probes are announced and counted, on answers and on notifications', async () => {
  const { client, events } = play([probe, answer(204), probe, answer(204)]);
  await close(client);
  await close(client);
  const { headers, body } = probe;
  expect(() => client.notifications.open({ headers, body })).toThrow(/signature-probe/);
  expect(events.filter(({ name }) => name === 'probe')).toMatchObject([
    { on: 'answer', count: 1 },
    { on: 'answer', count: 2 },
    { on: 'notification', count: 3 },
  ]);
});

test('the kinds of calls are told by path, whatever is not known is an act', () => {
  const kinds = [
    ['POST', '/v3/pay/partner/transactions/app', 'prepay'],
    ['POST', '/v3/combine-transactions/jsapi', 'prepay'],
    ['POST', '/v3/combine-transactions/out-trade-no/T1/close', 'close'],
    ['POST', '/v3/refund/domestic/refunds/50/apply-abnormal-refund', 'refund'],
    ['GET', '/v3/refund/domestic/refunds/R1', 'query'],
    ['GET', '/v3/bill/tradebill?bill_date=2026-01-01', 'bill'],
    ['GET', '/v3/billdownload/file?token=x', 'bill'],
    ['POST', '/v3/profitsharing/orders', 'act'],
    ['POST', '/v3/new/jsapi', 'act'],
    ['PATCH', '/v3/pay/transactions/jsapi', 'act'],
  ] as const;
  for (const [method, path, kind] of kinds) expect(callKind(method, path)).toBe(kind);
});

test('nothing that may have moved money is ever repeated: the table says so in every cell', () => {
  for (const kind of ['refund', 'act'] as const) {
    const steps = Object.entries(retryTable[kind]).filter(([trouble]) => trouble !== 'not-sent');
    expect(new Set(steps.map(([, step]) => step))).toEqual(new Set(['stop']));
  }
});

test('the chance in waiting comes from the nonce and stays within its half', () => {
  const failure = new WechatPayError('x', {
    code: 'X',
    outcome: 'unknown',
    advice: { zh: '', en: '' },
  });
  fc.assert(
    fc.property(fc.string({ minLength: 0 }), fc.integer({ min: 1, max: 9 }), (nonce, attempts) => {
      const waitMs = backOffMs(failure, attempts, { nonce: () => nonce });
      const fullMs = Math.min(4000, 200 * 2 ** (attempts - 1));
      expect(waitMs).toBeGreaterThanOrEqual(fullMs / 2);
      expect(waitMs).toBeLessThanOrEqual(fullMs);
    }),
    { examples: [['-A0000', 1]] },
  );
});
