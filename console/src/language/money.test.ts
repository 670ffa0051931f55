import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatFen, formatYuan } from './format-fen.ts';
import { parseYuan } from './parse-yuan.ts';

test('every amount comes back as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (fen) => {
      expect(parseYuan(formatFen(fen))).toBe(fen);
    }),
  );
});

test('amounts have two digits and their thousands apart', () => {
  expect(formatYuan(0)).toBe('¥0.00');
  expect(formatYuan(1)).toBe('¥0.01');
  expect(formatYuan(123_456_789)).toBe('¥1,234,567.89');
  expect(formatYuan(-150)).toBe('-¥1.50');
});

test('what is not an amount of fen is refused rather than rounded', () => {
  expect(() => formatFen(1.5)).toThrow(RangeError);
  for (const text of ['', '-1', '1e3', '0x10', '1.2.3', '.5', 'abc', '1.005', '9999999999999']) {
    expect(parseYuan(text), text).toBeNull();
  }
});
