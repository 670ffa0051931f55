import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { requestRefund } from '../flows/request-refund.ts';
import type { Order, Refund } from '../ports.ts';
import { openProcess, type ShopProcess } from './open-process.ts';
import { order, type Shop, startShop, storedOrder } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

const li = { id: 'user:li' };
const minuteMs = 60_000;

describe.each(testDatabases)('refunds on the $name', ({ start }) => {
  let database: TestDatabase;
  let shop: Shop;
  let processes: readonly ShopProcess[];
  let skewedMs = 0;

  beforeAll(async () => {
    database = await start();
    const databaseUrl = await database.create();
    shop = await startShop({ databaseUrl });
    processes = [await openProcess(shop, databaseUrl), await openProcess(shop, databaseUrl)];
  });
  afterEach(() => {
    shop.skew(-skewedMs);
    skewedMs = 0;
    shop.simulator.faults.clear();
  });
  afterAll(async () => {
    for (const { close } of processes ?? []) await close();
    await shop?.stop();
    await database?.stop();
  });

  it('go back in parts, each told by WeChat’s notification', async () => {
    const bought = await buy();
    const first = await refund(bought, 4_800);
    expect(first).toMatchObject({ state: 'processing', refundId: expect.stringMatching(/^50/) });
    await arrived(first);
    const second = await refund(bought, 8_000);
    await passMinute();
    await until(async () => (await now(second)).state === 'processing');
    await arrived(second);
    const kept = await shop.store.listRefunds(bought);
    expect(kept.map(({ state, amountFen }) => [state, amountFen])).toEqual([
      ['succeeded', 4_800],
      ['succeeded', 8_000],
    ]);
    await expect(refund(bought, 1)).rejects.toMatchObject({
      code: 'refund_amount_out_of_range',
      details: { remainingFen: 0 },
    });
    expect(await announced(bought)).toEqual(['order.paid', 'refund.succeeded', 'refund.succeeded']);
    expect((await storedOrder(shop, bought)).state).toBe('paid');
  });

  it('I05 race for more than was paid on two processes, and get no fen more', async () => {
    const bought = await buy();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => refund(bought, 3_000, { process: index % 2 })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    const kept = await shop.store.listRefunds(bought);
    expect(kept.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(12_000);
    // WeChat takes one a minute; the polls send the others when it does.
    expect(await atWechat(bought)).toHaveLength(1);
    for (let sent = 2; sent <= 4; sent += 1) {
      await passMinute();
      await until(async () => (await atWechat(bought)).length === sent);
    }
    expect(new Set(await atWechat(bought)).size).toBe(4);
  });

  it('I06 is one refund at WeChat when the answer was lost and it is asked for again', async () => {
    shop.simulator.faults.add({ kind: 'answer.lose', operation: 'refund', count: 1 });
    const bought = await buy();
    const lost = await refund(bought, 100);
    expect(lost).toMatchObject({ state: 'requested', problem: expect.any(String) });
    const found = shop.nextEvent('refund.processing', bought.outTradeNo);
    await passMinute();
    await found;
    expect(await atWechat(bought)).toEqual([lost.outRefundNo]);
    await arrived(lost);
  });

  it('I06 is sent again under the same number when the request was lost', async () => {
    shop.simulator.faults.add({ kind: 'request.error', operation: 'refund', status: 500 });
    const bought = await buy();
    const lost = await refund(bought, 100);
    expect(lost.state).toBe('requested');
    expect(await atWechat(bought)).toEqual([]);
    const found = shop.nextEvent('refund.processing', bought.outTradeNo);
    await passMinute();
    await found;
    expect(await atWechat(bought)).toEqual([lost.outRefundNo]);
  });

  it('I11 succeed once when the notification comes before the answer', async () => {
    shop.simulator.faults.add({ kind: 'refund.early', count: 1 });
    const bought = await buy();
    const early = await refund(bought, 12_800);
    await until(async () => (await now(early)).state === 'succeeded');
    expect(await announced(bought)).toEqual(['order.paid', 'refund.succeeded']);
    const names = (await shop.store.records.refundHistory(early)).map(({ name }) => name);
    expect(names.at(-1)).toBe('succeed');
    expect(names.filter((name) => name === 'succeed')).toHaveLength(1);
  });

  it('are found by the poll when the notification was lost', async () => {
    shop.simulator.faults.add({ kind: 'notification.lose', count: null });
    const bought = await buyUnnotified();
    const quiet = await refund(bought, 100);
    await shop.simulator.clock.advance(5 * minuteMs);
    const found = shop.nextEvent('refund.succeeded', bought.outTradeNo);
    await passMinute();
    await found;
    const evidence = await shop.store.records.evidence(await storedOrder(shop, bought));
    expect(evidence.map(({ source }) => source)).toEqual(['query', 'query', 'query']);
    expect((await now(quiet)).nextPollAtMs).toBeNull();
  });

  it('that WeChat cannot deliver are abnormal, with what to do', async () => {
    shop.simulator.faults.add({ kind: 'refund.abnormal', count: 1 });
    const bought = await buy();
    const abnormal = await refund(bought, 100);
    const told = shop.nextEvent('refund.abnormal', bought.outTradeNo);
    await shop.simulator.clock.advance(5 * minuteMs);
    await told;
    expect((await now(abnormal)).state).toBe('abnormal');
    const outbox = await shop.store.records.outbox();
    expect(outbox.find(({ payload }) => payload.refundId === abnormal.id)).toMatchObject({
      type: 'refund.abnormal',
      payload: { advice: { zh: expect.stringContaining('异常退款') } },
    });
  });

  it('that WeChat closed go again, under a new number', async () => {
    shop.simulator.faults.add({ kind: 'refund.close', count: 1 });
    const bought = await buy();
    const closed = await refund(bought, 12_800);
    const told = shop.nextEvent('refund.closed', bought.outTradeNo);
    await shop.simulator.clock.advance(5 * minuteMs);
    await told;
    await passMinute();
    const again = await refund(bought, 12_800);
    expect(again.outRefundNo).not.toBe(closed.outRefundNo);
    await arrived(again);
    expect(await announced(bought)).toEqual(['order.paid', 'refund.closed', 'refund.succeeded']);
  });

  it('wait for the recharge when the balance does not cover them', async () => {
    shop.simulator.faults.add({ kind: 'refund.not-enough', count: 1 });
    const bought = await buy();
    const poor = await refund(bought, 100);
    expect(poor).toMatchObject({ state: 'requested', problem: 'NOT_ENOUGH' });
    const taken = shop.nextEvent('refund.processing', bought.outTradeNo);
    await passMinute();
    await taken;
    expect(await atWechat(bought)).toEqual([poor.outRefundNo]);
  });

  /** An order that is paid, as the server knows by WeChat's notification. */
  async function buy(): Promise<Order> {
    const payer = await shop.logIn();
    const { order: payable, requestPayment } = await order(payer);
    const paid = shop.nextEvent('order.paid', payable.outTradeNo);
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    await paid;
    return storedOrder(shop, payable);
  }

  /** The same, while no notification arrives: the payer asks. */
  async function buyUnnotified(): Promise<Order> {
    const payer = await shop.logIn();
    const { order: payable, requestPayment } = await order(payer);
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    await payer.client.order(payable.id, { confirm: true });
    return storedOrder(shop, payable);
  }

  function refund(bought: Order, amountFen: number, { process = 0 } = {}): Promise<Refund> {
    const ports = processes[process]?.ports;
    if (!ports) throw new Error('no such process');
    const wish = { amountFen, reason: '少发一件', idempotencyKey: null };
    return requestRefund(ports, li, bought.id, wish);
  }

  /** Lets the money arrive and the notification be heard. */
  async function arrived(refund: Refund): Promise<void> {
    await shop.simulator.clock.advance(5 * minuteMs);
    await until(async () => (await now(refund)).state === 'succeeded');
  }

  /** A minute for both sides: WeChat's pace, and our polls. */
  async function passMinute(): Promise<void> {
    await shop.simulator.clock.advance(minuteMs + 1_000);
    shop.skew(minuteMs + 1_000);
    skewedMs += minuteMs + 1_000;
  }

  async function now({ merchantId, id }: Refund): Promise<Refund> {
    const found = await shop.store.findRefund(merchantId, id);
    if (!found) throw new Error('no such refund');
    return found;
  }

  /** The numbers of the order's refunds that WeChat has. */
  async function atWechat({ outTradeNo }: Order): Promise<string[]> {
    const { body } = await shop.simulator.inject({ method: 'GET', url: '/_simulator/refunds' });
    const { items } = JSON.parse(body) as {
      items: { outRefundNo: string; outTradeNo: string }[];
    };
    return items.filter((item) => item.outTradeNo === outTradeNo).map((item) => item.outRefundNo);
  }

  async function announced({ outTradeNo }: Order): Promise<string[]> {
    const outbox = await shop.store.records.outbox();
    return outbox
      .filter(({ payload }) => payload.outTradeNo === outTradeNo)
      .map(({ type }) => type);
  }
});

/** Waits for another process to have done what it is about to do. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  await expect.poll(holds, { timeout: 10_000, interval: 20 }).toBe(true);
}
