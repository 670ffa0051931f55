import { readFileSync } from 'node:fs';
import { ProblemError } from '@yifen/contract';
import type { FaultKind, FaultPreset, NewFault } from '@yifen/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FaultWorld, startFaultWorld } from './fault-world.ts';

/** What a fault does to a shop, and what must come of it. */
type Scenario = (world: FaultWorld, fault: FaultKind | FaultPreset) => Promise<void>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Every attempt of one call to WeChat meets the fault: the payer is asked to try again, and then pays once. */
const unknownPrepay =
  (settings: Partial<NewFault> = {}): Scenario =>
  async (world, kind) => {
    const order = await world.order();
    world.simulator.faults.add({ ...named(kind), operation: 'prepay', count: 5, ...settings });
    const failed = await failure(world.payer.client.prepay(order.id));
    expect(failed).toMatchObject({ status: 503, code: 'wechat_unavailable' });
    expect(await world.state(order)).toBe('created');
    world.simulator.faults.clear();
    await payFor(world, order.id);
  };

/** The fault costs nothing: the call succeeds, the payer pays once. */
const harmlessPrepay =
  (advanceMs = 0): Scenario =>
  async (world, kind) => {
    const order = await world.order();
    world.simulator.faults.add({ ...named(kind), operation: 'prepay' });
    const prepaid = world.payer.client.prepay(order.id);
    if (advanceMs > 0) {
      await arrived(world, order.outTradeNo);
      await world.advance(advanceMs);
    }
    const { requestPayment } = await prepaid;
    await world.simulator.pay({ openid: world.payer.openid, ...requestPayment });
    await world.advance(SECOND);
    expect(await world.state(order)).toBe('paid');
  };

/** The first attempt must not be believed; a retry, or the poll, brings the truth. */
const falseNotification: Scenario = async (world, kind) => {
  world.simulator.faults.add(kind);
  const order = await world.bought();
  await world.advance(0);
  expect(attempts(world, order)).toMatchObject([{ result: 'refused' }]);
  expect(await world.state(order)).toBe('payable');
  await heard(world, order, 15 * SECOND);
};

/** Notifications come late or never; the query finds the payment within the second poll slot. */
const lateNotification: Scenario = async (world, kind) => {
  world.simulator.faults.add(named(kind));
  const order = await world.bought();
  await heard(world, order, 31 * SECOND);
};

/** The same thing is told more than once, and has one effect. */
const repeatedNotification: Scenario = async (world, kind) => {
  world.simulator.faults.add(kind);
  const order = await world.bought();
  await heard(world, order, 16 * SECOND);
  const sent = world.simulator
    .events()
    .filter(
      ({ name, outTradeNo }) => name === 'notification.send' && outTradeNo === order.outTradeNo,
    );
  expect(sent).toHaveLength(2);
  expect(attempts(world, order).every(acknowledged)).toBe(true);
};

/** The payer does not pay, reads why, and can try again. */
const unpaid =
  (dialog: string | undefined, errMsg = 'requestPayment:fail cancel'): Scenario =>
  async (world, kind) => {
    const { order, requestPayment } = await world.prepaid();
    world.simulator.faults.add(kind);
    const call = { openid: world.payer.openid, ...requestPayment };
    const result = await world.simulator.pay(call);
    expect(result.errMsg).toContain(errMsg);
    expect(result.dialog).toBe(dialog);
    expect(await world.state(order)).toBe('payable');
    expect(await world.simulator.pay(call)).toEqual({ errMsg: 'requestPayment:ok' });
    await heard(world, order, 0);
  };

/** A refund ends in a state of ours. */
const refunded =
  (state: string, waitMs: number): Scenario =>
  async (world, kind) => {
    const order = await world.bought();
    await heard(world, order, 0);
    await world.advance(2 * MINUTE);
    world.simulator.faults.add(kind);
    const asked = await refund(world, order.id);
    expect(asked.status).toBeLessThan(300);
    await world.advance(waitMs);
    await until(async () => (await refunds(world, order))[0]?.state === state);
  };

const elsewhere =
  (file: string): Scenario =>
  async (_world, kind) => {
    expect(readFileSync(new URL(file, import.meta.url), 'utf8')).toContain(`'${kind}'`);
  };

