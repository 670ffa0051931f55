import { expect, test } from 'vitest';
import { createYifen } from '../shop/miniprogram/yifen/index';
import { fakePhone, fakeSystem, orderIn, problem, type Reply } from './fake-wx';

const tea = [{ productId: 'longjing-250g', quantity: 1 }];
const params = {
  timeStamp: '1763863200',
  nonceStr: '593BEC0C930BF1AFEB40B4A08C8FB242',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'RSA',
  paySign: 'c2lnbmF0dXJl',
} as const;
const taken: Reply = { status: 201, data: { ...orderIn('payable'), requestPayment: params } };

/** A shop whose server answers an order so, and a prepay with other parameters. */
function shop(ordered: Reply, errMsg = 'requestPayment:ok') {
  const phone = fakePhone(
    ({ path }) => {
      if (path === '/v1/sessions') return { status: 201, data: { token: 'st', expiresAt: '' } };
      if (path === '/v1/orders') return ordered;
      if (path.endsWith('/cancel')) return { status: 200, data: orderIn('closing') };
      if (!path.endsWith('/prepay')) return { status: 200, data: orderIn('payable') };
      const requestPayment = { ...params, paySign: 'bmV3' };
      return { status: 200, data: { order: orderIn('payable'), requestPayment } };
    },
    () => ({ errMsg }),
  );
  const system = fakeSystem();
  const yifen = createYifen({ wx: phone.wx, baseUrl: 'https://pay.example.com', system });
  const prepays = () => phone.sent.filter(({ path }) => path.endsWith('/prepay')).length;
  return { phone, system, yifen, prepays };
}

test('an order is made and prepaid by one request, and its cashier opens without another', async () => {
  const { phone, yifen, prepays } = shop(taken);
  const order = await yifen.createOrder(tea);
  expect(order).toEqual(orderIn('payable'));
  await yifen.pay(order.id);
  expect(phone.sent[1]).toMatchObject({ path: '/v1/orders', body: { items: tea, prepay: true } });
  expect(prepays()).toBe(0);
  expect(phone.payments[0]).toMatchObject(params);
});

test('an order that WeChat did not take yet is made, and prepaid when it is paid', async () => {
  const unavailable = problem(503, 'wechat_unavailable', '暂时连不上微信') as { data: object };
  const data = { ...orderIn('created'), problem: unavailable.data };
  const { phone, yifen, prepays } = shop({ status: 201, data });
  expect(await yifen.createOrder(tea)).toEqual(orderIn('created'));
  await yifen.pay('ord_1');
  expect(prepays()).toBe(1);
  expect(phone.payments[0]).toMatchObject({ paySign: 'bmV3' });
});

test('parameters are used once: the next attempt asks the server', async () => {
  const { yifen, prepays } = shop(taken, 'requestPayment:fail cancel');
  const { id } = await yifen.createOrder(tea);
  await yifen.pay(id);
  expect(prepays()).toBe(0);
  await yifen.pay(id);
  expect(prepays()).toBe(1);
});

test('parameters that have waited a minute are not used', async () => {
  const { system, yifen, prepays } = shop(taken);
  const { id } = await yifen.createOrder(tea);
  system.nowMs = () => 60_000;
  await yifen.pay(id);
  expect(prepays()).toBe(1);
});

test('parameters of an order that was cancelled here are not used', async () => {
  const { yifen, prepays } = shop(taken);
  const { id } = await yifen.createOrder(tea);
  await yifen.cancelOrder(id);
  await yifen.pay(id);
  expect(prepays()).toBe(1);
});
