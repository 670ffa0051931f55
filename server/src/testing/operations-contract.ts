import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuditPorts, keepAudit } from '../flows/keep-audit.ts';
import { verifyAudit } from '../flows/verify-audit.ts';
import type { Store } from '../ports.ts';
import { createSecrets } from '../system.ts';
import { sampleOrder } from './sample-order.ts';
import type { StoreUnderTest } from './store-contract.ts';

const note = (merchantId: string, action: string) => ({
  merchantId,
  actor: 'key:1',
  action,
  subject: '订单',
  details: { amountFen: 1 },
  requestId: null,
});

/** What a store promises to those who run a server: the audit log, and how much waits. */
export function operationsContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`operations in a store ${name}`, () => {
    let underTest: StoreUnderTest;
    let other: Store;
    let ports: AuditPorts;
    beforeAll(async () => {
      underTest = await open();
      other = await underTest.another();
      const secrets = createSecrets(new Uint8Array(32));
      ports = { store: underTest.store, secrets, clock: { nowMs: () => 1_000 } };
    });
    afterAll(async () => {
      if (other !== underTest?.store) await other?.close();
      await underTest?.close();
    });

    test('audit lines of many writers at once form one chain without gaps', async () => {
      const twin = { ...ports, store: other };
      const actions = Array.from({ length: 20 }, (_, index) => `act ${index}`);
      await Promise.all(
        actions.map((action, index) => keepAudit(index % 2 ? ports : twin, note('m1', action))),
      );
      const lines = await underTest.store.listAuditLines('m1', { after: 0, limit: 100 });
      expect(lines.map(({ number }) => number)).toEqual(actions.map((_, index) => index + 1));
      expect(lines.map(({ action }) => action).sort()).toEqual([...actions].sort());
      const lastHash = lines.at(-1)?.hash;
      expect(await verifyAudit(ports, 'm1')).toEqual({ sound: 20, lastHash, brokenAt: null });
      expect(await underTest.store.listAuditLines('m1', { after: 18, limit: 1 })).toEqual([
        lines[18],
      ]);
    });

    test('the newest audit lines are read first, of one person or about one thing', async () => {
      const { store } = underTest;
      const all = { before: null, limit: 2, actor: null, subject: null };
      for (const [actor, subject] of [
        ['user:li', 'order-1'],
        ['user:wang', 'order-1'],
        ['user:li', null],
      ] as const) {
        await keepAudit(ports, { ...note('latest', 'act'), actor, subject });
      }
      const numbers = async (page: Partial<typeof all> | { actor: string } | { subject: string }) =>
        (await store.listLatestAuditLines('latest', { ...all, ...page })).map(
          ({ number }) => number,
        );
      expect(await numbers({})).toEqual([3, 2]);
      expect(await store.listLatestAuditLines('latest', { ...all, before: 2 })).toEqual(
        await store.listAuditLines('latest', { after: 0, limit: 1 }),
      );
      expect(await numbers({ actor: 'user:li' })).toEqual([3, 1]);
      expect(await numbers({ subject: 'order-1' })).toEqual([2, 1]);
      expect(await store.listLatestAuditLines('nobody', all)).toEqual([]);
    });

    test('the log of one merchant says nothing of another', async () => {
      await keepAudit(ports, note('m2', 'own'));
      const all = { after: 0, limit: 10 };
      const lines = await underTest.store.listAuditLines('m2', all);
      expect(lines.map(({ number }) => number)).toEqual([1]);
      expect(await underTest.store.listAuditLines('nobody', all)).toEqual([]);
      expect(await verifyAudit(ports, 'nobody')).toMatchObject({ sound: 0, brokenAt: null });
    });

    test('three hundred lines that wait at once on two servers are written, each in its place', async () => {
      const twin = { ...ports, store: other };
      const actions = Array.from({ length: 300 }, (_, index) => `act ${index}`);
      const kept = await Promise.all(
        actions.map((action, index) => keepAudit(index % 2 ? ports : twin, note('m3', action))),
      );
      expect(kept.map(({ action }) => action)).toEqual(actions);
      expect(await verifyAudit(ports, 'm3')).toMatchObject({ sound: 300, brokenAt: null });
      const numbers = new Set(kept.map(({ number }) => number));
      expect(numbers.size).toBe(300);
    });

    test('a line that the database cannot hold harms none that wait beside it', async () => {
      const texts = ['one', 'two\u0000', 'three'];
      const kept = await Promise.allSettled(
        texts.map((text) => keepAudit(ports, note('m4', text))),
      );
      expect([kept[0]?.status, kept[2]?.status]).toEqual(['fulfilled', 'fulfilled']);
      expect(await verifyAudit(ports, 'm4')).toMatchObject({ brokenAt: null });
    });

    test('the pulse counts what is open and what is overdue', async () => {
      const before = await underTest.store.readPulse(5_000);
      const order = (id: string, createdAtMs: number, nextPollAtMs: number) =>
        sampleOrder({
          id,
          merchantId: 'pulse',
          outTradeNo: `P${id}`,
          state: 'created',
          items: [],
          createdAtMs,
          nextPollAtMs,
        });
      for (const each of [order('a', 10, 4_000), order('b', 20, 9_000)]) {
        const event = { name: 'create', from: null, to: each.state, atMs: 0, note: null };
        await underTest.store.createOrder({ order: each, event, idempotency: null });
      }
      const after = await underTest.store.readPulse(5_000);
      expect(after.openOrders).toBe(before.openOrders + 2);
      expect(after.duePolls).toBe(before.duePolls + 1);
      expect(after.oldestOpenOrderAtMs).toBe(10);
      expect(after.mostOverduePollAtMs).toBeLessThanOrEqual(4_000);
      expect(after).toMatchObject({ openRefunds: 0, exhaustedDeliveries: 0, openDifferences: 0 });
    });
  });
}
