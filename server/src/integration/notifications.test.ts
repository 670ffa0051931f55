import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CapturedNotification,
  captureNotifications,
  deliver,
  order,
  type Shop,
  startShop,
  storedOrder,
} from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

describe.each(testDatabases)('notifications on the $name', ({ start }) => {
  let database: TestDatabase;
  let wechat: Awaited<ReturnType<typeof captureNotifications>>;
  let shop: Shop;

  beforeAll(async () => {
    database = await start();
    wechat = await captureNotifications();
    shop = await startShop({ databaseUrl: await database.create(), publicUrl: wechat.url });
  });
  afterAll(async () => {
    await shop?.stop();
    await wechat?.close();
    await database?.stop();
  });

  it('I11 have one effect when two processes’ worth of them come at once', async () => {
    const { payable, notification } = await paidAtWechat();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => deliver(shop.server.url, notification)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(204));
    const kept = await storedOrder(shop, payable);
    expect(kept.state).toBe('paid');
    expect((await shop.store.records.history(kept)).map(({ name }) => name)).toEqual([
      'create',
      'prepay',
      'pay',
    ]);
    expect(await announced(kept.outTradeNo)).toEqual(['order.paid']);
  });

  it('are taken at /notify too, and acknowledged in the older way', async () => {
    const { payable, notification } = await paidAtWechat();
    const answer = await deliver(shop.server.url, notification, '/notify');
    expect([answer.status, await answer.text()]).toEqual([
      200,
      '{"code":"SUCCESS","message":"成功"}',
    ]);
    expect((await storedOrder(shop, payable)).state).toBe('paid');
  });

  it.each<[string, (genuine: CapturedNotification) => CapturedNotification]>([
    [
      'a forged signature',
      (genuine) => withHeader(genuine, 'signature', 'A'.repeat(342).concat('==')),
    ],
    ['no signature', (genuine) => withHeader(genuine, 'signature', '')],
    ['a probe', (genuine) => withHeader(genuine, 'signature', 'WECHATPAY/SIGNTEST/AAAA')],
    [
      'an unknown serial',
      (genuine) => withHeader(genuine, 'serial', 'PUB_KEY_ID_0000000000000000'),
    ],
    ['another nonce', (genuine) => withHeader(genuine, 'nonce', 'x'.repeat(32))],
    ['another timestamp', (genuine) => withHeader(genuine, 'timestamp', '1')],
    [
      'a body that was parsed and written again',
      (genuine) => ({
        ...genuine,
        body: Buffer.from(JSON.stringify(JSON.parse(genuine.body.toString()), null, 1)),
      }),
    ],
    ['an empty body', (genuine) => ({ ...genuine, body: Buffer.alloc(0) })],
  ])('I16 with %s are refused and change nothing', async (_name, spoil) => {
    const { payable, notification } = await paidAtWechat();
    await expectRefused(payable, spoil(notification));
    expect((await deliver(shop.server.url, notification)).status).toBe(204);
  });

  it('I16 with any one bit of the body flipped are refused and change nothing', async () => {
    const { payable, notification } = await paidAtWechat();
    const step = Math.max(1, Math.floor(notification.body.length / 24));
    for (let index = 0; index < notification.body.length; index += step) {
      const body = Buffer.from(notification.body);
      body[index] = (body[index] ?? 0) ^ (1 << (index % 8));
      const answer = await deliver(shop.server.url, { ...notification, body });
      expect(answer.status).toBe(400);
    }
    expect((await storedOrder(shop, payable)).state).toBe('payable');
  });

  it('that are six minutes old or early are refused and change nothing', async () => {
    const { payable, notification } = await paidAtWechat();
    for (const ms of [6 * 60_000, -6 * 60_000]) {
      shop.skew(ms);
      const before = (await storedOrder(shop, payable)).state;
      const answer = await deliver(shop.server.url, notification);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'FAIL' });
      // The poll of a server whose clock is wrong believes no answer either.
      expect((await storedOrder(shop, payable)).state).toBe(before);
      shop.skew(-ms);
    }
    expect((await deliver(shop.server.url, notification)).status).toBe(204);
  });

  it('of another merchant’s path are refused', async () => {
    const { payable, notification } = await paidAtWechat();
    const answer = await deliver(shop.server.url, notification, '/wechatpay/notifications/other');
    expect(answer.status).toBe(404);
    expect((await storedOrder(shop, payable)).state).toBe('payable');
  });

  /** An order that is paid at WeChat, and the notification that the server has not seen yet. */
  async function paidAtWechat() {
    const payer = await shop.logIn();
    const { order: payable, requestPayment } = await order(payer);
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    return { payable, notification: await wechat.next() };
  }

  async function expectRefused(
    payable: { outTradeNo: string },
    notification: CapturedNotification,
  ): Promise<void> {
    const before = await storedOrder(shop, payable);
    const answer = await deliver(shop.server.url, notification);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await answer.json()).toMatchObject({ code: 'FAIL' });
    expect(await storedOrder(shop, payable)).toEqual(before);
    expect(await shop.store.records.evidence(before)).toEqual([]);
  }

  async function announced(outTradeNo: string): Promise<string[]> {
    const outbox = await shop.store.records.outbox();
    return outbox
      .filter(({ payload }) => payload.outTradeNo === outTradeNo)
      .map(({ type }) => type);
  }
});

function withHeader(
  { headers, body }: CapturedNotification,
  name: string,
  value: string,
): CapturedNotification {
  return { body, headers: { ...headers, [`wechatpay-${name}`]: value } };
}
