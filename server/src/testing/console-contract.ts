import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMerchantOrder } from '../flows/create-merchant-order.ts';
import { preparePayment } from '../flows/prepay-order.ts';
import { requestRefund } from '../flows/request-refund.ts';
import { rollFigures } from '../flows/roll-figures.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { settleRefund } from '../flows/settle-refund.ts';
import type { FigureBucket, Figures, Order, Store } from '../ports.ts';
import { createTestPorts, type TestPorts } from './create-test-ports.ts';
import type { StoreUnderTest } from './store-contract.ts';

const HOUR_MS = 3_600_000;
const actor = { id: 'user:li' };

/** What every store promises to a console: figures that agree with the orders, however late these come. */
export function consoleContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`figures in a store ${name}`, () => {
    let underTest: StoreUnderTest;
    let base: TestPorts;
    let count = 0;
    beforeAll(async () => {
      underTest = await open();
      base = await createTestPorts();
    });
    afterAll(() => underTest?.close());

    /** The ports of a merchant of its own, on the store that is tested. */
    function portsOf(merchantId: string): TestPorts {
      const settings = { ...base.settings, merchantId };
      return { ...base, store: underTest.store as TestPorts['store'], settings };
    }

    async function order(ports: TestPorts, amountFen = 100): Promise<Order> {
      count += 1;
      const wish = { openid: 'oPayer', amountFen, description: '茶', lifeSeconds: null };
      return createMerchantOrder(ports, actor, { ...wish, idempotencyKey: `k${count}` });
    }

    async function pay(ports: TestPorts, placed: Order, agoMs = 0): Promise<Order> {
      const successAtMs = ports.clock.nowMs() - agoMs;
      return (await settlePayment(ports, placed, ports.platform.pay(placed, { successAtMs })))
        .order;
    }

    async function refund(ports: TestPorts, paid: Order, amountFen: number): Promise<void> {
      const wish = { amountFen, reason: '退', idempotencyKey: null };
      const asked = await requestRefund(ports, actor, paid.id, wish);
      const succeededAtMs = ports.clock.nowMs();
      await settleRefund(ports, asked, ports.platform.refund(asked, { succeededAtMs }));
    }

    async function roll(ports: TestPorts): Promise<void> {
      const { store, settings, clock } = ports;
      await store.placeEvents({
        merchantId: settings.merchantId,
        nowMs: clock.nowMs(),
        limit: 1_000,
      });
      while (await rollFigures(ports)) {
        // One round after the other.
      }
    }

    function rangeOf(ports: TestPorts, hours: number) {
      const toMs = hourOf(ports.clock.nowMs()) + HOUR_MS;
      return { fromMs: toMs - hours * HOUR_MS, toMs, bucket: 'hour' as const };
    }

    async function read(ports: TestPorts, hours = 48): Promise<readonly FigureBucket[]> {
      return ports.store.readFigures(ports.settings.merchantId, rangeOf(ports, hours));
    }

    test('what is added up is what the orders say, before and after, hour by hour', async () => {
      const ports = portsOf('figures-1');
      for (let hour = 0; hour < 8; hour += 1) {
        const placed = [await order(ports), await order(ports, 250 + hour), await order(ports, 7)];
        const prepaid = await preparePayment(ports, placed[1] ?? fail());
        const paid = await pay(ports, prepaid.order);
        if (hour % 2 === 0) await refund(ports, paid, 50);
        ports.advance(HOUR_MS);
      }
      const counted = await read(ports);
      expect(counted).toEqual(await countByHand(ports.store, 'figures-1', rangeOf(ports, 48)));
      expect(counted).toHaveLength(8);
      expect(counted[0]).toMatchObject({
        created: 3,
        prepaid: 1,
        paid: 1,
        payments: 1,
        refunds: 1,
      });
      await roll(ports);
      expect(await ports.store.findFigureHead('figures-1')).toMatchObject({
        rolledUntilMs: hourOf(ports.clock.nowMs()) - HOUR_MS,
      });
      expect(await read(ports)).toEqual(counted);
      expect(await ports.store.readFigures('nobody', rangeOf(ports, 48))).toEqual([]);
    });

    test('by the day they are summed over days of Beijing', async () => {
      const ports = portsOf('figures-1');
      const range = { ...rangeOf(ports, 72), bucket: 'day' as const };
      const days = await ports.store.readFigures('figures-1', range);
      expect(days.every(({ atMs }) => (atMs + 8 * HOUR_MS) % (24 * HOUR_MS) === 0)).toBe(true);
      const hours = await ports.store.readFigures('figures-1', { ...range, bucket: 'hour' });
      expect(total(days)).toEqual(total(hours));
    });

    test('money that is noticed late counts in the hour in which it moved', async () => {
      const ports = portsOf('figures-2');
      const placed = (await preparePayment(ports, await order(ports, 300))).order;
      ports.advance(6 * HOUR_MS);
      await roll(ports);
      expect(total(await read(ports))).toMatchObject({
        created: 1,
        prepaid: 1,
        paid: 0,
        paidFen: 0,
      });
      await pay(ports, placed, 5 * HOUR_MS);
      await roll(ports);
      const found = await read(ports);
      expect(found).toEqual(await countByHand(ports.store, 'figures-2', rangeOf(ports, 48)));
      expect(total(found)).toMatchObject({ paid: 1, payments: 1, paidFen: 300 });
    });

    test('an order that is prepaid after its hour is over is noticed while it is open', async () => {
      const ports = portsOf('figures-3');
      const placed = await order(ports);
      ports.advance(2 * HOUR_MS);
      await roll(ports);
      await ports.store.commitOrder({
        before: placed,
        patch: { state: 'payable', prepayId: 'wx', prepaidAtMs: ports.clock.nowMs() },
        event: { name: 'prepay', from: 'created', to: 'payable', atMs: 1, note: null },
      });
      await roll(ports);
      expect(total(await read(ports)).prepaid).toBe(0);
      ports.advance(10 * 60_000);
      await roll(ports);
      expect(total(await read(ports)).prepaid).toBe(1);
    });

    test('of two who add up at the same moment one writes nothing', async () => {
      const ports = portsOf('figures-4');
      await order(ports);
      ports.advance(5 * HOUR_MS);
      await rollFigures(ports);
      const before = await ports.store.findFigureHead('figures-4');
      const head = { position: 0, rolledUntilMs: 0, checkedUntilMs: 0 };
      const other = await underTest.another();
      const write = (store: Store, round: { before: typeof before }) =>
        store.rollFigures({ merchantId: 'figures-4', head, hoursMs: [], nowMs: 0, ...round });
      const both = await Promise.all([
        write(ports.store, { before }),
        write(other, { before }),
        write(other, { before: null }),
      ]);
      expect(both.map(({ kind }) => kind).sort()).toEqual(['rolled', 'stale', 'stale']);
      if (other !== ports.store) await other.close();
    });

    test('what was kept otherwise is found at night, put right, and said', async () => {
      const ports = portsOf('figures-5');
      const placed = await order(ports, 900);
      ports.advance(2 * HOUR_MS);
      const close = { name: 'close', from: 'created', to: 'closed', atMs: 1, note: null } as const;
      await ports.store.commitOrder({
        before: placed,
        patch: { state: 'closed', nextPollAtMs: null },
        event: close,
      });
      await roll(ports);
      // A payment that nobody announced: no event leads to its hour.
      await ports.store.commitOrder({
        before: { ...placed, state: 'closed', version: 2 },
        patch: { state: 'paid', transactionId: 'T900', paidAtMs: placed.createdAtMs },
        event: { name: 'pay', from: 'closed', to: 'paid', atMs: 1, note: null },
      });
      await roll(ports);
      expect(total(await read(ports)).paidFen).toBe(0);
      ports.advance(30 * HOUR_MS);
      await roll(ports);
      expect(total(await read(ports)).paidFen).toBe(900);
      expect(ports.events.filter(({ name: said }) => said === 'figures.corrected')).toEqual([
        { name: 'figures.corrected', fields: { merchantId: 'figures-5', count: 1 } },
      ]);
    });

    test('what waits is counted for one merchant', async () => {
      const ports = portsOf('figures-6');
      const nowMs = ports.clock.nowMs();
      const nothing = await ports.store.readMerchantPulse('figures-6', nowMs);
      expect(nothing).toMatchObject({ openOrders: 0, notificationLagMs: null });
      const paid = await pay(
        ports,
        (await preparePayment(ports, await order(ports, 20_000))).order,
      );
      await order(ports);
      const held = { amountFen: 15_000, reason: '退', idempotencyKey: null };
      await requestRefund(ports, actor, paid.id, held);
      ports.advance(HOUR_MS);
      const late = (await preparePayment(ports, await order(ports, 1))).order;
      await pay(ports, late, 4_000);
      expect(await ports.store.readMerchantPulse('figures-6', ports.clock.nowMs())).toEqual({
        openOrders: 1,
        oldestOpenOrderAtMs: Math.floor(nowMs / 1000) * 1000,
        disputedOrders: 0,
        mostOverduePollAtMs: Math.floor(nowMs / 1000) * 1000 + 1_800_000,
        refundsAwaitingApproval: 1,
        abnormalRefunds: 0,
        openDifferences: 0,
        exhaustedDeliveries: 0,
        notificationLagMs: 2_000,
      });
    });
  });
}

