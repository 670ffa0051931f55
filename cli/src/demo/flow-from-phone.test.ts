import type { Exchange } from '@yifen/phone';
import { expect, test } from 'vitest';
import { createFlowFromPhone } from './flow-from-phone.ts';

const order = { id: 'o1', outTradeNo: 'YF1', state: 'created' };
const origin = 'https://pay.example.com';

function exchange(
  call: string,
  answer: unknown,
  more: { name?: Exchange['name']; status?: number; body?: unknown } = {},
): Exchange {
  const [method = '', path = ''] = call.split(' ');
  return {
    name: more.name ?? 'wx.request',
    openid: 'o',
    startedAtMs: 1000,
    durationMs: 20,
    request: { method, url: origin + path, headers: {}, body: JSON.stringify(more.body ?? {}) },
    response:
      answer === null
        ? null
        : { status: more.status ?? 200, headers: {}, body: JSON.stringify(answer) },
  };
}

const brief = (events: ReturnType<ReturnType<typeof createFlowFromPhone>>) =>
  events.map(({ step, outTradeNo, outcome, atMs }) => [step, outTradeNo, outcome, atMs]);

test('ordering is steps 1 and 2, at the time it began', () => {
  const toFlow = createFlowFromPhone();
  expect(brief(toFlow(exchange('POST /v1/orders', order)))).toEqual([
    [1, 'YF1', 'ok', 1000],
    [2, 'YF1', 'ok', 1000],
  ]);
});

test('prepaying is step 2 when asked and step 8 when answered', () => {
  const toFlow = createFlowFromPhone();
  const prepaid = { order, requestPayment: { package: 'prepay_id=wx1' } };
  expect(brief(toFlow(exchange('POST /v1/orders/o1/prepay', prepaid)))).toEqual([
    [2, 'YF1', 'ok', 1000],
    [8, 'YF1', 'ok', 1020],
  ]);
});

test('ordering and prepaying at once is steps 1 and 2, and step 8 when it could be placed', () => {
  const toFlow = createFlowFromPhone();
  const body = { items: [], prepay: true };
  const prepaid = { ...order, requestPayment: { package: 'prepay_id=wx1' } };
  const steps = (answer: object) => brief(toFlow(exchange('POST /v1/orders', answer, { body })));
  expect(steps(prepaid)).toEqual([
    [1, 'YF1', 'ok', 1000],
    [2, 'YF1', 'ok', 1000],
    [8, 'YF1', 'ok', 1020],
  ]);
  const call = { name: 'wx.requestPayment', body: { package: 'prepay_id=wx1' } } as const;
  expect(brief(toFlow(exchange('POST /cashiers', {}, call)))[0]).toEqual([9, 'YF1', 'ok', 1000]);
  expect(steps({ ...order, problem: { code: 'wechat_unavailable' } }).at(-1)?.[0]).toBeNull();
});

test('the cashier is called for the order whose package it is', () => {
  const toFlow = createFlowFromPhone();
  toFlow(
    exchange('POST /v1/orders/o1/prepay', { order, requestPayment: { package: 'prepay_id=wx1' } }),
  );
  const call = exchange(
    'POST /cashiers',
    { state: 'refused' },
    { name: 'wx.requestPayment', body: { package: 'prepay_id=wx1' } },
  );
  expect(brief(toFlow(call))).toEqual([[9, 'YF1', 'ok', 1000]]);
});

test('a refused answer about an order is known by the id in the address', () => {
  const toFlow = createFlowFromPhone();
  toFlow(exchange('POST /v1/orders', order));
  const refused = exchange('POST /v1/orders/o1/prepay', { code: 'x' }, { status: 502 });
  expect(brief(toFlow(refused))).toEqual([
    [2, 'YF1', 'ok', 1000],
    [8, 'YF1', 'failed', 1020],
  ]);
});

test('asking is steps 19 and 20, and a paid order is shown: step 23', () => {
  const toFlow = createFlowFromPhone();
  const steps = (state: string) =>
    toFlow(exchange('GET /v1/orders/o1?confirm=true', { ...order, state })).map(({ step }) => step);
  expect(steps('payable')).toEqual([19, 20]);
  expect(steps('paid')).toEqual([19, 20, 23]);
});

test('what the simulator records itself is not told twice', () => {
  const toFlow = createFlowFromPhone();
  expect(toFlow(exchange('POST /login-codes', {}, { name: 'wx.login' }))).toEqual([]);
});

test('an answer that never came is a failure', () => {
  const toFlow = createFlowFromPhone();
  expect(brief(toFlow(exchange('POST /v1/sessions', null)))).toEqual([
    [0, undefined, 'failed', 1000],
  ]);
});

test('a list of orders is of no order, and outside the diagram', () => {
  const toFlow = createFlowFromPhone();
  const list = exchange('GET /v1/orders?limit=20', { items: [order], nextCursor: null });
  expect(brief(toFlow(list))).toEqual([[null, undefined, 'ok', 1000]]);
});

test('times are moved to the simulator’s clock', () => {
  const toFlow = createFlowFromPhone(() => 5000);
  expect(toFlow(exchange('GET /v1/products', { items: [] }))[0]?.atMs).toBe(6000);
});
