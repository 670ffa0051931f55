import { beforeEach, describe, expect, it } from 'vitest';
import { createOrder } from '../flows/create-order.ts';
import { prepayOrder } from '../flows/prepay-order.ts';
import type { Order } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { createPollLoop } from './poll-loop.ts';

let ports: TestPorts;
beforeEach(async () => {
  ports = await createTestPorts();
});

describe('createPollLoop', () => {
  it('asks about every due order, in batches, and about none twice', async () => {
    const orders = await Promise.all(Array.from({ length: 7 }, payable));
    for (const order of orders) ports.platform.pay(order);
    ports.advance(10_000);
    const loops = [1, 2].map(() => createPollLoop(ports, { concurrency: 2 }));
    const counts = await Promise.all(loops.map((loop) => loop.tick()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(7);
    for (const order of orders) expect((await stored(ports, order)).state).toBe('paid');
    expect(questions()).toBe(7);
  });

  it('goes on when one order fails, and asks about it again when its lease ends', async () => {
    const [bad, good] = [await payable(), await payable()];
    ports.platform.pay(good);
    ports.platform.pay(bad);
    ports.advance(10_000);
    const loop = createPollLoop(ports, { leaseSeconds: 60 });
    ports.beforeNextCommit(() => Promise.reject(new Error('disk full')));
    await loop.tick();
    const states = await Promise.all([bad, good].map(async (order) => stored(ports, order)));
    expect(states.map(({ state }) => state).sort()).toEqual(['paid', 'payable']);
    expect(ports.events.map(({ name }) => name)).toContain('poll.failed');
    ports.advance(60_000);
    await loop.tick();
    expect((await stored(ports, bad)).state).toBe('paid');
    expect((await stored(ports, good)).state).toBe('paid');
  });

  it('finishes the question under way when it is stopped, and claims nothing more', async () => {
    const order = await payable();
    ports.platform.pay(order);
    ports.advance(10_000);
    let letAnswer = () => {};
    const asked = new Promise<void>((resolveAsked) => {
      ports.platform.during('query', () => {
        resolveAsked();
        return new Promise((resolve) => {
          letAnswer = resolve;
        });
      });
    });
    const loop = createPollLoop(ports);
    void loop.tick();
    await asked;
    const stopped = loop.stop();
    letAnswer();
    await stopped;
    expect((await stored(ports, order)).state).toBe('paid');
    const next = await payable();
    ports.advance(10_000);
    expect(await loop.tick()).toBe(0);
    expect((await stored(ports, next)).pollCount).toBe(0);
  });
});

async function payable(): Promise<Order> {
  const items = [{ productId: 'tea', quantity: 1 }];
  const order = await createOrder(ports, { openid: 'oPayer', items, idempotencyKey: null });
  return (await prepayOrder(ports, testPayer, order.id)).order;
}

function questions(): number {
  return ports.platform.calls.filter((name) => name === 'query').length;
}