/** One for each name: the compiler misses the one that is not here. */
const scenarios: Readonly<Record<FaultKind | FaultPreset, Scenario>> = {
  'request.lose': unknownPrepay(),
  'request.error': unknownPrepay({ status: 503 }),
  'request.429': unknownPrepay(),
  'request.frequency-limit': unknownPrepay(),
  'request.delay': harmlessPrepay(5 * SECOND),
  'request.duplicate': harmlessPrepay(),
  'answer.lose': unknownPrepay(),
  'answer.error': unknownPrepay({ status: 502 }),
  'answer.500': unknownPrepay(),
  'answer.reset': unknownPrepay(),
  'answer.slow': harmlessPrepay(3 * SECOND),
  'answer.slow-4.9s': harmlessPrepay(4_900),
  'answer.slow-5.1s': harmlessPrepay(5_100),
  async 'answer.slow-30s'(world) {
    const order = await world.order();
    world.simulator.faults.add({ kind: 'answer.slow', delayMs: 30_000, operation: 'prepay' });
    const failed = failure(world.payer.client.prepay(order.id));
    await arrived(world, order.outTradeNo);
    // The server's patience ends before the answer comes; what it asked for has happened all the same.
    await world.advance(29 * SECOND);
    expect(await failed).toMatchObject({ status: 503, code: 'wechat_unavailable' });
    expect((await world.truth(order)).prepayIds).toHaveLength(1);
    await payFor(world, order.id);
  },
  'answer.tamper': unknownPrepay(),
  'answer.flip': unknownPrepay(),
  'answer.wrong-serial': unknownPrepay(),
  'answer.probe': unknownPrepay(),
  'answer.unsigned': unknownPrepay(),
  'notification.lose': lateNotification,
  'notification.never': lateNotification,
  'notification.delay': lateNotification,
  async 'notification.out-of-order'(world, kind) {
    world.simulator.faults.add(kind);
    const first = await world.bought();
    await world.advance(0);
    expect(await world.state(first)).toBe('payable');
    const second = await world.bought();
    await heard(world, second, 0);
    await heard(world, first, SECOND);
  },
  async 'notification.after-close'(world, kind) {
    world.simulator.faults.add(kind);
    const order = await world.bought();
    // The payer wants to cancel what is paid already: WeChat says so, and the order is paid, not closed.
    await world.payer.client.cancelOrder(order.id).catch(() => undefined);
    await heard(world, order, SECOND);
    await world.advance(SECOND);
    expect(attempts(world, order).every(acknowledged)).toBe(true);
  },
  'notification.duplicate': repeatedNotification,
  'notification.twice': repeatedNotification,
  'notification.tamper': falseNotification,
  'notification.flip': falseNotification,
  'notification.unsigned': falseNotification,
  'notification.probe': falseNotification,
  'notification.wrong-serial': falseNotification,
  async 'refund.not-enough'(world, kind) {
    const order = await world.bought();
    await heard(world, order, 0);
    await world.advance(2 * MINUTE);
    world.simulator.faults.add(kind);
    expect((await refund(world, order.id)).status).toBeLessThan(300);
    // Refused for want of money, and sent again under its number until it is there.
    await until(async () => (await refunds(world, order))[0]?.state === 'requested');
    await world.advance(60 * MINUTE);
    await until(async () => (await refunds(world, order))[0]?.state !== 'requested');
  },
  'refund.abnormal': refunded('abnormal', 6 * MINUTE),
  async 'refund.close'(world, kind) {
    const order = await world.bought();
    await heard(world, order, 0);
    await world.advance(2 * MINUTE);
    world.simulator.faults.add(kind);
    expect((await refund(world, order.id)).status).toBeLessThan(300);
    await world.advance(6 * MINUTE);
    await until(async () => (await refunds(world, order)).some(({ state }) => state === 'closed'));
  },
  'refund.early': refunded('succeeded', 0),
  'bill.late': elsewhere('./reconciliation.test.ts'),
  'bill.drop-row': elsewhere('./reconciliation.test.ts'),
  'bill.extra-row': elsewhere('./reconciliation.test.ts'),
  'bill.alter-row': elsewhere('./reconciliation.test.ts'),
  // The server does not share profits.
  'profit-sharing.close': elsewhere(
    '../../../simulator/src/http/operations/sharing-operations.test.ts',
  ),
  async 'login.error'(world, kind) {
    const { code } = world.simulator.loginCode();
    world.simulator.faults.add({ kind: kind as FaultKind, count: 5 });
    const failed = await failure(world.payer.client.createSession(code));
    expect(failed.status).toBe(503);
    world.simulator.faults.clear();
    expect((await world.payer.client.createSession(code)).token).toBeTruthy();
  },
  async 'platform.error'(world, kind) {
    const { openid, client } = world.payer;
    const numbers = world.simulator.miniProgram.phones;
    const ask = () => numbers.agree(openid, '13800138000')?.code ?? '';
    world.simulator.faults.add({ kind: kind as FaultKind, count: 5 });
    expect((await failure(client.phoneNumber(ask()))).status).toBe(503);
    world.simulator.faults.clear();
    expect(await client.phoneNumber(ask())).toMatchObject({ phoneNumber: '13800138000' });
  },
  'payment.tamper': unpaid('支付验证签名失败'),
  'payment.banned': unpaid(undefined, 'jsapi has no permission'),
  'payment.dialog': unpaid('此商家的收款功能已被限制，暂无法支付。'),
  'payment.cancel': unpaid(undefined),
  async 'payment.kill'(world, kind) {
    const { order, requestPayment } = await world.prepaid();
    world.simulator.faults.add(kind);
    const call = { openid: world.payer.openid, ...requestPayment };
    expect(await world.simulator.pay(call)).toEqual({ errMsg: null });
    await heard(world, order, 0);
  },
  'payment.wrong-password': unpaid('支付密码错误，请重试'),
  'payment.not-enough': unpaid('零钱余额不足，请更换支付方式'),
  'payment.risk-control': unpaid('本次交易存在风险，为保障你的资金安全，暂无法完成支付'),
  async 'payment.after-close'(world, kind) {
    const { order, requestPayment } = await world.prepaid();
    world.simulator.faults.add(kind);
    const { simulator, payer } = world;
    const body = JSON.stringify({ openid: payer.openid, ...requestPayment });
    const at = `${simulator.url}/_simulator/cashiers`;
    const opened = await (await fetch(at, { method: 'POST', body })).json();
    const { cashierId } = opened as { cashierId: string };
    await payer.client.cancelOrder(order.id);
    await until(async () => (await world.state(order)) === 'closed');
    const paid = await fetch(`${at}/${cashierId}/choice`, {
      method: 'POST',
      body: '{"choice":"pay"}',
    });
    expect(await paid.json()).toEqual({ errMsg: 'requestPayment:ok' });
    await heard(world, order, 0);
    expect(await world.happened('order.paid', order.outTradeNo)).toMatchObject({ late: true });
  },
};

