import { expect, test } from 'vitest';
import { decryptOaep } from '../../core/decrypt-oaep.ts';
import { TransportError } from '../../core/errors/transport-error.ts';
import { createWechatPay } from '../../create-wechatpay.ts';
import type { TransportAnswer } from '../../http/transport.ts';
import { sent } from '../../testing/sent.ts';
import {
  answer,
  failureOf,
  nowMs,
  scripted,
  testOptions,
  wechatKeys,
  wechatSerial,
} from '../../testing/test-wechat.ts';

const request = {
  out_trade_no: 'T00001',
  out_refund_no: 'R1|*@_-',
  amount: { refund: 1, total: 3 },
};
const refund = {
  refund_id: '50000001',
  out_refund_no: request.out_refund_no,
  transaction_id: '4200',
  out_trade_no: 'T00001',
  status: 'PROCESSING',
  create_time: '2026-01-01T10:00:05+08:00',
  amount: { refund: 1, total: 3, payer_refund: 1, currency: 'CNY' },
};

type Answer = () => TransportAnswer | Promise<TransportAnswer>;
const accepted: Answer = () => answer(200, refund);
const unknown: Answer = () => answer(404, { code: 'RESOURCE_NOT_EXISTS', message: '' });
const busy: Answer = () => answer(500, { code: 'SYSTEM_ERROR', message: '' });
const forged: Answer = () => answer(200, refund, {});
const fails = (wasSent: boolean) => () =>
  Promise.reject(new TransportError('reset', { sent: wasSent, timedOut: false }));

/** A client that never repeats on its own; its clock moves only while it sleeps. */
function client(...answers: Answer[]) {
  let clockMs = nowMs;
  const sleeps: number[] = [];
  const { transport, requests } = scripted(() => {
    const next = answers.shift();
    if (next === undefined) throw new Error('nobody expected this request');
    return next();
  });
  const system = {
    nowMs: () => clockMs,
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
      clockMs += ms;
    },
  };
  const { refunds, partner } = createWechatPay({ ...testOptions(transport), system });
  return { refunds, partner, requests, sleeps, sleep: system.sleep };
}

test('a refund is sent with its currency, and comes back accepted', async () => {
  const { refunds, requests } = client(accepted);
  expect(await refunds.create(request)).toEqual(refund);
  expect(sent(requests[0])).toEqual({
    line: 'POST /v3/refund/domestic/refunds',
    body: '{"out_trade_no":"T00001","out_refund_no":"R1|*@_-","amount":{"refund":1,"total":3,"currency":"CNY"}}',
  });
});

test('a refund is found by its number, encoded once; a service provider names the sub-merchant', async () => {
  const { refunds, partner, requests } = client(accepted, accepted, accepted);
  const sub_mchid = '1900000109';
  await refunds.query(request);
  await partner.refunds.query({ out_refund_no: request.out_refund_no, sub_mchid });
  await partner.refunds.create({ ...request, sub_mchid });
  expect(requests.map((one) => sent(one).line)).toEqual([
    'GET /v3/refund/domestic/refunds/R1%7C%2A%40_-',
    'GET /v3/refund/domestic/refunds/R1%7C%2A%40_-?sub_mchid=1900000109',
    'POST /v3/refund/domestic/refunds',
  ]);
  expect(JSON.parse(sent(requests[2]).body)).toMatchObject({ sub_mchid });
});

test('an abnormal refund carries account and name encrypted for the key it names', async () => {
  const { refunds, requests } = client(accepted, accepted);
  const { refund_id, out_refund_no } = refund;
  await refunds.applyAbnormal({
    refund_id,
    out_refund_no,
    type: 'USER_BANK_CARD',
    bank_type: 'CMB_DEBIT',
    bank_account: '6214830000000000',
    real_name: '张三',
  });
  await refunds.applyAbnormal({ refund_id, out_refund_no, type: 'MERCHANT_BANK_CARD' });
  const { line, body } = sent(requests[0]);
  expect(line).toBe('POST /v3/refund/domestic/refunds/50000001/apply-abnormal-refund');
  expect(requests[0]?.headers['wechatpay-serial']).toBe(wechatSerial);
  const { bank_account, real_name, ...rest } = JSON.parse(body);
  expect(rest).toEqual({ out_refund_no, type: 'USER_BANK_CARD', bank_type: 'CMB_DEBIT' });
  expect(decryptOaep(bank_account, wechatKeys.privateKey)).toBe('6214830000000000');
  expect(decryptOaep(real_name, wechatKeys.privateKey)).toBe('张三');
  expect(sent(requests[1]).body).toBe(
    JSON.stringify({ out_refund_no, type: 'MERCHANT_BANK_CARD' }),
  );
});

