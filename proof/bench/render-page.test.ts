import { expect, test } from 'vitest';
import { renderPage, type SuiteName } from './render-page.ts';

const suite = (name: SuiteName, perSecond: number) => ({
  name,
  tables: [{ title: `Of ${name}`, rows: [{ name: 'node:crypto', perSecond, ratio: 1 }] }],
});

test('what was not measured this time stands as it stood', () => {
  const first = renderPage('a machine; day one', [suite('sdk', 100), suite('phone', 200)]);
  const second = renderPage('a machine; day two', [suite('phone', 300)], first);
  expect(second).toContain('## The SDK\n\nMeasured on: a machine; day one.');
  expect(second).toContain('## The phone\n\nMeasured on: a machine; day two.');
  expect(second).toMatch(/\| 100 \|[\s\S]*\| 300 \|/);
  expect(second).not.toContain('| 200 |');
  expect(renderPage('x', [], second)).toBe(second);
});

test('a suite that the page has no place for yet gets one', () => {
  const page = renderPage('a machine; day one', [suite('sdk', 100), suite('phone', 200)]);
  const longer = renderPage('a machine; day two', [suite('memory', 300)], page);
  expect(longer).toMatch(/## The SDK[\s\S]*## Memory over time[\s\S]*## The phone/);
});
