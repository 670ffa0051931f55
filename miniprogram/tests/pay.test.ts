import { expect, test } from 'vitest';
import { createYifen } from '../shop/miniprogram/yifen/index';
import {
  type Cashier,
  fakePhone,
  fakeSystem,
  orderIn,
  problem,
  type Reply,
  type Sent,
} from './fake-wx';

const params = {
  timeStamp: '1763863200',
  nonceStr: '593BEC0C930BF1AFEB40B4A08C8FB242',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'RSA',
  paySign: 'c2lnbmF0dXJl',
} as const;
const prepaid: Reply = {
  status: 200,
  data: { order: orderIn('payable'), requestPayment: params },
};
const payable: Reply = { status: 200, data: orderIn('payable') };
const paid: Reply = { status: 200, data: orderIn('paid') };
const lost: Reply = { fail: 'request:fail' };

const cancelled: Cashier = () => ({ errMsg: 'requestPayment:fail cancel' });

/** A phone with this cashier, in front of a server that answers each `?confirm=true` in order. */
function checkout(cashier: Cashier, confirmations: Reply[], prepay: Reply = prepaid) {
  const questions = [...confirmations];
  let last: Reply = payable;
  const phone = fakePhone((request: Sent) => {
    if (request.path === '/v1/sessions') {
      return { status: 201, data: { token: 'st', expiresAt: '' } };
    }
    if (request.path.endsWith('/prepay')) return prepay;
    last = questions.shift() ?? last;
    return last;
  }, cashier);
  const system = fakeSystem();
  const yifen = createYifen({ wx: phone.wx, baseUrl: 'https://pay.example.com', system });
  const asked = () => phone.sent.filter(({ path }) => path.endsWith('?confirm=true')).length;
  return { phone, system, yifen, asked };
}

test('the five signed values reach the cashier unchanged', async () => {
  const { phone, yifen } = checkout(() => ({ errMsg: 'requestPayment:ok' }), [paid]);
  expect(await yifen.pay('ord_1')).toMatchObject({ kind: 'paid', order: { state: 'paid' } });
  expect(phone.payments).toHaveLength(1);
  expect(phone.payments[0]).toMatchObject(params);
  expect(phone.sent.map(({ path }) => path)).toEqual([
    '/v1/sessions',
    '/v1/orders/ord_1/prepay',
    '/v1/orders/ord_1?confirm=true',
  ]);
});

test('a cashier that says ok is not believed: without the word of the server it is pending', async () => {
  const { yifen, asked } = checkout(() => ({ errMsg: 'requestPayment:ok' }), [payable]);
  expect(await yifen.pay('ord_1')).toMatchObject({ kind: 'pending' });
  expect(asked()).toBe(6);
});

test('a cashier that says cancel is not believed: the order is paid when the server says so', async () => {
  const { yifen } = checkout(cancelled, [payable, paid]);
  expect(await yifen.pay('ord_1')).toMatchObject({
    kind: 'paid',
    detail: 'requestPayment:fail cancel',
  });
});

test('a real cancel is not-paid, keeps the order and asks no sooner than WeChat is asked again', async () => {
  const { yifen, system } = checkout(cancelled, [payable]);
  expect(await yifen.pay('ord_1')).toMatchObject({
    kind: 'not-paid',
    message: '你还没有付款，订单已为你保留',
    order: { state: 'payable' },
  });
  expect(system.waits).toEqual([1100]);
});

test('an old client that is cancelled calls complete only, and is understood', async () => {
  const { yifen } = checkout(() => ({ errMsg: 'requestPayment:cancel' }), [payable]);
  expect(await yifen.pay('ord_1')).toMatchObject({ kind: 'not-paid' });
});

test('a server that cannot be reached after the cashier leaves the result pending', async () => {
  for (const reply of [lost, { status: 502, data: '' }, problem(429, 'rate_limited', '太频繁')]) {
    for (const cashier of [cancelled, () => ({ errMsg: 'requestPayment:ok' })]) {
      const { yifen } = checkout(cashier, [reply]);
      const result = await yifen.pay('ord_1');
      expect(result).toMatchObject({ kind: 'pending', order: { state: 'payable' } });
      expect(result.message).toContain('暂未查到支付结果');
    }
  }
});

test('a lost answer does not hide that the order is paid', async () => {
  const { yifen } = checkout(cancelled, [lost, paid]);
  expect(await yifen.pay('ord_1')).toMatchObject({ kind: 'paid' });
});