test.each([
  [{ out_trade_no: undefined }, 'out_trade_no'],
  [{ out_trade_no: 'T/1' }, 'out_trade_no'],
  [{ transaction_id: '..' }, 'transaction_id'],
  [{ out_refund_no: '' }, 'out_refund_no'],
  [{ out_refund_no: 'R'.repeat(65) }, 'out_refund_no'],
  [{ out_refund_no: 'R#1' }, 'out_refund_no'],
  [{ reason: '退'.repeat(27) }, 'reason'],
  [{ notify_url: 'https://shop.example/n?x' }, 'notify_url'],
  [{ amount: undefined }, 'amount.total'],
  [{ amount: { refund: 1, total: 0 } }, 'amount.total'],
  [{ amount: { refund: 0.01, total: 3 } }, 'amount.refund'],
  [{ amount: { refund: '1', total: 3 } }, 'amount.refund'],
  [{ amount: { refund: -1, total: 3 } }, 'amount.refund'],
  [{ amount: { refund: 2 ** 53, total: 3 } }, 'amount.refund'],
  [{ amount: { refund: 4, total: 3 } }, 'amount.refund'],
  [{ amount: { refund: 2, total: 3, from: [{ account: 'AVAILABLE', amount: 1 }] } }, 'amount.from'],
  [
    { amount: { refund: 2, total: 3, from: [{ account: 'AVAILABLE', amount: 1.5 }] } },
    'amount.from[0].amount',
  ],
  [
    {
      amount: {
        refund: 2,
        total: 3,
        from: [
          { account: 'AVAILABLE', amount: 1 },
          { account: 'AVAILABLE', amount: 1 },
        ],
      },
    },
    'amount.from[1].account',
  ],
])('a refund WeChat would refuse is not sent (%#)', async (change, field) => {
  const { refunds, requests } = client();
  const changed = JSON.parse(JSON.stringify({ ...request, ...change }));
  expect(await failureOf(refunds.create(changed))).toMatchObject({ field, outcome: 'none' });
  expect(requests).toHaveLength(0);
});

test('both numbers of one order, and accounts that sum up, are sent as they are', async () => {
  const { refunds, requests } = client(accepted);
  const amount = {
    refund: 1,
    total: 3,
    currency: 'CNY',
    from: [{ account: 'AVAILABLE', amount: 1 }],
  } as const;
  await refunds.create({ ...request, transaction_id: '4200', amount });
  expect(JSON.parse(sent(requests[0]).body)).toMatchObject({ transaction_id: '4200', amount });
});

test.each([
  [{ refund_id: '../1' }, 'refund_id'],
  [{ out_refund_no: '' }, 'out_refund_no'],
  [{ type: 'ELSEWHERE' }, 'type'],
  [{ bank_type: '' }, 'bank_type'],
  [{ bank_account: undefined }, 'bank_account'],
  [{ real_name: '张'.repeat(72) }, 'real_name'],
])('an abnormal refund WeChat would refuse is not sent (%j)', async (change, field) => {
  const { refunds, requests } = client();
  const whole = {
    refund_id: '50000001',
    out_refund_no: 'R1',
    type: 'USER_BANK_CARD',
    bank_type: 'CMB_DEBIT',
    bank_account: '1',
    real_name: '张三',
  };
  const changed = JSON.parse(JSON.stringify({ ...whole, ...change }));
  expect(await failureOf(refunds.applyAbnormal(changed))).toMatchObject({ field });
  expect(requests).toHaveLength(0);
});

test('a sub-merchant that is the service provider itself is refused', async () => {
  const { partner } = client();
  const own = { ...request, sub_mchid: '1900000001' };
  for (const call of [partner.refunds.create(own), partner.refunds.query(own)]) {
    expect(await failureOf(call)).toMatchObject({ field: 'sub_mchid' });
  }
});

test.each([
  [{ out_refund_no: 'R2' }, 'ANSWER_FOREIGN'],
  [{ out_trade_no: 'T00002' }, 'ANSWER_FOREIGN'],
  [{ amount: { refund: 2, total: 3 } }, 'ANSWER_FOREIGN'],
  [{ amount: { refund: 1, total: 4 } }, 'ANSWER_FOREIGN'],
  [{ amount: { refund: 1, total: '3' } }, 'ANSWER_MALFORMED'],
  [{ amount: { refund: 1, total: 3, refund_fee: 0.5 } }, 'ANSWER_MALFORMED'],
  [{ status: '' }, 'ANSWER_MALFORMED'],
  [{ channel: 1 }, 'ANSWER_MALFORMED'],
])('a signed answer that is not this refund is not believed (%j)', async (change, code) => {
  const { refunds } = client(() => answer(200, { ...refund, ...change }));
  expect(await failureOf(refunds.create(request))).toMatchObject({ code, outcome: 'unknown' });
});

test('two refunds of one order are a minute apart: the second is refused with the time to wait', async () => {
  const { refunds, requests } = client(accepted, () =>
    answer(200, { ...refund, out_refund_no: 'R2' }),
  );
  await refunds.create(request);
  const second = { ...request, out_refund_no: 'R2' };
  expect(await failureOf(refunds.create(second))).toMatchObject({
    code: 'REFUND_TOO_SOON',
    outcome: 'none',
    waitMs: 60_000,
  });
  expect(requests).toHaveLength(1);
  await refunds.create(second, { pacing: 'wechat' });
  expect(requests).toHaveLength(2);
});

