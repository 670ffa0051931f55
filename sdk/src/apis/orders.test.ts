import { expect, test } from 'vitest';
import { TransportError } from '../core/errors/transport-error.ts';
import { createWechatPay } from '../create-wechatpay.ts';
import type { TransportAnswer } from '../http/transport.ts';
import { sent } from '../testing/sent.ts';
import { answer, failureOf, nowMs, scripted, testOptions } from '../testing/test-wechat.ts';

const out_trade_no = 'T2026|*-_1';
const order = (trade_state: string) => ({
  appid: 'wx1',
  mchid: '1900000001',
  out_trade_no,
  trade_state,
});
const partnerOrder = {
  sp_appid: 'wxsp',
  sp_mchid: '1900000001',
  sub_mchid: '1900000109',
  sub_appid: 'wxsub',
  out_trade_no,
  trade_state: 'SUCCESS',
  payer: { sub_openid: 'o2' },
};
const unknownOrder = () => answer(404, { code: 'ORDER_NOT_EXIST', message: '订单不存在' });
const busy = () => answer(500, { code: 'SYSTEM_ERROR', message: '系统错误' });

/** A client whose answers come one after the other; its clock moves only while it sleeps. */
function client(...answers: (() => TransportAnswer | Promise<TransportAnswer>)[]) {
  let clockMs = nowMs;
  const asked: number[] = [];
  const { transport, requests } = scripted(() => {
    asked.push(clockMs - nowMs);
    const next = answers.shift();
    if (next === undefined) throw new Error('nobody expected this request');
    return next();
  });
  const system = {
    nowMs: () => nowMs,
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      clockMs += ms;
    },
  };
  return { wechatpay: createWechatPay({ ...testOptions(transport), system }), requests, asked };
}
const says = (state: string) => () => answer(200, order(state));
const unsent = () =>
  Promise.reject(new TransportError('ECONNREFUSED', { sent: false, timedOut: false }));
const lost = () => Promise.reject(new TransportError('reset', { sent: true, timedOut: false }));

test('a sub-merchant’s order is asked for and closed in both names', async () => {
  const { wechatpay, requests } = client(
    () => answer(200, partnerOrder),
    () => answer(200, { ...partnerOrder, transaction_id: '4200' }),
    () => answer(204),
  );
  const sub_mchid = '1900000109';
  expect(await wechatpay.partner.orders.query({ out_trade_no, sub_mchid })).toEqual(partnerOrder);
  await wechatpay.partner.orders.query({ transaction_id: '4200', sub_mchid });
  await wechatpay.partner.orders.close({ out_trade_no, sub_mchid });
  const root = '/v3/pay/partner/transactions';
  expect(requests.map(sent)).toEqual([
    {
      line: `GET ${root}/out-trade-no/T2026%7C%2A-_1?sp_mchid=1900000001&sub_mchid=1900000109`,
      body: '',
    },
    { line: `GET ${root}/id/4200?sp_mchid=1900000001&sub_mchid=1900000109`, body: '' },
    {
      line: `POST ${root}/out-trade-no/T2026%7C%2A-_1/close`,
      body: '{"sp_mchid":"1900000001","sub_mchid":"1900000109"}',
    },
  ]);
});

test.each([
  [{ sub_mchid: '1900000110' }, 'ANSWER_FOREIGN'],
  [{ sp_mchid: '1' }, 'ANSWER_FOREIGN'],
  [{ sp_appid: '' }, 'ANSWER_MALFORMED'],
  [{ sub_appid: 1 }, 'ANSWER_MALFORMED'],
  [{ payer: {} }, 'ANSWER_MALFORMED'],
  [{ payer: 'o2' }, 'ANSWER_MALFORMED'],
])(
  'a signed answer that is not this sub-merchant’s order is not believed (%j)',
  async (change, code) => {
    const { wechatpay } = client(() => answer(200, { ...partnerOrder, ...change }));
    const key = { out_trade_no, sub_mchid: '1900000109' };
    expect(await failureOf(wechatpay.partner.orders.query(key))).toMatchObject({ code });
  },
);

test('a query that names no other merchant as sub-merchant is not sent', async () => {
  const { wechatpay, requests } = client();
  const key = { out_trade_no, sub_mchid: '1900000001' };
  expect(await failureOf(wechatpay.partner.orders.query(key))).toMatchObject({
    field: 'sub_mchid',
  });
  expect(await failureOf(wechatpay.partner.orders.close(key))).toMatchObject({
    field: 'sub_mchid',
  });
  expect(requests).toHaveLength(0);
});

test('an unpaid order is asked for, then closed', async () => {
  const { wechatpay, requests } = client(says('NOTPAY'), () => answer(204));
  expect(await wechatpay.orders.closeIfUnpaid({ out_trade_no })).toEqual({
    closed: true,
    transaction: order('NOTPAY'),
  });
  expect(requests.map((request) => request.method)).toEqual(['GET', 'POST']);
});

