import { expect, test } from 'vitest';
import { createYifen } from '../shop/miniprogram/yifen/index';
import { fakePhone, fakeSystem, orderIn, problem, type Reply, type Sent } from './fake-wx';

const tea = [{ productId: 'longjing-250g', quantity: 1 }];
const cup = [{ productId: 'limited-cup', quantity: 1 }];

/** The shop in front of a server whose answers to `POST /v1/orders` are given in order. */
function shop(...replies: Reply[]) {
  const phone = fakePhone((request: Sent) =>
    request.path === '/v1/sessions'
      ? { status: 201, data: { token: 'st', expiresAt: '' } }
      : (replies.shift() ?? { status: 201, data: orderIn('created') }),
  );
  const options = { wx: phone.wx, baseUrl: 'https://pay.example.com', system: fakeSystem() };
  const keys = () =>
    phone.sent.filter(({ path }) => path === '/v1/orders').map((sent) => sent.idempotencyKey);
  return { yifen: createYifen(options), keys };
}

test('a double tap makes one order', async () => {
  const { yifen, keys } = shop();
  const [first, second] = await Promise.all([yifen.createOrder(tea), yifen.createOrder(tea)]);
  expect(second).toEqual(first);
  expect(keys()).toEqual(['key-1']);
});

test('buying the same again later is another order', async () => {
  const { yifen, keys } = shop();
  await yifen.createOrder(tea);
  await yifen.createOrder(tea);
  expect(keys()).toEqual(['key-1', 'key-2']);
});

test('other goods are another order, also at the same moment', async () => {
  const { yifen, keys } = shop();
  await Promise.all([yifen.createOrder(tea), yifen.createOrder(cup)]);
  expect(keys()).toEqual(['key-1', 'key-2']);
});

test('an order whose answer is lost is asked for again with the same key', async () => {
  const { yifen, keys } = shop({ fail: 'request:fail timeout' });
  expect(await yifen.createOrder(tea)).toEqual(orderIn('created'));
  expect(keys()).toEqual(['key-1', 'key-1']);
});

test('the next tap after an unknown outcome keeps the key, so that no second order appears', async () => {
  const { yifen, keys } = shop({ fail: 'request:fail' }, { status: 503, data: '' });
  await expect(yifen.createOrder(tea)).rejects.toMatchObject({ kind: 'server' });
  await yifen.createOrder(tea);
  await yifen.createOrder(tea);
  expect(keys()).toEqual(['key-1', 'key-1', 'key-1', 'key-2']);
});

test('a refusal is final: shown with the words of the server, and the next tap starts anew', async () => {
  const { yifen, keys } = shop(problem(409, 'sold_out', '商品已售罄'));
  await expect(yifen.createOrder(tea)).rejects.toMatchObject({
    kind: 'refused',
    code: 'sold_out',
    message: '商品已售罄',
  });
  await yifen.createOrder(tea);
  expect(keys()).toEqual(['key-1', 'key-2']);
});
