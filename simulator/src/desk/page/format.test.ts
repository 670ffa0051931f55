import { expect, test } from 'vitest';
import { byteLength, signedLines, sinceStart, tail, yuan } from './format.ts';

test('fen become yuan without a rounding', () => {
  expect([1, 100, 12_800, 1_234_567_89].map(yuan)).toEqual([
    '¥0.01',
    '¥1.00',
    '¥128.00',
    '¥1,234,567.89',
  ]);
});

test('times are in milliseconds for as long as that can be read', () => {
  expect([0, 182, 2610, -850, 34_200, 125_000].map(sinceStart)).toEqual([
    '+0 ms',
    '+182 ms',
    '+2,610 ms',
    '−850 ms',
    '+34.2 s',
    '+2 min 05 s',
  ]);
});

test('a signed text shows where each line ends, and where one does not', () => {
  expect(signedLines('a\n\nb\n')).toEqual([
    { text: 'a', ended: true },
    { text: '', ended: true },
    { text: 'b', ended: true },
  ]);
  expect(signedLines('a\nb').at(-1)).toEqual({ text: 'b', ended: false });
});

test('a carriage return in a signed text can be seen', () => {
  expect(signedLines('a\r\n')[0]?.text).toBe('a␍');
});

test('a signed text is measured in bytes, as WeChat does', () => {
  expect(byteLength('茶\n')).toBe(4);
});

test('a long number is known by its end', () => {
  expect(tail('YF20261123A7K2M9PQ01')).toBe('…M9PQ01');
  expect(tail('short')).toBe('short');
});
