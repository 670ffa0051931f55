import { expect, test } from 'vitest';
import { viewOrder } from '../shop/miniprogram/models/order-view';
import { type BusinessViewOption, createYifen, type Order } from '../shop/miniprogram/yifen/index';
import { fakePhone, fakeSystem, orderIn, problem, type Reply, type Sent } from './fake-wx';

const shipped: Order = {
  ...orderIn('paid'),
  transactionId: '4200000001',
  shipment: {
    method: 'express',
    state: 'shipped',
    parcels: [{ itemDesc: '明前龙井 ×1', carrier: 'ZTO', trackingNo: '73100000001' }],
    shippedAt: '2026-11-23T11:00:00+08:00',
  },
};
const received: Order = {
  ...shipped,
  shipment: { method: 'express', state: 'received', parcels: [] },
};
const says = (order: Order): Reply => ({ status: 200, data: order });

/** A phone whose component ends like this, before a server that answers each question in order. */
function atReceipt(
  component: ((option: BusinessViewOption) => void) | undefined,
  answers: Reply[],
) {
  const questions = [...answers];
  const phone = fakePhone((request: Sent) => {
    if (request.path === '/v1/sessions') {
      return { status: 201, data: { token: 'st', expiresAt: '' } };
    }
    return questions.shift() ?? says(shipped);
  });
  const wx = { ...phone.wx, ...(component ? { openBusinessView: component } : {}) };
  const system = fakeSystem();
  const yifen = createYifen({ wx, baseUrl: 'https://pay.example.com', system });
  return { yifen, asked: () => phone.sent.slice(1).map(({ path }) => path) };
}

const ends =
  (status: string) =>
  ({ success }: BusinessViewOption) =>
    success({ errMsg: 'openBusinessView:ok', extraData: { status } });

test('a receipt counts when the server says so, whatever the component said', async () => {
  for (const status of ['success', 'cancel', 'fail', '']) {
    const { yifen, asked } = atReceipt(ends(status), [says(received)]);
    expect(await yifen.confirmReceipt(shipped)).toMatchObject({
      kind: 'received',
      order: { shipment: { state: 'received' } },
    });
    expect(asked()).toEqual(['/v1/orders/ord_1/receipt']);
  }
});

test('a component that says success is not believed: without the word of the server it is pending', async () => {
  const { yifen, asked } = atReceipt(ends('success'), []);
  expect(await yifen.confirmReceipt(shipped)).toMatchObject({ kind: 'pending' });
  expect(asked()).toHaveLength(4);
});

test('a server that cannot be asked is asked again; then the order stays as it was', async () => {
  const busy = problem(503, 'wechat_unavailable', '暂时无法连接微信');
  const { yifen } = atReceipt(ends('success'), [busy, says(received)]);
  expect(await yifen.confirmReceipt(shipped)).toMatchObject({ kind: 'received' });
  const down = atReceipt(ends('cancel'), [busy]);
  expect(await down.yifen.confirmReceipt(shipped)).toMatchObject({
    kind: 'not-confirmed',
    order: shipped,
  });
});

test('the result may come by App.onShow alone', async () => {
  const { yifen } = atReceipt(() => {}, [says(received)]);
  const result = yifen.confirmReceipt(shipped);
  yifen.shown({
    referrerInfo: { appId: 'wx1183b055aeec94d1', extraData: { status: 'success' } },
  });
  expect(await result).toMatchObject({ kind: 'received' });
});

test('a component that never calls back is given up when the payer is back, and the server asked', async () => {
  const { yifen } = atReceipt(() => {}, [says(received)]);
  const result = yifen.confirmReceipt(shipped);
  yifen.shown();
  expect(await result).toMatchObject({ kind: 'received' });
});

test('an old WeChat, or an order that was not paid there, opens nothing', async () => {
  const old = atReceipt(undefined, []);
  expect(await old.yifen.confirmReceipt(shipped)).toMatchObject({ kind: 'unsupported' });
  const { yifen, asked } = atReceipt(ends('success'), []);
  expect(await yifen.confirmReceipt(orderIn('paid'))).toMatchObject({ kind: 'unsupported' });
  expect(asked()).toEqual([]);
});

/** A phone that pays, and what it was asked about messages, with the cashier still on the stack. */
function atCheckout(errMsg: string, templateIds: readonly string[] | undefined) {
  const asked: string[][] = [];
  const phone = fakePhone(
    ({ path }) => {
      if (path === '/v1/sessions') return { status: 201, data: { token: 'st', expiresAt: '' } };
      if (!path.endsWith('/prepay')) return says(orderIn('paid'));
      const requestPayment = { package: 'prepay_id=wx1', signType: 'RSA' };
      return {
        status: 200,
        data: { order: orderIn('payable'), requestPayment, ...(templateIds && { templateIds }) },
      };
    },
    () => ({ errMsg }),
  );
  const wx = {
    ...phone.wx,
    requestSubscribeMessage(option: { tmplIds: string[]; complete: () => void }) {
      asked.push(option.tmplIds);
      option.complete();
    },
  };
  const system = fakeSystem();
  return { asked, yifen: createYifen({ wx, baseUrl: 'https://pay.example.com', system }) };
}

test('after a payment the payer is asked for the messages that the server would send, once', async () => {
  const { yifen, asked } = atCheckout('requestPayment:ok', ['PAID', 'SHIPPED']);
  expect(await yifen.pay('ord_1')).toMatchObject({ kind: 'paid' });
  expect(asked).toEqual([['PAID', 'SHIPPED']]);
});

test('nobody is asked who did not pay, or when the server sends nothing', async () => {
  const cancelled = atCheckout('requestPayment:fail cancel', ['PAID']);
  await cancelled.yifen.pay('ord_1');
  const silent = atCheckout('requestPayment:ok', undefined);
  await silent.yifen.pay('ord_1');
  expect([...cancelled.asked, ...silent.asked]).toEqual([]);
});

test('the phone number is kept only when the page says so', async () => {
  const phone = fakePhone(({ path }) =>
    path === '/v1/sessions'
      ? { status: 201, data: { token: 'st', expiresAt: '' } }
      : { status: 200, data: { purePhoneNumber: '13580006666' } },
  );
  const yifen = createYifen({ wx: phone.wx, baseUrl: 'https://pay.example.com' });
  await yifen.phoneNumber('c1');
  await yifen.phoneNumber('c2', { keep: true });
  expect(phone.sent.slice(1).map(({ body }) => body)).toEqual([
    { phoneCode: 'c1' },
    { phoneCode: 'c2', keep: true },
  ]);
});

test('the page shows how far an order is, and lets confirm exactly what is shipped', () => {
  expect(viewOrder(orderIn('paid'))).toMatchObject({ label: '已付款', shipment: null });
  expect(viewOrder(shipped)).toMatchObject({
    label: '已发货',
    shipment: {
      method: '快递配送',
      confirmable: true,
      parcels: [{ carrier: '中通快递', trackingNo: '73100000001' }],
      shippedAt: '2026-11-23 11:00',
    },
  });
  expect(viewOrder(received)).toMatchObject({
    label: '已收货',
    shipment: { confirmable: false },
  });
});