let world: FaultWorld;

beforeAll(async () => {
  world = await startFaultWorld();
});
afterAll(() => world?.end());

test.each(Object.keys(scenarios) as (FaultKind | FaultPreset)[])(
  'our own server comes through %s',
  async (name) => {
    world.simulator.faults.clear();
    await scenarios[name](world, name);
  },
);

/** A preset is spelled out, so that a scenario can confine it to one operation. */
function named(name: FaultKind | FaultPreset): NewFault {
  const presets: Partial<Record<FaultKind | FaultPreset, NewFault>> = {
    'request.429': { kind: 'request.error', status: 429 },
    'answer.500': { kind: 'answer.error', status: 500 },
    'answer.slow': { kind: 'answer.slow', delayMs: 3000 },
    'answer.slow-4.9s': { kind: 'answer.slow', delayMs: 4_900 },
    'answer.slow-5.1s': { kind: 'answer.slow', delayMs: 5_100 },
    'notification.never': { kind: 'notification.lose', count: null },
    'request.delay': { kind: 'request.delay', delayMs: 5 * SECOND },
  };
  return presets[name] ?? { kind: name as FaultKind };
}

const attempts = ({ simulator }: FaultWorld, { outTradeNo }: { readonly outTradeNo: string }) =>
  simulator.notifications().find((one) => one.outTradeNo === outTradeNo)?.attempts ?? [];

const acknowledged = ({ result }: { readonly result: string }) => result === 'acknowledged';

async function payFor(world: FaultWorld, orderId: string): Promise<void> {
  const { order, requestPayment } = await world.payer.client.prepay(orderId);
  const call = { openid: world.payer.openid, ...requestPayment };
  expect(await world.simulator.pay(call)).toEqual({ errMsg: 'requestPayment:ok' });
  await heard(world, order, 0);
}

/** The order is paid once time has gone on, and WeChat agrees. */
async function heard(
  world: FaultWorld,
  order: { readonly id: string; readonly outTradeNo: string },
  afterMs: number,
): Promise<void> {
  await world.advance(afterMs);
  await world.happened('order.paid', order.outTradeNo);
  expect(await world.state(order)).toBe('paid');
  expect((await world.truth(order)).transaction).toMatchObject({ trade_state: 'SUCCESS' });
}

/** Resolves when the request about this order has come to WeChat's door: the fault holds it or its answer. */
async function arrived(world: FaultWorld, outTradeNo: string): Promise<void> {
  const waits = () =>
    world.simulator.order(outTradeNo) !== undefined ||
    !world.simulator.faults.list().some(({ kind }) => kind === 'request.delay');
  await until(async () => waits() && world.simulator.faults.list().length === 0);
}

async function failure(call: Promise<unknown>): Promise<ProblemError> {
  const error = await call.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof ProblemError) return error;
  throw new Error('the server should have refused', { cause: error });
}

interface RefundView {
  readonly orderId: string;
  readonly state: string;
}

const refund = (world: FaultWorld, orderId: string) =>
  world.merchant('POST', `/orders/${orderId}/refunds`, { amountFen: 100, reason: '少发一件' });

async function refunds(
  world: FaultWorld,
  order: { readonly id: string },
): Promise<readonly RefundView[]> {
  const { json } = await world.merchant('GET', '/refunds?limit=100');
  const { items } = json as { items: readonly RefundView[] };
  return items.filter(({ orderId }) => orderId === order.id);
}

/** Looks again until it is so; the test's own time limit ends a wait in vain. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
