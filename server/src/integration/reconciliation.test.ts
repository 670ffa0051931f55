import { createSimulator, handClock, type Simulator } from '@yifen/simulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askPayment } from '../flows/ask-payment.ts';
import { createOrder } from '../flows/create-order.ts';
import { planReconciliations } from '../flows/plan-reconciliations.ts';
import { pollRefund } from '../flows/poll-refund.ts';
import { prepayOrder } from '../flows/prepay-order.ts';
import { requestRefund } from '../flows/request-refund.ts';
import { loadConfig } from '../index.ts';
import { createReconcileLoop } from '../jobs/reconcile-loop.ts';
import { addDays, beijingDayOf } from '../ledger/beijing-day.ts';
import { createUndiciOutbound } from '../outbound/undici-outbound.ts';
import { createUndiciTransport } from '../platform/undici-transport.ts';
import { createWechatPlatform } from '../platform/wechat-platform.ts';
import type { Order, Ports, Refund, Session } from '../ports.ts';
import { migrate } from '../store/migrate.ts';
import { createPostgresStore, type PostgresStore } from '../store/postgres-store.ts';
import { createSecrets, systemRandom } from '../system.ts';
import { shopProducts } from './shop-products.ts';
import { shopEnvironment } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

const hourMs = 3_600_000;
const li = { id: 'user:li' };
const startMs = Date.parse('2026-01-10T20:00:00+08:00');

