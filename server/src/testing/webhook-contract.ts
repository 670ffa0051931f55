/**
 * The promises of a store about events, endpoints and deliveries. Over 250 lines because the list of
 * promises is one thing, as in `store-contract.ts`.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  Delivery,
  DeliveryResult,
  DueDelivery,
  Order,
  PlacedEvent,
  Store,
  WebhookEndpoint,
} from '../ports.ts';
import { sampleOrder } from './sample-order.ts';
import type { StoreUnderTest } from './store-contract.ts';

/** Runs them against each implementation; every test has a merchant of its own. */
export function webhookContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`webhooks in a store ${name}`, () => {
    let underTest: StoreUnderTest;
    let store: StoreUnderTest['store'];
    let other: Store;
    let merchantId: string;
    let merchants = 0;

    beforeAll(async () => {
      underTest = await open();
      store = underTest.store;
      other = await underTest.another();
    });
    afterAll(async () => {
      if (other !== store) await other?.close();
      await underTest?.close();
    });
    beforeEach(() => {
      merchants += 1;
      merchantId = `webhook-merchant-${merchants}`;
    });

    /** An order whose commits announce what they are told to. */
    async function placeOrder(number: number): Promise<(type?: string) => Promise<string>> {
      const id = `order-${number}`;
      let order: Order = sampleOrder({
        id,
        merchantId,
        outTradeNo: `N${merchantId}${number}`,
        state: 'created',
        items: [],
        nextPollAtMs: null,
      });
      const event = { name: 'create', from: null, to: order.state, atMs: 0, note: null };
      await store.createOrder({ order, event, idempotency: null });
      let facts = 0;
      return async (type = 'order.paid') => {
        facts += 1;
        const factId = `${merchantId}-${number}-${facts}`;
        const fact = { id: factId, type, atMs: 1_000 - facts, payload: { 序: facts, order: id } };
        const writer = facts % 2 ? store : other;
        const patch = { askedAtMs: facts };
        expect(await writer.commitOrder({ before: order, patch, outbox: [fact] })).toBe(
          'committed',
        );
        order = { ...order, ...patch, version: order.version + 1 };
        return factId;
      };
    }

    const endpoint = (id: string, changes: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
      id,
      merchantId,
      url: 'https://shop.example.com/hook',
      description: '订单系统',
      eventTypes: [],
      state: 'enabled',
      disabledBecause: null,
      secrets: [{ sealed: 'v1.sealed', expiresAtMs: null }],
      createdAtMs: 1,
      version: 1,
      ...changes,
    });
    const place = (from: Store = store, nowMs = 1_000) =>
      from.placeEvents({ merchantId, nowMs, limit: 100 });
    const claim = (
      changes: Partial<Parameters<Store['claimDeliveries']>[0]> = {},
      from: Store = store,
    ): Promise<readonly DueDelivery[]> =>
      from.claimDeliveries({
        merchantId,
        endpointId: 'ep',
        nowMs: 1_000,
        leaseSeconds: 30,
        limit: 100,
        ...changes,
      });
    const result = (
      { event, endpointId, tries }: DueDelivery,
      outcome: DeliveryResult['outcome'],
      nextAttemptAtMs: number | null = null,
    ): DeliveryResult => ({
      endpointId,
      position: event.position,
      tries,
      outcome,
      nextAttemptAtMs,
      attempt:
        outcome === 'unsent'
          ? null
          : { atMs: 1, durationMs: 2, status: 200, failure: null, answer: '好的' },
    });
    const record = (results: readonly DeliveryResult[], nowMs = 1_000) =>
      store.recordDeliveries({ merchantId, nowMs, results });
    const find = async (position: number, endpointId = 'ep'): Promise<Delivery> => {
      const found = await store.findDelivery(merchantId, endpointId, position);
      if (!found) throw new Error('no such delivery');
      return found;
    };
    const positions = (due: readonly DueDelivery[]) => due.map(({ event }) => event.position);
    const feed = (after: number, limit: number, type: string | null = null) =>
      store.listEvents({ merchantId, after, limit, type });

    async function readFeed(limit: number, type: string | null = null): Promise<PlacedEvent[]> {
      const read: PlacedEvent[] = [];
      for (let after = 0, more = true; more; ) {
        const page = await feed(after, limit, type);
        read.push(...page.items);
        more = page.hasMore;
        after = page.nextPosition;
      }
      return read;
    }

    describe('puts events in order', () => {
      test('what is old is deleted in stretches: finished deliveries, and events that wait for nobody', async () => {
        await store.createEndpoint(endpoint('a'));
        await store.createEndpoint(endpoint('b'));
        const announce = await placeOrder(1);
        for (let count = 0; count < 5; count += 1) await announce();
        await place(store, 1_000);
        for (let round = 0; round < 5; round += 1) {
          const due = await claim({ endpointId: 'a', nowMs: 10_000 * (round + 1) });
          await record(
            due.map((each) => result(each, 'delivered')),
            round < 3 ? 2_000 : 9_000,
          );
        }
        const walk = async (beforeMs: number) => {
          const deleted: number[] = [];
          let after: Parameters<Store['sweepDeliveries']>[0]['after'] = null;
          do {
            const swept = await store.sweepDeliveries({ merchantId, beforeMs, after, limit: 2 });
            deleted.push(swept.deleted);
            after = swept.next;
          } while (after !== null);
          return deleted.reduce((sum, count) => sum + count, 0);
        };
        expect(await walk(1_000)).toBe(0);
        expect(await walk(5_000)).toBe(3);
        expect(await walk(5_000)).toBe(0);
        const list = (endpointId: string) =>
          store.listDeliveries({ merchantId, endpointId, state: null, before: null, limit: 10 });
        expect((await list('a')).map(({ position }) => position)).toEqual([5, 4]);
        expect(await list('b')).toHaveLength(5);

        const sweep = (after: number, limit = 100) =>
          store.sweepEvents({ merchantId, beforeMs: 5_000, after, limit });
        // Each is still to go to the other endpoint.
        expect(await sweep(0)).toEqual({ deleted: 0, next: null });
        await store.exhaustDeliveries({ merchantId, endpointId: 'b', nowMs: 2_000 });
        expect(await walk(5_000)).toBe(5);
        expect(await sweep(0, 2)).toEqual({ deleted: 2, next: 2 });
        expect(await sweep(2, 2)).toEqual({ deleted: 1, next: 4 });
        expect(await sweep(4, 2)).toEqual({ deleted: 0, next: null });
        expect((await readFeed(10)).map(({ position }) => position)).toEqual([4, 5]);

        // The place of what is gone is not given again.
        expect(await walk(10_000)).toBe(2);
        expect((await sweep(0)).deleted).toBe(2);
        expect(await store.lastEventPosition(merchantId)).toBe(5);
        await announce();
        await place(store, 20_000);
        expect((await readFeed(10)).map(({ position }) => position)).toEqual([6]);
      });

      test('an event that is young, or has no place yet, is not deleted, and nothing of another merchant', async () => {
        const announce = await placeOrder(1);
        await announce();
        const sweep = (beforeMs: number, of = merchantId) =>
          store.sweepEvents({ merchantId: of, beforeMs, after: 0, limit: 10 });
        expect(await sweep(5_000)).toEqual({ deleted: 0, next: null });
        await place();
        expect((await sweep(5_000, 'nobody')).deleted).toBe(0);
        expect((await sweep(10)).deleted).toBe(0);
        expect(await readFeed(10)).toHaveLength(1);
      });

      test('I13 those of one order come in the order of its commits, whatever the clocks said', async () => {
        const announce = await placeOrder(1);
        const ids = [await announce(), await announce('order.closed'), await announce()];
        expect(await feed(0, 10)).toEqual({ items: [], nextPosition: 0, hasMore: false });
        expect(await place()).toBe(3);
        expect(await place()).toBe(0);
        const { items } = await feed(0, 10);
        expect(items.map(({ id }) => id)).toEqual(ids);
        expect(items[1]).toMatchObject({
          merchantId,
          orderId: 'order-1',
          type: 'order.closed',
          atMs: 998,
          payload: { 序: 2, order: 'order-1' },
        });
        expect(await store.findEvent(merchantId, ids[1] ?? '')).toEqual(items[1]);
        expect(await store.findEvent('somebody-else', ids[1] ?? '')).toBeNull();
      });

      test('an event that has no place yet is not found', async () => {
        const id = await (await placeOrder(1))();
        expect(await store.findEvent(merchantId, id)).toBeNull();
      });

      test('pages hold every event once; a page may pass over those of other types', async () => {
        const announce = await placeOrder(1);
        for (const index of numbers(7)) {
          await announce(index === 2 || index === 7 ? 'order.closed' : 'order.paid');
        }
        await place();
        const all = await readFeed(3);
        expect(all.map(({ payload }) => payload.序)).toEqual(numbers(7));
        for (const limit of [1, 2, 5]) {
          const closed = await readFeed(limit, 'order.closed');
          expect(closed.map(({ payload }) => payload.序)).toEqual([2, 7]);
        }
        const none = await feed(0, 2, 'refund.closed');
        const end = all.at(-1)?.position;
        expect(none).toEqual({ items: [], nextPosition: end, hasMore: false });
        expect(await store.listEvents({ merchantId: 'x', after: 0, limit: 9, type: null })).toEqual(
          { items: [], nextPosition: 0, hasMore: false },
        );
      });

      test('the newest are read first, page by page, also of one type', async () => {
        const announce = await placeOrder(1);
        for (let count = 0; count < 5; count += 1) {
          await announce(count % 2 ? 'order.closed' : 'order.paid');
        }
        await place();
        const oldestFirst = await readFeed(100);
        for (const type of [null, 'order.closed', 'refund.closed']) {
          const read: PlacedEvent[] = [];
          for (let before: number | null = null, more = true; more; ) {
            const page = await store.listLatestEvents({ merchantId, before, limit: 2, type });
            read.push(...page.items);
            more = page.hasMore;
            before = page.nextPosition;
          }
          const wanted = oldestFirst.filter((event) => type === null || event.type === type);
          expect(read).toEqual(wanted.reverse());
        }
      });

      test('I13 a reader who follows the feed while commits race misses none and sees none twice', async () => {
        await store.createEndpoint(endpoint('ep'));
        const announcers = await Promise.all(numbers(8).map(placeOrder));
        let isWriting = true;
        const writing = Promise.all(
          announcers.map(async (announce) => {
            const ids: string[] = [];
            for (let count = 0; count < 6; count += 1) ids.push(await announce());
            return ids;
          }),
        ).finally(() => {
          isWriting = false;
        });
        const placing = [store, other].map(async (placer) => {
          while (isWriting) await placer.placeEvents({ merchantId, nowMs: 1_000, limit: 5 });
        });
        const read: PlacedEvent[] = [];
        let after = 0;
        const follow = async () => {
          const page = await feed(after, 4);
          read.push(...page.items);
          after = page.nextPosition;
          return page.items.length;
        };
        while (isWriting) await follow();
        const ids = await writing;
        await Promise.all(placing);
        await place();
        while ((await follow()) > 0);
        expect(read.map(({ id }) => id).sort()).toEqual(ids.flat().sort());
        for (const own of ids) {
          const seen = read.filter(({ id }) => own.includes(id)).map(({ id }) => id);
          expect(seen).toEqual(own);
        }
        const deliveries = await store.listDeliveries({
          merchantId,
          endpointId: 'ep',
          state: null,
          before: null,
          limit: 100,
        });
        expect(deliveries.map(({ eventId }) => eventId).reverse()).toEqual(
          read.map(({ id }) => id),
        );
      });
    });

    describe('keeps endpoints', () => {
      test('one comes back as it was given, to its merchant only; they are listed oldest first', async () => {
        await store.createEndpoint(endpoint('b', { createdAtMs: 2, eventTypes: ['order.paid'] }));
        await store.createEndpoint(endpoint('a', { createdAtMs: 3 }));
        expect(await store.findEndpoint(merchantId, 'b')).toEqual(
          endpoint('b', { createdAtMs: 2, eventTypes: ['order.paid'] }),
        );
        expect(await store.findEndpoint('somebody-else', 'b')).toBeNull();
        expect((await store.listEndpoints(merchantId)).map(({ id }) => id)).toEqual(['b', 'a']);
        expect(await store.listEndpoints('somebody-else')).toEqual([]);
      });

      test('a commit against an older version is stale; a deleted one is not found again', async () => {
        const before = endpoint('ep');
        await store.createEndpoint(before);
        const secrets = [{ sealed: 'v1.new', expiresAtMs: null }, ...before.secrets];
        const patch = { url: 'https://b.example.com/', eventTypes: ['order.paid'], secrets };
        expect(await store.commitEndpoint({ before, patch, nowMs: 5 })).toBe('committed');
        expect(await store.commitEndpoint({ before, patch, nowMs: 5 })).toBe('stale');
        const now = await store.findEndpoint(merchantId, 'ep');
        expect(now).toEqual({ ...before, ...patch, version: 2 });
        if (!now) throw new Error('gone');
        await store.commitEndpoint({ before: now, patch: { state: 'deleted' }, nowMs: 6 });
        expect(await store.findEndpoint(merchantId, 'ep')).toBeNull();
        expect(await store.listEndpoints(merchantId)).toEqual([]);
      });
    });

    describe('makes deliveries', () => {
      test('for each endpoint that wants the type; a disabled one has them kept, a deleted one gets none', async () => {
        await store.createEndpoint(endpoint('ep'));
        await store.createEndpoint(endpoint('closed', { eventTypes: ['order.closed'] }));
        await store.createEndpoint(
          endpoint('off', { state: 'disabled', disabledBecause: 'asked' }),
        );
        await store.createEndpoint(endpoint('deleted', { state: 'deleted' }));
        const announce = await placeOrder(1);
        const id = await announce();
        await place();
        const [event] = (await feed(0, 1)).items;
        const position = event?.position ?? 0;
        expect(await find(position)).toEqual({
          merchantId,
          endpointId: 'ep',
          position,
          eventId: id,
          eventType: 'order.paid',
          orderId: 'order-1',
          state: 'pending',
          attemptCount: 0,
          tries: 0,
          nextAttemptAtMs: 1_000,
          createdAtMs: 1_000,
          finishedAtMs: null,
          attempts: [],
        });
        expect(await find(position, 'off')).toMatchObject({
          state: 'exhausted',
          nextAttemptAtMs: null,
          finishedAtMs: 1_000,
        });
        for (const none of ['closed', 'deleted']) {
          expect(await store.findDelivery(merchantId, none, position)).toBeNull();
        }
        expect(await store.findDelivery('somebody-else', 'ep', position)).toBeNull();
      });

      test('I13 a due one is given once until its lease ends, whatever the number of stores', async () => {
        await store.createEndpoint(endpoint('ep'));
        for (const number of numbers(12)) await (await placeOrder(number))();
        await place();
        expect(await claim({ nowMs: 999 })).toEqual([]);
        const claims = await Promise.all(
          numbers(6).map((number) => claim({ limit: 2 }, number % 2 ? store : other)),
        );
        const given = [...claims.flat(), ...(await claim())];
        expect(new Set(positions(given)).size).toBe(12);
        expect(given).toHaveLength(12);
        expect(given[0]).toMatchObject({ endpointId: 'ep', tries: 0 });
        expect(await store.findEvent(merchantId, given[0]?.event.id ?? '')).toEqual(
          given[0]?.event,
        );
        expect(await claim({ nowMs: 30_999 })).toEqual([]);
        expect(await claim({ nowMs: 31_000 })).toHaveLength(12);
      });

      test('I18 a claim gives what is its merchant’s and its endpoint’s only', async () => {
        await store.createEndpoint(endpoint('ep'));
        await (await placeOrder(1))();
        await place();
        expect(await claim({ merchantId: 'somebody-else' })).toEqual([]);
        expect(await claim({ endpointId: 'other' })).toEqual([]);
        const due = { merchantId, nowMs: 1_000 };
        expect((await store.findDueEndpoints(due)).map(({ id }) => id)).toEqual(['ep']);
        expect(await store.findDueEndpoints({ ...due, nowMs: 999 })).toEqual([]);
        expect(await store.findDueEndpoints({ ...due, merchantId: 'somebody-else' })).toEqual([]);
      });

      test('I13 a later event of an order waits until the earlier is finished; other orders do not', async () => {
        await store.createEndpoint(endpoint('ep'));
        const [first, second] = [await placeOrder(1), await placeOrder(2)];
        await first();
        await first('order.closed');
        await second();
        await place();
        const [early, free] = await claim();
        if (!early || !free) throw new Error('too few');
        expect([early, free].map(({ event }) => event.orderId)).toEqual(['order-1', 'order-2']);
        await record([result(early, 'again', 9_000)], 2_000);
        expect(await claim({ nowMs: 8_999 })).toEqual([]);
        const [again] = await claim({ nowMs: 9_000 });
        if (!again) throw new Error('too few');
        expect(again).toEqual({ ...early, tries: 1 });
        await record([result(again, 'delivered')], 9_500);
        const [late] = await claim({ nowMs: 10_500 });
        expect(late?.event).toMatchObject({ orderId: 'order-1', type: 'order.closed' });
      });
    });

    describe('keeps what came of them', () => {
      async function dueOnes(count: number): Promise<readonly DueDelivery[]> {
        await store.createEndpoint(endpoint('ep'));
        for (const number of numbers(count)) await (await placeOrder(number))();
        await place();
        return claim();
      }

      test('delivered, due again, given up, or given back', async () => {
        const [done, again, over, unsent] = await dueOnes(4);
        if (!done || !again || !over || !unsent) throw new Error('too few');
        await record(
          [
            result(done, 'delivered'),
            result(again, 'again', 7_000),
            result(over, 'exhausted'),
            result(unsent, 'unsent'),
          ],
          2_000,
        );
        const { attempt } = result(done, 'delivered');
        expect(await find(done.event.position)).toMatchObject({
          state: 'delivered',
          attemptCount: 1,
          tries: 1,
          nextAttemptAtMs: null,
          finishedAtMs: 2_000,
          attempts: [attempt],
        });
        expect(await find(again.event.position)).toMatchObject({
          state: 'pending',
          tries: 1,
          nextAttemptAtMs: 7_000,
          finishedAtMs: null,
        });
        expect(await find(over.event.position)).toMatchObject({ state: 'exhausted', tries: 1 });
        expect(await find(unsent.event.position)).toMatchObject({ tries: 0, attempts: [] });
        expect(positions(await claim({ nowMs: 2_000 }))).toEqual([unsent.event.position]);
        await record([]);
      });

      test('a failure that comes after another result changes nothing; a success counts always', async () => {
        const [one, two] = await dueOnes(2);
        if (!one || !two) throw new Error('too few');
        await record([result(one, 'delivered'), result(two, 'exhausted')], 2_000);
        await record([result(one, 'again', 9_000)], 3_000);
        expect(await find(one.event.position)).toMatchObject({ state: 'delivered', tries: 1 });
        await record([result(two, 'again', 9_000)], 3_000);
        expect(await find(two.event.position)).toMatchObject({ state: 'exhausted', tries: 1 });
        await record([result(two, 'delivered')], 3_000);
        expect(await find(two.event.position)).toMatchObject({ state: 'delivered', tries: 2 });
        await store.recordDeliveries({
          merchantId: 'somebody-else',
          nowMs: 1,
          results: [result(two, 'exhausted')],
        });
        expect((await find(two.event.position)).state).toBe('delivered');
      });

      test('of two failures of one attempt the second changes nothing', async () => {
        const [one] = await dueOnes(1);
        if (!one) throw new Error('too few');
        await record([result(one, 'again', 7_000)]);
        await record([result(one, 'again', 9_000)]);
        await record([result(one, 'exhausted')]);
        const { position } = one.event;
        expect(await find(position)).toMatchObject({ tries: 1, nextAttemptAtMs: 7_000 });
      });

      test('the last fifty attempts are kept', async () => {
        const [one] = await dueOnes(1);
        if (!one) throw new Error('too few');
        for (const tries of numbers(52)) {
          await record([result({ ...one, tries: tries - 1 }, 'again', tries)]);
        }
        const kept = await find(one.event.position);
        expect(kept).toMatchObject({ attemptCount: 52, tries: 52 });
        expect(kept.attempts).toHaveLength(50);
      });

      test('an endpoint that is no longer enabled has what it was still to get exhausted', async () => {
        const [one, two] = await dueOnes(2);
        if (!one || !two) throw new Error('too few');
        await record([result(one, 'delivered')]);
        const before = await store.findEndpoint(merchantId, 'ep');
        if (!before) throw new Error('gone');
        const patch = { state: 'disabled', disabledBecause: 'gone' } as const;
        await store.commitEndpoint({ before, patch, nowMs: 4_000 });
        expect(await find(one.event.position)).toMatchObject({ state: 'delivered' });
        expect(await find(two.event.position)).toMatchObject({
          state: 'exhausted',
          nextAttemptAtMs: null,
          finishedAtMs: 4_000,
        });
      });

      test('what became due for a disabled endpoint all the same is found and given up', async () => {
        const [one] = await dueOnes(1);
        if (!one) throw new Error('too few');
        const due = { merchantId, endpointId: 'ep', nowMs: 5_000 };
        expect(await store.exhaustDeliveries({ ...due, merchantId: 'somebody-else' })).toBe(0);
        expect(await store.exhaustDeliveries(due)).toBe(1);
        expect(await find(one.event.position)).toMatchObject({ state: 'exhausted' });
        expect(await store.findDueEndpoints(due)).toEqual([]);
      });

      test('sent again on request: one whatever became of it, or all that are exhausted, in their order', async () => {
        const [one, two, three] = await dueOnes(3);
        if (!one || !two || !three) throw new Error('too few');
        await record([
          result(one, 'exhausted'),
          result(two, 'delivered'),
          result(three, 'exhausted'),
        ]);
        const resend = (position: number | 'exhausted', nowMs: number) =>
          store.resendDeliveries({ merchantId, endpointId: 'ep', position, nowMs });
        expect(await resend('exhausted', 5_000)).toBe(2);
        const again = await claim({ nowMs: 5_000 });
        expect(again).toEqual([
          { ...one, tries: 0 },
          { ...three, tries: 0 },
        ]);
        expect(await find(one.event.position)).toMatchObject({ attemptCount: 1, tries: 0 });
        expect(await resend('exhausted', 5_000)).toBe(0);
        expect(await resend(two.event.position, 6_000)).toBe(1);
        expect(positions(await claim({ nowMs: 6_000 }))).toEqual([two.event.position]);
        expect(await resend(999_999, 6_000)).toBe(0);
      });

      test('they are listed newest first, page by page, by state', async () => {
        const due = await dueOnes(5);
        const [one, , three] = due;
        if (!one || !three) throw new Error('too few');
        await record([result(one, 'exhausted'), result(three, 'exhausted')]);
        const list = async (before: number | null, state: Delivery['state'] | null) =>
          (
            await store.listDeliveries({ merchantId, endpointId: 'ep', state, before, limit: 2 })
          ).map(({ position }) => position);
        const [a, b, c, d, e] = positions(due);
        expect(await list(null, null)).toEqual([e, d]);
        expect(await list(d ?? 0, null)).toEqual([c, b]);
        expect(await list(b ?? 0, null)).toEqual([a]);
        expect(await list(null, 'exhausted')).toEqual([c, a]);
        expect(await list(null, 'delivered')).toEqual([]);
      });
    });
  });
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
