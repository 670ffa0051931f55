import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Order, OutboxEvent, PayerMessage } from '../ports.ts';
import { sampleOrder } from './sample-order.ts';
import { sampleParcel, sampleShipment } from './sample-shipment.ts';
import type { StoreUnderTest } from './store-contract.ts';

/** The promises of a store about what follows a payment, run against each implementation. */
export function afterPaymentContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`what follows a payment in a store ${name}`, () => {
    let underTest: StoreUnderTest;
    let store: StoreUnderTest['store'];
    let merchantId: string;
    let merchants = 0;

    beforeAll(async () => {
      underTest = await open();
      store = underTest.store;
    });
    afterAll(() => underTest?.close());
    beforeEach(() => {
      merchants += 1;
      merchantId = `shipper-${merchants}`;
    });

    /** An order that was paid at the 60th second and announced at `announcedAtMs`. */
    async function placePaid(number = 1, announcedAtMs = 61_000): Promise<Order> {
      const created = sampleOrder({
        merchantId,
        id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        outTradeNo: `${merchantId}N${number}`,
        state: 'created',
        items: [],
        nextPollAtMs: null,
      });
      const event = { name: 'create', from: null, to: created.state, atMs: 0, note: null };
      await store.createOrder({ order: created, event, idempotency: null });
      await store.commitOrder({
        before: created,
        patch: { state: 'paid', transactionId: `42${created.outTradeNo}`, paidAtMs: 60_000 },
        event: { name: 'pay', from: 'created', to: 'paid', atMs: announcedAtMs, note: null },
        outbox: [announcementOf(created, `${created.outTradeNo}-paid`, announcedAtMs)],
      });
      return again(created);
    }

    function announcementOf({ id: orderId }: Order, id: string, atMs: number): OutboxEvent {
      return { id, type: 'order.paid', atMs, payload: { orderId } };
    }

    async function again({ id }: Pick<Order, 'id'>): Promise<Order> {
      const found = await store.findOrderById(merchantId, id);
      if (!found) throw new Error('the order is gone');
      return found;
    }

    async function follow(changes: Partial<Parameters<typeof store.followPayments>[0]> = {}) {
      await store.placeEvents({ merchantId, nowMs: 70_000, limit: 100 });
      return store.followPayments({
        merchantId,
        nowMs: 70_000,
        sinceMs: 0,
        limit: 100,
        method: 'virtual',
        firstReportAtMs: 75_000,
        tellsPayersOf: ['wx0000000000000001'],
        ...changes,
      });
    }

    function shipmentOf(order: Order, changes = {}) {
      const { id: orderId, outTradeNo, openid } = order;
      const transactionId = order.transactionId ?? '';
      return sampleShipment({ merchantId, orderId, outTradeNo, openid, transactionId, ...changes });
    }

    const claim = (nowMs: number) => ({ merchantId, nowMs, leaseSeconds: 60, limit: 10 });

    test('a payment is followed once: its shipment and its message are begun together', async () => {
      const order = await placePaid();
      expect(await follow()).toBe(1);
      expect(await follow()).toBe(0);
      expect(await store.findShipment(order)).toMatchObject({
        orderId: order.id,
        transactionId: order.transactionId,
        openid: order.openid,
        method: 'virtual',
        state: 'to-report',
        requestedBy: 'system',
        complete: true,
        nextReportAtMs: 75_000,
        parcels: [
          {
            itemDesc: order.description,
            carrier: null,
            trackingNo: null,
            receiverPhone: null,
            reported: false,
          },
        ],
      });
      expect(await store.listMessages(order)).toMatchObject([
        { kind: 'paid', state: 'pending', openid: order.openid, nextSendAtMs: 70_000 },
      ]);
    });

    test('payments are followed once when many processes look at the same moment', async () => {
      const orders = await Promise.all(
        Array.from({ length: 12 }, (_, index) => placePaid(index + 1)),
      );
      const other = await underTest.another();
      await store.placeEvents({ merchantId, nowMs: 70_000, limit: 100 });
      const looks = [store, other, store, other].map((each) =>
        each.followPayments({
          merchantId,
          nowMs: 70_000,
          sinceMs: 0,
          limit: 5,
          method: 'virtual',
          firstReportAtMs: 75_000,
          tellsPayersOf: ['wx0000000000000001'],
        }),
      );
      const first = (await Promise.all(looks)).reduce((sum, count) => sum + count, 0);
      const rest = await follow();
      expect(first + rest).toBe(12);
      for (const order of orders) {
        expect(await store.findShipment(order)).not.toBeNull();
        expect(await store.listMessages(order)).toHaveLength(1);
      }
      if (other !== store) await other.close();
    });

    test('a payment older than asked for is passed over, and not looked at again', async () => {
      const order = await placePaid(1, 61_000);
      expect(await follow({ sinceMs: 62_000 })).toBe(1);
      expect(await store.findShipment(order)).toBeNull();
      expect(await follow()).toBe(0);
    });

    test('only what is wanted is begun, and what the merchant began stays his', async () => {
      const [a, b] = [await placePaid(1), await placePaid(2)];
      await store.createShipment(shipmentOf(b));
      await follow({ tellsPayersOf: ['wx0000000000000002'] });
      expect(await store.listMessages(a)).toEqual([]);
      expect(await store.findShipment(b)).toMatchObject({ method: 'express' });
      const c = await placePaid(3);
      await follow({ method: null });
      expect(await store.findShipment(c)).toBeNull();
      expect(await store.listMessages(c)).toHaveLength(1);
    });

    test('an order has one shipment, read back as it was written', async () => {
      const order = await placePaid();
      const shipment = shipmentOf(order, { parcels: [sampleParcel(), sampleParcel()] });
      expect(await store.createShipment(shipment)).toBe('created');
      expect(await store.createShipment({ ...shipment, method: 'virtual' })).toBe('exists');
      expect(await store.findShipment(order)).toEqual(shipment);
      expect(await store.findShipment({ merchantId: 'other', id: order.id })).toBeNull();
    });

    test('a commit against an older version is stale and writes nothing', async () => {
      const order = await placePaid();
      const before = shipmentOf(order);
      await store.createShipment(before);
      const patch = { state: 'reported', reportedAtMs: 130_000, nextReportAtMs: null } as const;
      const event = { ...announcementOf(order, 's1', 130_000), type: 'shipment.reported' };
      const message = { kind: 'shipped', createdAtMs: 130_000 } as const;
      const commit = { before, patch, outbox: [event], message };
      expect(await store.commitShipment(commit)).toBe('committed');
      const outbox = [{ ...event, id: 's2' }];
      expect(await store.commitShipment({ ...commit, outbox })).toBe('stale');
      expect(await store.findShipment(order)).toEqual({ ...before, ...patch, version: 2 });
      const announced = (await store.records.outbox()).map(({ id }) => id);
      expect(announced).toContain('s1');
      expect(announced).not.toContain('s2');
      expect(await store.listMessages(order)).toMatchObject([{ kind: 'shipped' }]);
    });

    test('several shipments are written together, or none of them when one is not as it was', async () => {
      const [a, b, c] = [await placePaid(1), await placePaid(2), await placePaid(3)];
      const [ofA, ofB] = [shipmentOf(a), shipmentOf(b)];
      const begin = (order: Order) => ({ before: null, after: shipmentOf(order) });
      expect(await store.commitShipments([begin(b), begin(a)])).toBe('committed');
      expect([await store.findShipment(a), await store.findShipment(b)]).toEqual([ofA, ofB]);

      expect(await store.commitShipments([begin(c), begin(a)])).toBe('stale');
      expect(await store.findShipment(c)).toBeNull();
      const after = { ...ofA, parcels: [sampleParcel()], requestedBy: 'key:2', version: 2 };
      const change = { before: ofA, after };
      expect(await store.commitShipments([begin(c), change])).toBe('committed');
      expect(await store.findShipment(a)).toEqual(after);
      const late = { before: ofB, after: { ...ofB, requestedBy: 'key:3', version: 2 } };
      expect(await store.commitShipments([late, change])).toBe('stale');
      expect(await store.findShipment(b)).toEqual(ofB);
    });

    test('a due shipment is claimed by one process until its lease ends', async () => {
      const order = await placePaid();
      await store.createShipment(shipmentOf(order));
      expect(await store.claimDueShipments(claim(119_999))).toEqual([]);
      const both = await Promise.all([
        store.claimDueShipments(claim(120_000)),
        store.claimDueShipments(claim(120_000)),
      ]);
      expect(both.flat()).toMatchObject([{ orderId: order.id, version: 1 }]);
      expect(await store.claimDueShipments(claim(179_999))).toEqual([]);
      expect(await store.claimDueShipments(claim(180_000))).toHaveLength(1);
    });

    test('a message is claimed by one process, and saved as it ended', async () => {
      const order = await placePaid();
      await follow();
      const [message] = await store.claimDueMessages(claim(70_000));
      expect(await store.claimDueMessages(claim(70_000))).toEqual([]);
      await store.saveMessage(message as PayerMessage, {
        state: 'sent',
        sentAtMs: 71_000,
        nextSendAtMs: null,
        sendCount: 1,
        isUncertain: true,
      });
      expect(await store.claimDueMessages(claim(999_000))).toEqual([]);
      expect(await store.listMessages(order)).toMatchObject([
        { state: 'sent', sentAtMs: 71_000, sendCount: 1, isUncertain: true },
      ]);
    });

    test('an announcement of one id is written once', async () => {
      const order = await placePaid();
      const event = { ...announcementOf(order, 'overdue', 1), type: 'shipment.overdue' };
      await store.announce(order, event);
      await store.announce(order, event);
      const ids = (await store.records.outbox()).filter(({ id }) => id === 'overdue');
      expect(ids).toHaveLength(1);
    });

    test("a payer's number is kept, the newest one, for its merchant alone", async () => {
      const owner = { merchantId, openid: 'oPhone' };
      expect(await store.findPhoneNumber(owner)).toBeNull();
      await store.savePhoneNumber(owner, 'sealed-new', 2);
      await store.savePhoneNumber(owner, 'sealed-old', 1);
      expect(await store.findPhoneNumber(owner)).toBe('sealed-new');
      expect(await store.findPhoneNumber({ ...owner, merchantId: 'other' })).toBeNull();
    });
  });
}