test('pacing: wait waits the rest of the minute, and an abort ends it', async () => {
  const second = { ...request, out_refund_no: 'R2' };
  const { refunds, sleeps, requests } = client(accepted, () =>
    answer(200, { ...refund, out_refund_no: 'R2' }),
  );
  await refunds.create(request);
  const signal = AbortSignal.abort();
  expect(await failureOf(refunds.create(second, { pacing: 'wait', signal }))).toMatchObject({
    code: 'NETWORK_ABORTED',
    outcome: 'none',
  });
  expect(requests).toHaveLength(1);
  await refunds.create(second, { pacing: 'wait' });
  expect(sleeps).toEqual([60_000]);
});

test('minutes that have passed are dropped, and a clock set back makes nobody wait longer', async () => {
  const { refunds, sleep } = client(accepted, accepted, () =>
    answer(200, { ...refund, out_refund_no: 'R2', out_trade_no: 'T00009' }),
  );
  await refunds.create(request);
  await sleep(60_001);
  await refunds.create(request);
  await refunds.create({ ...request, out_refund_no: 'R2', out_trade_no: 'T00009' });
  await sleep(-3_600_000);
  const next = refunds.create({ ...request, out_refund_no: 'R3' });
  expect(await failureOf(next)).toMatchObject({ waitMs: 60_000 });
});

test('the same refund again, other orders, and refunds WeChat refused do not wait', async () => {
  const lowBalance = () => answer(403, { code: 'NOT_ENOUGH', message: '' });
  const { refunds, requests } = client(
    lowBalance,
    () => answer(200, { ...refund, out_refund_no: 'R2' }),
    () => answer(200, { ...refund, out_refund_no: 'R2' }),
    () => answer(200, { ...refund, out_refund_no: 'R3', out_trade_no: 'T00009' }),
  );
  await failureOf(refunds.create(request));
  const second = { ...request, out_refund_no: 'R2' };
  await refunds.create(second);
  await refunds.create(second);
  await refunds.create({ ...request, out_refund_no: 'R3', out_trade_no: 'T00009' });
  expect(requests).toHaveLength(4);
});

test('after a minute the next refund of an order goes at once', async () => {
  const { refunds, sleep, requests } = client(accepted, () =>
    answer(200, { ...refund, out_refund_no: 'R2' }),
  );
  await refunds.create(request);
  await sleep(59_999);
  const second = { ...request, out_refund_no: 'R2' };
  expect(await failureOf(refunds.create(second))).toMatchObject({ waitMs: 1 });
  await sleep(1);
  await refunds.create(second);
  expect(requests).toHaveLength(2);
});

test.each([
  ['lost', fails(true)],
  ['unclear', busy],
  ['forged', forged],
])(
  'after an answer that is %s, the refund is asked for and found: nothing is sent twice',
  async (_, first) => {
    const { refunds, requests, sleeps } = client(first, accepted);
    expect(await refunds.createSafely(request)).toEqual(refund);
    expect(requests.map((one) => one.method)).toEqual(['POST', 'GET']);
    expect(sleeps).toEqual([1_000]);
  },
);

test('a refund WeChat does not know is sent again, byte for byte the same', async () => {
  const { refunds, requests } = client(fails(true), unknown, accepted);
  expect(await refunds.createSafely(request)).toEqual(refund);
  expect(requests.map((one) => one.method)).toEqual(['POST', 'GET', 'POST']);
  expect(sent(requests[2]).body).toBe(sent(requests[0]).body);
});

test('while the question itself is unanswered nothing is sent again, and the outcome stays unknown', async () => {
  const { refunds, requests, sleeps } = client(fails(true), busy, fails(false), fails(true));
  expect(await failureOf(refunds.createSafely(request))).toMatchObject({
    code: 'NETWORK_BROKEN',
    outcome: 'unknown',
  });
  expect(requests.map((one) => one.method)).toEqual(['POST', 'GET', 'GET', 'GET']);
  expect(sleeps).toEqual([1_000, 5_000, 30_000]);
});

test('three unclear attempts are enough', async () => {
  const { refunds, requests } = client(busy, unknown, busy, unknown, busy, unknown);
  expect(await failureOf(refunds.createSafely(request))).toMatchObject({ outcome: 'unknown' });
  expect(requests.filter((one) => one.method === 'POST')).toHaveLength(3);
});

test('a refusal is final, before and after the question', async () => {
  const noAuth = () => answer(403, { code: 'NO_AUTH', message: '' });
  const first = client(noAuth);
  expect(await failureOf(first.refunds.createSafely(request))).toMatchObject({
    outcome: 'refused',
  });
  const second = client(busy, noAuth);
  expect(await failureOf(second.refunds.createSafely(request))).toMatchObject({
    outcome: 'refused',
  });
});

test('another refund under the same number is an error at once, never taken for ours', async () => {
  const foreign = () => answer(200, { ...refund, amount: { refund: 2, total: 3 } });
  const { refunds, requests } = client(busy, foreign);
  expect(await failureOf(refunds.createSafely(request))).toMatchObject({ code: 'ANSWER_FOREIGN' });
  expect(requests).toHaveLength(2);
});