test.each([
  ['SUCCESS', false],
  ['REFUND', false],
  ['CLOSED', true],
  ['USERPAYING', false],
])('an order that is %s is left alone', async (state, closed) => {
  const { wechatpay, requests } = client(says(state));
  expect(await wechatpay.orders.closeIfUnpaid({ out_trade_no })).toEqual({
    closed,
    transaction: order(state),
  });
  expect(requests).toHaveLength(1);
});

test.each([
  ['WeChat refuses', () => answer(400, { code: 'ORDERPAID', message: '' })],
  ['the answer is lost', lost],
  ['the answer is unclear', busy],
])('when the payer is faster and %s the close, the order comes back paid', async (_, close) => {
  const { wechatpay } = client(says('NOTPAY'), close, says('SUCCESS'));
  expect(await wechatpay.orders.closeIfUnpaid({ out_trade_no })).toEqual({
    closed: false,
    transaction: order('SUCCESS'),
  });
});

test('a close whose answer was lost, but which happened, is found closed', async () => {
  const { wechatpay } = client(says('NOTPAY'), lost, says('CLOSED'));
  expect(await wechatpay.orders.closeIfUnpaid({ out_trade_no })).toMatchObject({ closed: true });
});

test('a close that failed is an error while the order is unpaid still', async () => {
  const { wechatpay } = client(says('NOTPAY'), busy, says('NOTPAY'));
  expect(await failureOf(wechatpay.orders.closeIfUnpaid({ out_trade_no }))).toMatchObject({
    code: 'API_UNCERTAIN',
    outcome: 'unknown',
  });
});

test('waiting asks on WeChat’s own schedule, through unclear answers, until the order is paid', async () => {
  const { wechatpay, asked } = client(unknownOrder, busy, lost, unsent, says('SUCCESS'));
  expect(await wechatpay.orders.waitUntilFinal({ out_trade_no })).toEqual({
    final: true,
    transaction: order('SUCCESS'),
  });
  expect(asked).toEqual([5_000, 30_000, 60_000, 180_000, 300_000]);
});

test('an order still unpaid at the end of the schedule is not final', async () => {
  const { wechatpay, asked } = client(says('NOTPAY'), says('NOTPAY'));
  const schedule = [0, 100];
  expect(await wechatpay.orders.waitUntilFinal({ out_trade_no }, { schedule })).toEqual({
    final: false,
    transaction: order('NOTPAY'),
  });
  expect(asked).toEqual([0, 100]);
});

test('an order WeChat never knew is an error at the end of the schedule', async () => {
  const { wechatpay } = client(says('NOTPAY'), unknownOrder);
  const failure = await failureOf(
    wechatpay.orders.waitUntilFinal({ out_trade_no }, { schedule: [1, 2] }),
  );
  expect(failure).toMatchObject({ code: 'API_REFUSED', wechat: { code: 'ORDER_NOT_EXIST' } });
});

test('a refusal ends the waiting at once', async () => {
  const { wechatpay, requests } = client(() => answer(403, { code: 'NO_AUTH', message: '' }));
  expect(await failureOf(wechatpay.orders.waitUntilFinal({ out_trade_no }))).toMatchObject({
    outcome: 'refused',
  });
  expect(requests).toHaveLength(1);
});

test('an abort ends the waiting, before a question and between two', async () => {
  const controller = new AbortController();
  const { wechatpay, requests } = client(() => {
    controller.abort();
    return answer(200, order('NOTPAY'));
  });
  const options = { signal: controller.signal, schedule: [0, 50] };
  for (const round of [1, 2]) {
    const failure = await failureOf(wechatpay.orders.waitUntilFinal({ out_trade_no }, options));
    expect(failure, `round ${round}`).toMatchObject({ code: 'NETWORK_ABORTED', outcome: 'none' });
  }
  expect(requests).toHaveLength(1);
});

test('a System that cannot sleep is not taken for an abort', async () => {
  const { transport } = scripted(() => answer(200, order('NOTPAY')));
  const system = { nowMs: () => nowMs, sleep: () => Promise.reject(new Error('no timer')) };
  const { orders } = createWechatPay({ ...testOptions(transport), system });
  expect(await failureOf(orders.waitUntilFinal({ out_trade_no }))).toMatchObject({
    message: 'no timer',
  });
});

test.each([[[]], [[5, 1]], [[-1]], [[0.5]], [[Number.NaN]]])(
  'the schedule %j is refused before anything is asked',
  async (schedule) => {
    const { wechatpay, requests } = client();
    const call = wechatpay.orders.waitUntilFinal({ out_trade_no }, { schedule });
    expect(await failureOf(call)).toMatchObject({ field: 'schedule' });
    expect(requests).toHaveLength(0);
  },
);
