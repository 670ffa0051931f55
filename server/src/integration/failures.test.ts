import { createServer } from 'node:net';
import { createClient, fetchRequest } from '@yifen/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig, startServer } from '../index.ts';
import {
  logIn,
  order,
  type Payer,
  type Shop,
  shopEnvironment,
  startShop,
  storedOrder,
} from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

describe.each(testDatabases)('WeChat’s failures on the $name', ({ start }) => {
  let database: TestDatabase;
  let shop: Shop;

  beforeAll(async () => {
    database = await start();
    shop = await startShop({ databaseUrl: await database.create() });
  });
  afterEach(() => {
    shop.simulator.faults.clear();
  });
  afterAll(async () => {
    await shop?.stop();
    await database?.stop();
  });

  it.each([
    ['answers 500', 'request.error'],
    ['resets the connection', 'request.lose'],
    ['places the order and answers 502', 'answer.error'],
    ['places the order and loses the answer', 'answer.lose'],
    ['signs its answer wrongly', 'answer.tamper'],
    ['does not sign its answer', 'answer.unsigned'],
    ['answers with a probe', 'answer.probe'],
  ] as const)('an order can be paid later when WeChat %s', async (_name, kind) => {
    const payer = await shop.logIn();
    const wanted = { items: [{ productId: 'tasting-1', quantity: 1 }] };
    const created = await payer.client.createOrder(wanted, kind);
    // Every one of the attempts that the SDK makes.
    shop.simulator.faults.add({ kind, operation: 'prepay', count: 3 });
    const failed = await prepayRaw(shop.server.url, payer, created.id);
    expect(failed).toMatchObject({
      status: 503,
      code: 'wechat_unavailable',
      outcome: 'unknown',
      title: expect.stringContaining('微信'),
    });
    const kept = await storedOrder(shop, created);
    expect(kept).toMatchObject({ state: 'created', prepayId: null });
    expect(kept.askedAtMs).not.toBeNull();

    const paid = shop.nextEvent('order.paid', created.outTradeNo);
    const { requestPayment } = await payer.client.prepay(created.id);
    const result = await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    expect(result.errMsg).toBe('requestPayment:ok');
    await paid;
    expect((await payer.client.order(created.id)).state).toBe('paid');
  });

  it('an order can be paid later when WeChat is unreachable, and nothing was sent', async () => {
    const databaseUrl = shop.config.databaseUrl ?? '';
    const payer = await shop.logIn();
    const created = await payer.client.createOrder(
      { items: [{ productId: 'tasting-1', quantity: 1 }] },
      'unreachable',
    );
    const environment = shopEnvironment(shop.simulator, { databaseUrl });
    const { config } = loadConfig({ ...environment, WECHATPAY_BASE_URL: await closedPort() });
    if (!config) throw new Error('no configuration');
    const cutOff = await startServer({ config });
    const failed = await prepayRaw(cutOff.url, payer, created.id).finally(() => cutOff.close());
    expect(failed).toMatchObject({ status: 503, code: 'wechat_unavailable', outcome: 'none' });
    const { order: payable } = await payer.client.prepay(created.id);
    expect(payable).toMatchObject({ state: 'payable', outTradeNo: created.outTradeNo });
  });

  it('the payer sees the order as we know it when WeChat does not answer a question', async () => {
    const payer = await shop.logIn();
    const { order: payable, requestPayment } = await order(payer, 'tasting-1');
    shop.simulator.faults.add({ kind: 'notification.lose', count: 1 });
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    const broken = shop.simulator.faults.add({
      kind: 'request.error',
      operation: 'query',
      count: null,
    });
    expect((await payer.client.order(payable.id, { confirm: true })).state).toBe('payable');
    shop.simulator.faults.clear(broken.id);
    shop.skew(1_000);
    expect((await payer.client.order(payable.id, { confirm: true })).state).toBe('paid');
    shop.skew(-1_000);
  });

  it('a login that WeChat does not answer is an error that says so', async () => {
    shop.simulator.faults.add({ kind: 'login.error', errcode: -1, count: 1 });
    await expect(shop.logIn()).rejects.toMatchObject({ status: 503, code: 'wechat_unavailable' });
    expect((await logIn(shop.simulator, shop.server.url)).token).toMatch(/^[\w-]{43}$/);
  });

  it('a login code that was used is refused as such', async () => {
    const { code } = shop.simulator.loginCode();
    const client = createClient({ baseUrl: shop.server.url, request: fetchRequest(fetch) });
    await client.createSession(code);
    await expect(client.createSession(code)).rejects.toMatchObject({
      status: 400,
      code: 'login_code_refused',
    });
  });
});

/** An address of this machine where nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** The whole problem, of which the contract's client keeps less. */
async function prepayRaw(baseUrl: string, payer: Payer, id: string): Promise<unknown> {
  const answer = await fetch(`${baseUrl}/v1/orders/${id}/prepay`, {
    method: 'POST',
    headers: { authorization: `Bearer ${payer.token}` },
  });
  return answer.json();
}
