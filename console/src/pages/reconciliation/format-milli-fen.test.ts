import { expect, test } from 'vitest';
import { formatMilliFen } from './format-milli-fen.ts';

test('a fee is shown to the thousandth of a fen, without floats', () => {
  expect(formatMilliFen(76_800)).toBe('¥0.768');
  expect(formatMilliFen(-76_800)).toBe('-¥0.768');
  expect(formatMilliFen(9_900_000)).toBe('¥99.00');
  expect(formatMilliFen(1)).toBe('¥0.00001');
  expect(formatMilliFen(0)).toBe('¥0.00');
});
