import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEndpoint } from '../flows/create-endpoint.ts';
import { createMerchantOrder } from '../flows/create-merchant-order.ts';
import { preparePayment } from '../flows/prepay-order.ts';
import { requestRefund } from '../flows/request-refund.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { settleRefund } from '../flows/settle-refund.ts';
import { beijingDayOf } from '../ledger/beijing-day.ts';
import type { Job, JobPage, Order, Refund } from '../ports.ts';
import { createTestPorts, type TestPorts } from './create-test-ports.ts';
import { sampleShipment } from './sample-shipment.ts';
import type { StoreUnderTest } from './store-contract.ts';

const actor = { id: 'user:li' };
const merchantId = 'jobs';
const everything: JobPage = {
  kind: null,
  isDead: false,
  fromMs: 0,
  toMs: Number.MAX_SAFE_INTEGER,
  after: null,
  limit: 100,
};

/** What every store promises of the work that waits, and of what is on record of an order. */
export function jobContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`work and records in a store ${name}`, () => {
    let underTest: StoreUnderTest;
    let ports: TestPorts;
    let paid: Order;
    let refund: Refund;
    let endpointId: string;
    let day: string;

    beforeAll(async () => {
      underTest = await open();
      const base = await createTestPorts();
      const settings = { ...base.settings, merchantId };
      ports = { ...base, store: underTest.store as TestPorts['store'], settings };
      const { store, platform } = ports;
      const url = 'https://erp.example.com/hooks';
      const eventTypes = ['order.paid'];
      const { endpoint } = await createEndpoint(ports, { url, description: '', eventTypes });
      endpointId = endpoint.id;
      const wish = { openid: 'oPayer', amountFen: 500, description: '茶', lifeSeconds: null };
      const placed = await createMerchantOrder(ports, actor, { ...wish, idempotencyKey: 'a' });
      await createMerchantOrder(ports, actor, { ...wish, idempotencyKey: 'b' });
      const { order } = await preparePayment(ports, placed);
      paid = (await settlePayment(ports, order, platform.pay(order))).order;
      const asked = { amountFen: 100, reason: '退', idempotencyKey: null };
      refund = await requestRefund(ports, actor, paid.id, asked);
      await settleRefund(ports, refund, platform.refund(refund, { status: 'abnormal' }));
      const nowMs = ports.clock.nowMs();
      await store.placeEvents({ merchantId, nowMs, limit: 100 });
      day = beijingDayOf(nowMs);
      await store.planReconciliations([
        { merchantId, day, bill: 'trade', nextRunAtMs: nowMs + 5_000 },
        { merchantId, day: '2020-01-01', bill: 'trade', nextRunAtMs: nowMs },
      ]);
      const [old] = await store.claimDueReconciliations({
        merchantId,
        nowMs,
        leaseSeconds: 1,
        limit: 9,
      });
      if (!old) throw new Error('nothing is due');
      await store.postponeReconciliation(old, { problem: 'NO_BILL', nextRunAtMs: null });
      await store.createShipment(
        sampleShipment({
          merchantId,
          orderId: paid.id,
          outTradeNo: paid.outTradeNo,
          state: 'refused',
          problem: '10060001',
          nextReportAtMs: null,
        }),
      );
    });
    afterAll(() => underTest?.close());

    const list = (page: Partial<JobPage>) =>
      underTest.store.listJobs(merchantId, { ...everything, ...page });
    const kinds = (jobs: readonly Job[]) => jobs.map(({ kind }) => kind);

    test('what is due stands in the order of its time, with what it is about', async () => {
      const jobs = await list({});
      expect(kinds(jobs).sort()).toEqual([
        'delivery',
        'order-poll',
        'reconciliation',
        'refund-poll',
      ]);
      expect(jobs.map(({ atMs }) => atMs)).toEqual(jobs.map(({ atMs }) => atMs).sort());
      const delivery = jobs.find(({ kind }) => kind === 'delivery');
      expect(delivery).toMatchObject({ key: `${endpointId}.1`, attempts: 0, isDead: false });
      expect(delivery?.subject).toMatch(/^order\.paid /);
      expect(jobs.find(({ kind }) => kind === 'reconciliation')).toMatchObject({
        key: `${day}.trade`,
        subject: day,
        problem: null,
      });
      expect(await underTest.store.listJobs('others', everything)).toEqual([]);
    });

    test('it is read page by page, kind by kind, and by when it is due', async () => {
      const whole = await list({});
      const found: Job[] = [];
      for (let after: Job | null = null; ; ) {
        const [job] = await list({ after, limit: 1 });
        if (!job) break;
        found.push(job);
        after = job;
      }
      expect(found).toEqual(whole);
      expect(kinds(await list({ kind: 'order-poll' }))).toEqual(['order-poll']);
      const last = whole.at(-1)?.atMs ?? 0;
      expect((await list({ fromMs: last })).map(({ atMs }) => atMs)).toEqual([last]);
      expect((await list({ toMs: last })).length).toBe(whole.length - 1);
    });

    test('what was given up is told apart, the newest first', async () => {
      const dead = await list({ isDead: true });
      expect(kinds(dead)).toEqual(['refund-poll', 'reconciliation', 'shipment']);
      expect(dead[0]).toMatchObject({ key: refund.id, subject: refund.outRefundNo, isDead: true });
      expect(dead[1]).toMatchObject({ key: '2020-01-01.trade', problem: 'NO_BILL' });
      expect(dead[2]).toMatchObject({ key: paid.id, problem: '10060001' });
      const [first = null] = dead;
      expect(await list({ isDead: true, after: first })).toEqual(dead.slice(1));
      expect(await list({ isDead: true, kind: 'order-poll' })).toEqual([]);
    });

    test('a delivery is somebody’s for the time of its lease, and given up when its endpoint is', async () => {
      const { store, clock } = ports;
      const nowMs = clock.nowMs();
      await store.claimDeliveries({ merchantId, endpointId, nowMs, leaseSeconds: 30, limit: 9 });
      const [leased] = await list({ kind: 'delivery' });
      expect(leased?.leasedUntilMs).toBe(nowMs + 30_000);
      await store.exhaustDeliveries({ merchantId, endpointId, nowMs });
      expect(kinds(await list({ isDead: true, kind: 'delivery' }))).toEqual(['delivery']);
    });

    test('evidence says which refund it is about, and deliveries are found by their order', async () => {
      const evidence = await underTest.store.listEvidence(paid);
      expect(evidence.map(({ refundId }) => refundId)).toEqual(
        expect.arrayContaining([null, refund.id]),
      );
      const deliveries = await underTest.store.listDeliveriesOfOrder(paid);
      expect(deliveries.map(({ eventType }) => eventType)).toEqual(['order.paid']);
      const nobody = { merchantId: 'others', id: paid.id };
      expect(await underTest.store.listEvidence(nobody)).toEqual([]);
      expect(await underTest.store.listDeliveriesOfOrder(nobody)).toEqual([]);
    });
  });
}
