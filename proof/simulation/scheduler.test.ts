import { expect, test } from 'vitest';
import { createKeyedRandom } from './keyed-random.ts';
import { createScheduler } from './scheduler.ts';
import { createTrace } from './trace.ts';

function open(seed: number) {
  const trace = createTrace(true);
  const scheduler = createScheduler({
    startMs: 1_000,
    random: createKeyedRandom(seed),
    trace,
    isBusy: () => true,
  });
  return { scheduler, trace };
}

test('time jumps from act to act, in their order, and stands where it was told to end', async () => {
  const { scheduler } = open(1);
  const seen: (readonly [string, number])[] = [];
  scheduler.at(9_000, 'late', () => seen.push(['late', scheduler.nowMs()]));
  scheduler.at(2_000, 'early', () => seen.push(['early', scheduler.nowMs()]));
  scheduler.at(500, 'past', () => seen.push(['past', scheduler.nowMs()]));
  await scheduler.runUntil(5_000);
  expect(seen).toEqual([
    ['past', 1_000],
    ['early', 2_000],
  ]);
  expect(scheduler.nowMs()).toBe(5_000);
  await scheduler.runUntil(10_000);
  expect(seen.at(-1)).toEqual(['late', 9_000]);
});

test('what is due at the same moment comes in an order that the seed chooses, and each seed its own', async () => {
  const order = async (seed: number) => {
    const { scheduler } = open(seed);
    const seen: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) scheduler.at(2_000, name, () => seen.push(name));
    await scheduler.runUntil(3_000);
    return seen.join('');
  };
  const orders = await Promise.all([1, 2, 3, 4, 5, 6].map(order));
  expect(new Set(orders).size).toBeGreaterThan(2);
  expect(await order(3)).toBe(orders[2]);
});

test('an act that was taken back never happens', async () => {
  const { scheduler, trace } = open(1);
  scheduler.at(2_000, 'never', () => expect.unreachable())();
  await scheduler.runUntil(3_000);
  expect(trace.count()).toBe(0);
});

test('whoever waits goes on before the next act is taken out', async () => {
  const { scheduler } = open(1);
  const seen: string[] = [];
  const walk = async () => {
    await scheduler.wait(1_000, 'first');
    seen.push('waited');
    await Promise.resolve();
    seen.push('went on');
  };
  void walk();
  scheduler.at(2_001, 'next', () => seen.push('next'));
  await scheduler.runUntil(3_000);
  expect(seen).toEqual(['waited', 'went on', 'next']);
});
