import { beforeEach, describe, expect, it } from 'vitest';
import { updateEndpoint } from '../flows/change-endpoint.ts';
import { createEndpoint } from '../flows/create-endpoint.ts';
import { rotateEndpointSecret } from '../flows/rotate-endpoint-secret.ts';
import type { Delivery, Order, WebhookEndpoint } from '../ports.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { answered } from '../testing/fake-outbound.ts';
import { sampleOrder } from '../testing/sample-order.ts';
import { createDeliveryLoop } from './delivery-loop.ts';

let ports: TestPorts;
let endpoint: WebhookEndpoint;
let orders = 0;

beforeEach(async () => {
  ports = await createTestPorts();
  endpoint = await addEndpoint();
});

async function addEndpoint(url = 'https://shop.example.com/hook'): Promise<WebhookEndpoint> {
  return (await createEndpoint(ports, { url, description: '', eventTypes: [] })).endpoint;
}

/** An order, and how its commits announce what they are told to. */
async function placeOrder() {
  orders += 1;
  const id = `order-${orders}`;
  const outTradeNo = `N${orders}`;
  let order: Order = sampleOrder({ id, outTradeNo, state: 'created', items: [] });
  const event = { name: 'create', from: null, to: order.state, atMs: 0, note: null };
  await ports.store.createOrder({ order, event, idempotency: null });
  return async (type: string) => {
    const fact = {
      id: `${id}-${type}`,
      type,
      atMs: ports.clock.nowMs(),
      payload: { orderId: id },
    };
    await ports.store.commitOrder({ before: order, patch: {}, outbox: [fact] });
    order = { ...order, version: order.version + 1 };
    return fact;
  };
}

async function announce(type = 'order.paid') {
  return (await placeOrder())(type);
}

async function deliveries(endpointId = endpoint.id): Promise<readonly Delivery[]> {
  const merchantId = 'default';
  const all = { merchantId, endpointId, state: null, before: null, limit: 100 } as const;
  return [...(await ports.store.listDeliveries(all))].reverse();
}

const states = async (endpointId?: string) =>
  (await deliveries(endpointId)).map(({ state }) => state);