/** The same figures, from the lists of orders and refunds. */
async function countByHand(
  store: Store,
  merchantId: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<readonly FigureBucket[]> {
  const all = { state: null, openid: null, fromMs: null, toMs: null };
  const page = { cursor: null, limit: 1_000 };
  const orders = (await store.searchOrders(merchantId, all, page)).items;
  const refunds = (await store.searchRefunds(merchantId, { state: 'succeeded' }, page)).items;
  const buckets: FigureBucket[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += HOUR_MS) {
    const isIn = (time: number | null) => time !== null && hourOf(time) === atMs;
    const made = orders.filter(({ createdAtMs }) => isIn(createdAtMs));
    const paid = orders.filter(({ paidAtMs }) => isIn(paidAtMs));
    const back = refunds.filter(({ succeededAtMs }) => isIn(succeededAtMs));
    const sum = (all: readonly { readonly amountFen: number }[]) =>
      all.reduce((fen, { amountFen }) => fen + amountFen, 0);
    const figures = {
      created: made.length,
      prepaid: made.filter(({ prepaidAtMs, paidAtMs }) => prepaidAtMs !== null || paidAtMs !== null)
        .length,
      paid: made.filter(({ paidAtMs }) => paidAtMs !== null).length,
      payments: paid.length,
      paidFen: sum(paid),
      refunds: back.length,
      refundedFen: sum(back),
    };
    if (Object.values(figures).some((value) => value > 0)) buckets.push({ atMs, ...figures });
  }
  return buckets;
}

function total(buckets: readonly FigureBucket[]): Figures {
  const names = ['created', 'prepaid', 'paid', 'payments', 'paidFen', 'refunds', 'refundedFen'];
  const sum = (name: string) =>
    buckets.reduce((all, bucket) => all + bucket[name as keyof Figures], 0);
  return Object.fromEntries(names.map((name) => [name, sum(name)])) as unknown as Figures;
}

function hourOf(atMs: number): number {
  return atMs - (atMs % HOUR_MS);
}

function fail(): never {
  throw new Error('nothing was placed');
}
