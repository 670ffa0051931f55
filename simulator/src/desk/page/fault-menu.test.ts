import { expect, test } from 'vitest';
import { faultKinds } from '../../faults/fault.ts';
import { faultMenu } from './fault-menu.ts';

test('every fault is one click on the desk, and each switch is one of them', () => {
  const offered = faultMenu.flatMap(({ switches }) => switches.map(({ order }) => order.kind));
  expect([...new Set(offered)].sort()).toEqual(Object.keys(faultKinds).sort());
});

test('every switch has a title of its own in both languages', () => {
  for (const language of ['zh', 'en'] as const) {
    const titles = faultMenu.flatMap(({ switches }) =>
      switches.map(({ title }) => title[language]),
    );
    expect(new Set(titles).size).toBe(titles.length);
  }
});
