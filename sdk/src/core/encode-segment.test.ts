import { expect, test } from 'vitest';
import { encodeSegment, percentEncode } from './encode-segment.ts';
import { ArgumentError } from './errors/argument-error.ts';

test.each(['', '.', '..'])('%j is refused: a URL parser would resolve it away', (value) => {
  const attempt = () => encodeSegment('out_trade_no', value);
  expect(attempt).toThrow(ArgumentError);
  expect(attempt).toThrow('out_trade_no cannot be part of a path');
});

test.each([
  ['...', '...'],
  ['a.b', 'a.b'],
  ['a/b?c#d', 'a%2Fb%3Fc%23d'],
  ["!'()*~-_.", '%21%27%28%29%2A~-_.'],
  ['茶 1', '%E8%8C%B6%201'],
])('%j goes on the wire as %s', (value, encoded) => {
  expect(encodeSegment('out_trade_no', value)).toBe(encoded);
  expect(percentEncode(value)).toBe(encoded);
});