describe('createDeliveryLoop', () => {
  it('delivers every announced event once, with its id, and keeps what was answered', async () => {
    const facts = await Promise.all(['order.paid', 'refund.succeeded'].map(announce));
    ports.outbound.receive = async () => answered(200, { answer: '好' });
    const loop = createDeliveryLoop(ports);
    expect(await loop.tick()).toBe(2);
    expect(await loop.tick()).toBe(0);
    expect(ports.outbound.sent.map(({ id }) => id)).toEqual(facts.map(({ id }) => id));
    const [sent] = ports.outbound.sent;
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      id: facts[0]?.id,
      type: 'order.paid',
      timestamp: '2023-11-14T22:13:20.000Z',
      data: { orderId: facts[0]?.payload.orderId },
    });
    const [first] = await deliveries();
    expect(first).toMatchObject({ state: 'delivered', attemptCount: 1 });
    expect(first?.attempts).toEqual([
      { atMs: 1_700_000_000_000, durationMs: 0, status: 200, failure: null, answer: '好' },
    ]);
  });

  it('I13 tries ten times over three days with the same id and body, then is visibly exhausted', async () => {
    await announce();
    ports.outbound.receive = async () => answered(500);
    const loop = createDeliveryLoop(ports);
    const startMs = ports.clock.nowMs();
    for (let hour = 0; hour < 24 * 4 * 12; hour += 1) {
      await loop.tick();
      ports.advance(5 * 60_000);
    }
    expect(ports.outbound.sent).toHaveLength(10);
    expect(new Set(ports.outbound.sent.map(({ id, body }) => id + body)).size).toBe(1);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ state: 'exhausted', attemptCount: 10 });
    const tookMs = Number(delivery?.attempts.at(-1)?.atMs) - startMs;
    expect(tookMs / 3_600_000).toBeGreaterThan(75);
    expect(tookMs / 3_600_000).toBeLessThan(84);
    expect(ports.events.map(({ name }) => name)).toContain('webhook.exhausted');
  });

  it('I13 after a crash between sending and keeping sends the same id and body again', async () => {
    await announce();
    const dying: TestPorts = {
      ...ports,
      store: { ...ports.store, recordDeliveries: () => Promise.reject(new Error('killed')) },
    };
    await createDeliveryLoop(dying).tick();
    expect(await states()).toEqual(['pending']);
    const loop = createDeliveryLoop(ports);
    await loop.tick();
    expect(ports.outbound.sent).toHaveLength(1);
    ports.advance(60_000);
    await loop.tick();
    const [before, after] = ports.outbound.sent;
    expect(after).toEqual({ ...before, timestampSeconds: Number(before?.timestampSeconds) + 60 });
    expect(await states()).toEqual(['delivered']);
  });

  it('I13 two loops share the work and send nothing twice', async () => {
    for (let count = 0; count < 250; count += 1) await announce();
    const loops = [1, 2].map(() => createDeliveryLoop(ports));
    await Promise.all(loops.map((loop) => loop.tick()));
    const ids = ports.outbound.sent.map(({ id }) => id);
    expect(ids).toHaveLength(250);
    expect(new Set(ids).size).toBe(250);
    expect(new Set((await deliveries()).map(({ state }) => state))).toEqual(new Set(['delivered']));
  });

  it('I13 keeps the order of one order, and lets other orders pass', async () => {
    const [first, second] = [await placeOrder(), await placeOrder()];
    const paid = await first('order.paid');
    const closed = await first('order.closed');
    const other = await second('order.paid');
    ports.outbound.receive = async ({ id }) =>
      answered(id === paid.id && ports.clock.nowMs() < 1_700_000_005_000 ? 500 : 204);
    const loop = createDeliveryLoop(ports);
    for (let seconds = 0; seconds < 12; seconds += 1) {
      await loop.tick();
      ports.advance(1_000);
    }
    expect(await states()).toEqual(['delivered', 'delivered', 'delivered']);
    const sent = ports.outbound.sent.map(({ id }) => id);
    expect(sent).toEqual([paid.id, other.id, paid.id, closed.id]);
  });

  it('lets an endpoint that hangs keep no other waiting', async () => {
    const other = await addEndpoint('https://other.example.com/');
    const hanging = Promise.withResolvers<void>();
    ports.outbound.receive = async ({ url }) => {
      if (url === endpoint.url) await hanging.promise;
      return answered(204);
    };
    await announce();
    const loop = createDeliveryLoop(ports);
    const first = loop.tick();
    const second = announce().then(() => loop.tick());
    while ((await states(other.id)).filter((state) => state === 'delivered').length < 2);
    expect(await states(endpoint.id)).toContain('pending');
    hanging.resolve();
    await Promise.all([first, second]);
  });

  it('disables an endpoint that says 410, and gives up what it was still to get', async () => {
    for (let count = 0; count < 40; count += 1) await announce();
    ports.outbound.receive = async () => answered(410);
    const loop = createDeliveryLoop(ports, { concurrency: 2 });
    await loop.tick();
    expect(ports.outbound.sent.length).toBeLessThanOrEqual(2);
    const now = await ports.store.findEndpoint('default', endpoint.id);
    expect(now).toMatchObject({ state: 'disabled', disabledBecause: 'gone' });
    expect(new Set(await states())).toEqual(new Set(['exhausted']));
    expect(ports.events.map(({ name }) => name)).toContain('webhook.endpoint-disabled');
  });

  it('gives up what became due for an endpoint in the moment it was disabled', async () => {
    await announce();
    await ports.store.placeEvents({ merchantId: 'default', nowMs: 0, limit: 10 });
    const endpoints = ports.store.findDueEndpoints;
    const late: TestPorts = {
      ...ports,
      store: {
        ...ports.store,
        findDueEndpoints: async (due) =>
          (await endpoints(due)).map((found) => ({ ...found, state: 'disabled' as const })),
      },
    };
    expect(await createDeliveryLoop(late).tick()).toBe(0);
    expect(await states()).toEqual(['exhausted']);
  });

  it('signs with both secrets for a day after one replaced the other', async () => {
    await rotateEndpointSecret(ports, endpoint.id);
    const loop = createDeliveryLoop(ports);
    await announce();
    await loop.tick();
    ports.advance(24 * 3_600_000 - 1);
    await announce();
    await loop.tick();
    ports.advance(1);
    await announce();
    await loop.tick();
    expect(ports.outbound.sent.map(({ secrets }) => secrets.length)).toEqual([2, 2, 1]);
    const [newest] = ports.outbound.sent[0]?.secrets ?? [];
    expect(ports.outbound.sent[2]?.secrets).toEqual([newest]);
  });

  it('takes a new URL for what is sent from then on, also within one long run', async () => {
    for (let count = 0; count < 150; count += 1) await announce();
    ports.outbound.receive = async () => {
      if (ports.outbound.sent.length === 1) {
        await updateEndpoint(ports, endpoint.id, { url: 'https://new.example.com/' });
      }
      return answered(204);
    };
    await createDeliveryLoop(ports, { concurrency: 1 }).tick();
    const urls = ports.outbound.sent.map(({ url }) => url);
    expect(urls.slice(0, 100).every((url) => url === endpoint.url)).toBe(true);
    expect(urls.slice(100).every((url) => url === 'https://new.example.com/')).toBe(true);
  });

  it('gives back unsent what a slow endpoint left too little of the lease for', async () => {
    for (let count = 0; count < 10; count += 1) await announce();
    let claimedAtMs = 0;
    const heldForMs: number[] = [];
    const slow: TestPorts = {
      ...ports,
      store: {
        ...ports.store,
        claimDeliveries: (claim) => {
          claimedAtMs = claim.nowMs;
          return ports.store.claimDeliveries(claim);
        },
      },
    };
    ports.outbound.receive = async () => {
      heldForMs.push(ports.clock.nowMs() - claimedAtMs);
      ports.advance(15_000);
      return answered(204);
    };
    await createDeliveryLoop(slow, { concurrency: 1, leaseSeconds: 60 }).tick();
    // Three attempts begin before less than twenty seconds are left; the rest is claimed anew each time.
    expect(heldForMs).toEqual([0, 15, 30, 0, 15, 30, 0, 15, 30, 0].map((each) => each * 1_000));
    expect(new Set(ports.outbound.sent.map(({ id }) => id)).size).toBe(10);
  });

  it('sends to one endpoint no more at once than it may, however often it looks', async () => {
    for (let count = 0; count < 6; count += 1) await announce();
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    ports.outbound.receive = async () => {
      if (ports.outbound.sent.length === 2) begun.resolve();
      await finish.promise;
      return answered(204);
    };
    // Another has to be due that was not claimed already: the first claim takes all there is.
    const loop = createDeliveryLoop(ports, { concurrency: 2 });
    const first = loop.tick();
    await begun.promise;
    await announce();
    const second = loop.tick();
    await ports.store.placeEvents({ merchantId: 'default', nowMs: 0, limit: 9 });
    const third = loop.tick();
    expect(ports.outbound.sent).toHaveLength(2);
    await new Promise(setImmediate);
    expect(ports.outbound.sent).toHaveLength(2);
    finish.resolve();
    await Promise.all([first, second, third]);
    expect(ports.outbound.sent).toHaveLength(7);
  });

  it('finishes what is under way when it is stopped, gives the rest back, and claims nothing more', async () => {
    for (let count = 0; count < 5; count += 1) await announce();
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    ports.outbound.receive = async () => {
      begun.resolve();
      await finish.promise;
      return answered(204);
    };
    const loop = createDeliveryLoop(ports, { concurrency: 2 });
    const ticked = loop.tick();
    await begun.promise;
    const stopped = loop.stop();
    finish.resolve();
    await Promise.all([ticked, stopped]);
    expect((await states()).filter((state) => state === 'delivered')).toHaveLength(2);
    expect(await loop.tick()).toBe(0);
    // At once, without waiting for a lease.
    await createDeliveryLoop(ports).tick();
    expect(ports.outbound.sent).toHaveLength(5);
  });

  it('goes on when one delivery cannot be made, and says so', async () => {
    await announce();
    const broken = {
      ...ports,
      secrets: {
        ...ports.secrets,
        open: () => {
          throw new Error('sealed under another master key');
        },
      },
    };
    await createDeliveryLoop(broken).tick();
    expect(ports.events.map(({ name }) => name)).toContain('webhook.loop-failed');
    ports.advance(60_000);
    await createDeliveryLoop(ports).tick();
    expect(await states()).toEqual(['delivered']);
  });

  it('says once of a database that it is gone, however many deliveries wait for it', async () => {
    await announce();
    const gone = () => Promise.reject(new Error('the database is gone'));
    const broken = { ...ports, store: { ...ports.store, claimDeliveries: gone } };
    await createDeliveryLoop(broken).tick();
    const failures = ports.events.filter(({ name }) => name === 'webhook.loop-failed');
    expect(failures).toHaveLength(1);
  });
});
