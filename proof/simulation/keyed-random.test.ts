import { expect, test } from 'vitest';
import { createKeyedRandom } from './keyed-random.ts';

test('one question more leaves the answers to all other questions as they were', () => {
  const plain = createKeyedRandom(7);
  const asked = createKeyedRandom(7);
  asked.next('something else');
  expect(asked.next('a')).toBe(plain.next('a'));
  expect(asked.next('a')).toBe(plain.next('a'));
});

test('the same question gets another answer the second time, and in another seed', () => {
  const random = createKeyedRandom(7);
  const first = random.next('a');
  expect(random.next('a')).not.toBe(first);
  expect(createKeyedRandom(8).next('a')).not.toBe(first);
  expect(createKeyedRandom(7 + 2 ** 33).next('a')).not.toBe(first);
});

test('answers are spread evenly', () => {
  const buckets = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 20_000; seed += 1) {
    const at = createKeyedRandom(seed).between('bucket', 0, 9);
    buckets[at] = (buckets[at] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - 2_000)).toBeLessThan(250);
});