test('a mini-program that may not take payment, and wrong parameters, have their own results', async () => {
  const banned = { errno: 102, errMsg: 'requestPayment:fail jsapi has no permission, event=…' };
  const first = checkout(() => banned, [payable]);
  expect(await first.yifen.pay('ord_1')).toMatchObject({ kind: 'not-permitted' });
  const errMsg =
    'requestPayment:fail parameter error: parameter.package should be String instead of Undefined;';
  const second = checkout(() => ({ errMsg }), [payable]);
  expect(await second.yifen.pay('ord_1')).toMatchObject({ kind: 'bad-params', detail: errMsg });
});

test('a wx that throws is a result, not a crash', async () => {
  const { yifen } = checkout(() => {
    throw new Error('requestPayment is not available here');
  }, [payable]);
  expect(await yifen.pay('ord_1')).toMatchObject({ kind: 'pending' });
});

test('a double tap opens one cashier', async () => {
  const { phone, yifen } = checkout(() => ({ errMsg: 'requestPayment:ok' }), [paid]);
  const [first, second] = await Promise.all([yifen.pay('ord_1'), yifen.pay('ord_1')]);
  expect(second).toBe(first);
  expect(phone.payments).toHaveLength(1);
});

test('a cancelled order can be paid at the next tap', async () => {
  const answers = ['requestPayment:fail cancel', 'requestPayment:ok'];
  const { yifen } = checkout(() => ({ errMsg: answers.shift() }), [payable, payable, paid]);
  expect((await yifen.pay('ord_1')).kind).toBe('not-paid');
  expect((await yifen.pay('ord_1')).kind).toBe('paid');
});

test('a cashier that never calls back is given up when the payer is back, and the server asked', async () => {
  const { phone, yifen, system } = checkout(() => null, [paid]);
  const paying = yifen.pay('ord_1');
  await phone.opened;
  yifen.shown();
  expect(await paying).toMatchObject({ kind: 'paid', detail: '' });
  expect(system.waits).toEqual([3000]);
});

test('a payer who is back waits for a callback that still comes', async () => {
  const { phone, yifen, system } = checkout(() => null, [payable]);
  let passGrace = () => {};
  system.wait = () => new Promise((resolve) => (passGrace = resolve));
  const paying = yifen.pay('ord_1');
  await phone.opened;
  yifen.shown();
  system.wait = async () => {};
  phone.payments[0]?.fail?.({ errMsg: 'requestPayment:fail cancel' });
  expect(await paying).toMatchObject({ kind: 'not-paid' });
  passGrace();
});

test('a payment during which WeChat was killed is settled at the next start', async () => {
  const killed = checkout(() => null, []);
  void killed.yifen.pay('ord_1');
  await killed.phone.opened;

  const restarted = checkout(() => null, [payable, paid]);
  for (const [key, value] of killed.phone.storage) restarted.phone.storage.set(key, value);
  expect(await restarted.yifen.resume()).toBeNull();
  expect(await restarted.yifen.resume()).toMatchObject({ kind: 'paid', order: { id: 'ord_1' } });
  expect(await restarted.yifen.resume()).toBeNull();
  expect(restarted.asked()).toBe(2);
});

test('an order of another account on this phone is forgotten, one that cannot be asked for is not', async () => {
  const { yifen, phone } = checkout(() => null, [lost, problem(404, 'not_found', '没有这个订单')]);
  phone.storage.set('yifen.unsettled', 'ord_9');
  expect(await yifen.resume()).toBeNull();
  expect(phone.storage.get('yifen.unsettled')).toBe('ord_9');
  expect(await yifen.resume()).toBeNull();
  expect(phone.storage.has('yifen.unsettled')).toBe(false);
});

test('an order that is paid already opens no cashier and is paid', async () => {
  const refused = problem(409, 'order_not_payable', '订单已支付');
  const { phone, yifen } = checkout(() => null, [paid], refused);
  expect(await yifen.pay('ord_1')).toMatchObject({ kind: 'paid' });
  expect(phone.payments).toHaveLength(0);
});

test('an order that cannot be prepaid opens no cashier and says why', async () => {
  for (const refusal of [
    problem(502, 'wechat_unreachable', '暂时连不上微信'),
    problem(409, 'order_changed', '订单暂时不能支付'),
  ]) {
    const { phone, yifen } = checkout(() => null, [payable], refusal);
    const error = await yifen.pay('ord_1').catch((thrown: unknown) => thrown);
    expect(error).toHaveProperty('name', 'YifenError');
    expect(phone.payments).toHaveLength(0);
  }
});

test('asking what became of an order goes on until it is settled', async () => {
  const { yifen, asked } = checkout(() => null, [payable, lost, paid]);
  expect(await yifen.confirm('ord_1')).toMatchObject({ kind: 'paid' });
  expect(asked()).toBe(3);
  const unreachable = checkout(() => null, [lost]);
  await expect(unreachable.yifen.confirm('ord_1')).rejects.toMatchObject({ kind: 'network' });
});
