import { expect, test } from 'vitest';
import { createYifen } from '../shop/miniprogram/yifen/index';
import { type FakePhone, fakePhone, fakeSystem, problem, type Reply, type Sent } from './fake-wx';

const baseUrl = 'https://pay.example.com';
const list = { status: 200, data: { items: [], nextCursor: null } };

/** A server that knows the tokens it gave out and can forget them. */
function sessions() {
  const live = new Set<string>();
  let given = 0;
  const serve = (request: Sent): Reply => {
    if (request.path === '/v1/sessions') {
      given += 1;
      live.add(`st-${given}`);
      const data = { token: `st-${given}`, expiresAt: '2026-11-24T10:00:00+08:00' };
      return { status: 201, data };
    }
    if (!live.has(request.token ?? '')) return problem(401, 'unauthorized', '请重新登录');
    return list;
  };
  return { live, serve };
}

function start(serve: (request: Sent) => Reply | Promise<Reply>, storage?: FakePhone['storage']) {
  const phone = fakePhone(serve);
  for (const [key, value] of storage ?? []) phone.storage.set(key, value);
  return { phone, yifen: createYifen({ wx: phone.wx, baseUrl, system: fakeSystem() }) };
}

test('calls that start together share one login', async () => {
  const { phone, yifen } = start(sessions().serve);
  await Promise.all([yifen.products(), yifen.orders(), yifen.products({ limit: 5 })]);
  expect(phone.logins).toBe(1);
  expect(phone.sent.map(({ path, token }) => [path, token])).toEqual([
    ['/v1/sessions', undefined],
    ['/v1/products', 'st-1'],
    ['/v1/orders', 'st-1'],
    ['/v1/products?limit=5', 'st-1'],
  ]);
  expect(phone.sent[0]?.body).toEqual({ loginCode: 'code-1' });
});

test('the token outlives the mini-program', async () => {
  const server = sessions();
  const first = start(server.serve);
  await first.yifen.products();
  const second = start(server.serve, first.phone.storage);
  await second.yifen.products();
  expect(second.phone.logins).toBe(0);
});

test('a token the server has forgotten costs one login and one more try, for all calls together', async () => {
  const server = sessions();
  const { phone, yifen } = start(server.serve);
  await yifen.products();
  server.live.clear();
  await Promise.all([yifen.products(), yifen.orders()]);
  expect(phone.logins).toBe(2);
  expect(phone.sent.filter(({ token }) => token === 'st-2')).toHaveLength(2);
});

test('a call whose 401 comes late takes the token that another call has renewed already', async () => {
  const server = sessions();
  let answerLate = () => {};
  const late = new Promise<void>((resolve) => {
    answerLate = resolve;
  });
  const { phone, yifen } = start((request) => {
    const reply = server.serve(request);
    const isLate = request.path === '/v1/orders' && request.token === 'st-1';
    return isLate ? late.then(() => reply) : reply;
  });
  await yifen.products();
  server.live.clear();
  const orders = yifen.orders();
  await yifen.products();
  answerLate();
  await orders;
  expect(phone.logins).toBe(2);
});

test('a server that refuses every token is asked twice and no more', async () => {
  const { phone, yifen } = start((request) =>
    request.path === '/v1/sessions'
      ? { status: 201, data: { token: 'st-x', expiresAt: '' } }
      : problem(401, 'unauthorized', '请重新登录'),
  );
  const error = await yifen.products().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind: 'refused', code: 'unauthorized', message: '请重新登录' });
  expect(phone.sent.filter(({ path }) => path === '/v1/products')).toHaveLength(2);
  expect(phone.logins).toBe(2);
});

test('a failed login is tried again by the next call', async () => {
  let broken = true;
  const server = sessions();
  const { phone, yifen } = start((request) =>
    broken
      ? problem(502, 'wechat_unreachable', '暂时连不上微信，请稍后重试')
      : server.serve(request),
  );
  const error = await yifen.products().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    kind: 'server',
    code: 'wechat_unreachable',
    message: '暂时连不上微信，请稍后重试',
    requestId: 'req-1',
  });
  broken = false;
  await yifen.products();
  expect(phone.logins).toBe(2);
});

test('a phone whose storage is full still logs in', async () => {
  const { phone, yifen } = start(sessions().serve);
  phone.wx.setStorageSync = () => {
    throw new Error('setStorageSync:fail exceed storage max size');
  };
  expect(await yifen.products()).toEqual(list.data);
});

test('every way to have no answer has its own sentence', async () => {
  const replies: [Reply, string, string][] = [
    [{ fail: 'request:fail timeout', errno: 5 }, 'timeout', '网络超时'],
    [{ fail: 'request:fail url not in domain list', errno: 600002 }, 'domain', '服务器域名未配置'],
    [{ fail: 'request:fail interrupted' }, 'network', '网络连接失败'],
    [{ status: 502, data: '<html>Bad gateway</html>' }, 'server', '服务暂时不可用'],
    [{ status: 200, data: '<html>Captive portal</html>' }, 'server', '服务暂时不可用'],
    [{ status: 429, data: {} }, 'refused', '操作太频繁'],
  ];
  for (const [reply, kind, text] of replies) {
    const error = await start(() => reply)
      .yifen.products()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'YifenError', kind });
    expect(error).toHaveProperty('message', expect.stringContaining(text));
  }
});
