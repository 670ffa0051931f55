import { expect, test } from 'vitest';
import { superviseWorkers, type Worker } from './supervise-workers.ts';

test('a worker that dies is replaced, with growing patience', async () => {
  const house = startHouse(2);
  await house.supervisor.start();
  house.born[0]?.die();
  await house.settle();
  expect(house.alive()).toBe(2);
  house.born[2]?.die();
  await house.settle();
  expect(house.alive()).toBe(2);
  expect(house.waits).toEqual([100, 200]);
});

test('when the first worker does not come up, none runs', async () => {
  const house = startHouse(3);
  house.failNext(1);
  await expect(house.supervisor.start()).rejects.toThrow('it ended first');
  expect(house.born).toHaveLength(1);
});

test('rolling replaces each worker, and an old one goes only when a new one listens', async () => {
  const house = startHouse(3);
  await house.supervisor.start();
  expect(await house.supervisor.roll()).toBe(true);
  expect(house.born.map(({ isAlive }) => isAlive())).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
  expect(house.fewest()).toBe(3);
});

test('rolling stops at the first new worker that does not come up, and the old ones go on', async () => {
  const house = startHouse(2);
  await house.supervisor.start();
  house.failNext(1);
  expect(await house.supervisor.roll()).toBe(false);
  expect(house.alive()).toBe(2);
  expect(house.born[0]?.isAlive()).toBe(true);
  expect(await house.supervisor.roll()).toBe(true);
});

test('stopping ends all, and what dies then is not replaced', async () => {
  const house = startHouse(2);
  await house.supervisor.start();
  await house.supervisor.stop();
  await house.settle();
  expect(house.alive()).toBe(0);
  expect(house.born).toHaveLength(2);
});

interface TestWorker extends Worker {
  die(): void;
  isAlive(): boolean;
}

function startHouse(count: number) {
  const born: TestWorker[] = [];
  const waits: number[] = [];
  let failing = 0;
  let fewest = Number.POSITIVE_INFINITY;
  const alive = () => born.filter((worker) => worker.isAlive()).length;

  function fork(): TestWorker {
    const ended = Promise.withResolvers<void>();
    let isAlive = failing === 0;
    failing = Math.max(0, failing - 1);
    const die = () => {
      isAlive = false;
      if (born.length > count) fewest = Math.min(fewest, alive());
      ended.resolve();
    };
    const ready = isAlive ? Promise.resolve() : Promise.reject(new Error('it ended first'));
    const worker = {
      ready,
      ended: ended.promise,
      stop: die,
      kill: die,
      die,
      isAlive: () => isAlive,
    };
    born.push(worker);
    return worker;
  }

  const supervisor = superviseWorkers({
    count,
    fork,
    nowMs: () => 0,
    note: () => {},
    // The time limit of an orderly end never comes here.
    wait: (ms) => (ms > 60_000 ? new Promise(() => {}) : Promise.resolve(void waits.push(ms))),
  });
  return {
    supervisor,
    born,
    waits,
    alive,
    fewest: () => fewest,
    failNext: (times: number) => {
      failing = times;
    },
    settle: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
}