/** One simulator and one database; each test has a merchant's books of its own, and begins on a new day. */
describe.each(testDatabases)(
  'I08 a day against the simulator’s bills, on the $name',
  ({ start }) => {
    let database: TestDatabase;
    let simulator: Simulator;
    let ports: Ports & { store: PostgresStore };
    let close: () => Promise<unknown>;
    let tests = 0;
    let day: string;
    const clock = handClock(startMs);

    beforeAll(async () => {
      database = await start();
      const databaseUrl = await database.create();
      await migrate(databaseUrl);
      simulator = await createSimulator({ clock, seed: 7 });
      const environment = shopEnvironment(simulator, { databaseUrl });
      const { config, findings } = loadConfig(environment);
      if (!config) throw new Error(JSON.stringify(findings));
      const { transport, close: closeTransport } = createUndiciTransport();
      const outbound = createUndiciOutbound();
      const store = await createPostgresStore({ connectionString: databaseUrl });
      const serverClock = { nowMs: () => clock.nowMs() };
      ports = {
        store,
        platform: createWechatPlatform({ config, transport, clock: serverClock }),
        outbound,
        clock: serverClock,
        random: systemRandom,
        secrets: createSecrets(config.masterKey),
        log: { event: () => undefined },
        settings: { ...config, notifyUrl: 'http://127.0.0.1:1/notify' },
      };
      close = async () => {
        for (const end of [store.close, outbound.close, closeTransport]) await end();
      };
    });
    beforeEach(async () => {
      tests += 1;
      simulator.faults.add({ kind: 'notification.lose', count: null });
      ports = { ...ports, settings: { ...ports.settings, merchantId: `shop-${tests}` } };
      await ports.store.saveProducts(ports.settings.merchantId, shopProducts);
      day = beijingDayOf(clock.nowMs());
    });
    afterEach(async () => {
      simulator.faults.clear();
      await goTo(addDays(beijingDayOf(clock.nowMs()), 1), '20:00:00');
    });
    afterAll(async () => {
      await close?.();
      await simulator?.close();
      await database?.stop();
    });

    it('agrees in payments, refunds, fees and what moved on the account', async () => {
      const order = await buy();
      const refund = await refundSome(order, 300);
      await clock.advance(hourMs);
      await pollRefund(ports, refund);
      await buy();
      await nextMorning();
      const decoder = new TextDecoder();
      let file = '';
      for await (const piece of ports.platform.downloadBill(day, 'trade')) {
        file += decoder.decode(piece, { stream: true });
      }
      expect(file).toContain(order.outTradeNo);
      expect(await days()).toMatchObject([
        ['fund-flow', 'finished', 0],
        ['trade', 'finished', 0],
      ]);
      expect(await ports.store.findReconciliation(key('trade'))).toMatchObject({
        file: { sha1: expect.stringMatching(/^[0-9a-f]{40}$/), bytes: expect.any(Number) },
        totals: { billPayments: 2, ourPayments: 2, billRefundsFen: 300, ourRefundsFen: 300 },
      });
      expect(await differences()).toEqual([]);
    });

    it('waits half an hour for a late bill, and then agrees', async () => {
      await buy();
      simulator.faults.add({ kind: 'bill.late', count: 1 });
      await nextMorning();
      const problem = 'STATEMENT_CREATING';
      expect(await ports.store.findReconciliation(key('trade'))).toMatchObject({ problem });
      await clock.advance(31 * 60_000);
      await runDue();
      // The fund-flow bill was tried before the trade bill was there, and is tried again after five minutes.
      await clock.advance(6 * 60_000);
      await runDue();
      expect(await days()).toMatchObject([
        ['fund-flow', 'finished', 0],
        ['trade', 'finished', 0],
      ]);
    });

    it.each([
      ['bill.drop-row', 'payment-missing-in-bill'],
      ['bill.alter-row', 'amount-differs'],
      ['bill.extra-row', 'payment-unknown'],
    ] as const)(
      'finds one difference when the bill is wrong by %s, and closes it',
      async (fault, kind) => {
        await buy();
        simulator.faults.add({ kind: fault });
        await nextMorning();
        const found = (await differences()).filter(({ bill }) => bill === 'trade');
        expect(found).toMatchObject([{ kind, state: 'open' }]);
        await ports.store.demandReconciliation(key('trade'), clock.nowMs());
        await clock.advance(60_000);
        await runDue();
        const [after] = (await differences()).filter(({ bill }) => bill === 'trade');
        expect(after).toMatchObject({ id: found[0]?.id, state: 'resolved', resolution: 'gone' });
      },
    );

    it('I01 finds a payment that neither notification nor poll brought, and keeps the proof', async () => {
      const order = await buy({ heard: false });
      await nextMorning();
      const now = await read(order);
      expect(now.state).toBe('paid');
      expect((await ports.store.records.evidence(now)).map(({ source }) => source)).toEqual([
        'query',
      ]);
      expect(await differences()).toMatchObject([
        { kind: 'payment-missing-here', resolution: 'healed' },
      ]);
    });

    it('finds a refund made in the console, and counts it', async () => {
      const order = await buy();
      const transactionId = order.transactionId ?? '';
      const { outTradeNo, amountFen: totalFen } = order;
      const made = { outTradeNo, transactionId, outRefundNo: 'CONSOLE1', reason: 'r', totalFen };
      const { notifyUrl } = ports.settings;
      await ports.platform.sendRefund({ ...made, notifyUrl, amountFen: 500 } as Refund);
      await nextMorning();
      expect(await ports.store.listRefunds(order)).toMatchObject([
        { kind: 'console', state: 'succeeded', amountFen: 500, outRefundNo: 'CONSOLE1' },
      ]);
      expect(await differences()).toMatchObject([
        { kind: 'refund-missing-here', resolution: 'healed' },
      ]);
      const rest = { amountFen: totalFen - 499, reason: 'r', idempotencyKey: null };
      await expect(requestRefund(ports, li, order.id, rest)).rejects.toMatchObject({
        code: 'refund_amount_out_of_range',
      });
    });

    it('puts a payment and a refund of the last second into the day they happened on', async () => {
      await goTo(day, '23:59:58');
      const order = await buy();
      await goTo(day, '23:59:59');
      const refund = await refundSome(order, 100);
      await goTo(addDays(day, 1), '00:00:00');
      await buy();
      await clock.advance(hourMs);
      expect((await pollRefund(ports, refund)).state).toBe('succeeded');
      await nextMorning();
      expect(await ports.store.findReconciliation(key('trade'))).toMatchObject({
        openDifferences: 0,
        totals: { ourPayments: 1, ourRefunds: 1, ourRefundsFen: 100 },
      });
      day = addDays(day, 1);
      await nextMorning();
      expect(await ports.store.findReconciliation(key('trade'))).toMatchObject({
        openDifferences: 0,
        totals: { ourPayments: 1, ourRefunds: 0 },
      });
      expect(await differences()).toEqual([]);
    });

    /** An order that is paid; `heard`: we ask about it, no notification ever comes. */
    async function buy({ heard = true } = {}): Promise<Order> {
      const { openid } = simulator.loginCode();
      const items = [{ productId: 'longjing-250g', quantity: 1 }];
      const created = await createOrder(ports, { openid, items, idempotencyKey: null });
      const payer = { merchantId: ports.settings.merchantId, openid } as Session;
      const { order, requestPayment } = await prepayOrder(ports, payer, created.id);
      await simulator.pay({ openid, ...requestPayment });
      return heard ? (await askPayment(ports, order)).order : order;
    }

    function refundSome({ id }: Order, amountFen: number): Promise<Refund> {
      return requestRefund(ports, li, id, { amountFen, reason: '少发一件', idempotencyKey: null });
    }

    const key = (bill: 'trade' | 'fund-flow') => ({
      merchantId: ports.settings.merchantId,
      day,
      bill,
    });

    /** Plans the day, and lets the next morning come. */
    async function nextMorning(): Promise<void> {
      await planReconciliations(ports);
      await goTo(addDays(day, 1), '10:06:00');
      await runDue();
    }

    /** What the loop does when its time has come. */
    async function runDue(): Promise<void> {
      await createReconcileLoop(ports).tick();
    }

    async function goTo(date: string, time: string): Promise<void> {
      await clock.advance(Date.parse(`${date}T${time}+08:00`) - clock.nowMs());
    }

    async function read({ merchantId, id }: Order): Promise<Order> {
      const found = await ports.store.findOrderById(merchantId, id);
      if (!found) throw new Error('no such order');
      return found;
    }

    async function days() {
      const page = { before: null, limit: 50 };
      const runs = await ports.store.listReconciliations(ports.settings.merchantId, page);
      return runs
        .filter((run) => run.day === day)
        .map(({ bill, state, openDifferences }) => [bill, state, openDifferences])
        .sort();
    }

    async function differences() {
      const page = { state: null, day, cursor: null, limit: 100 };
      return (await ports.store.listDifferences(ports.settings.merchantId, page)).items;
    }
  },
);
