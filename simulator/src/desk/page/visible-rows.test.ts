import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOfId, scrollToRow, visibleRows } from './visible-rows.ts';

const place = fc.record({
  scrollTop: fc.nat(400_000),
  height: fc.integer({ min: 1, max: 2_000 }),
  rowHeight: fc.integer({ min: 20, max: 60 }),
  count: fc.nat(10_000),
});

test('of ten thousand messages only those in sight are drawn, wherever the list is scrolled to', () => {
  fc.assert(
    fc.property(place, (given) => {
      const { from, to } = visibleRows(given);
      const { height, rowHeight, count } = given;
      expect(to - from).toBeLessThanOrEqual(Math.ceil(height / rowHeight) + 18);
      const top = Math.min(given.scrollTop, Math.max(0, count * rowHeight - height));
      // Every row that touches what can be seen is there.
      for (let row = 0; row < count; row += Math.max(1, count >> 6)) {
        const inSight = (row + 1) * rowHeight > top && row * rowHeight < top + height;
        if (inSight) expect(row >= from && row < to).toBe(true);
      }
    }),
  );
});

test('an empty list has no row', () => {
  expect(visibleRows({ scrollTop: 90, height: 300, rowHeight: 30, count: 0 })).toEqual({
    from: 0,
    to: 0,
  });
});

test('a row that is chosen is scrolled into sight, and one in sight moves nothing', () => {
  const at = { scrollTop: 300, height: 300, rowHeight: 30, count: 100 };
  expect(scrollToRow(10, at)).toBe(300);
  expect(scrollToRow(19, at)).toBe(300);
  expect(scrollToRow(9, at)).toBe(270);
  expect(scrollToRow(20, at)).toBe(330);
});

test('a message is found by its number, or the next one when it is gone', () => {
  const items = [2, 5, 9].map((id) => ({ id }));
  expect([1, 2, 3, 5, 9, 10].map((id) => placeOfId(items, id))).toEqual([0, 0, 1, 1, 2, 3]);
});
