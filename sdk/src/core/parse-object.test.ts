import { expect, it } from 'vitest';
import { parseObject } from './parse-object.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );

it('reads an object, Chinese text and all, also from a part of a larger buffer', () => {
  expect(parseObject(bytes('{"a":"支付成功"}'))).toEqual({ a: '支付成功' });
  expect(parseObject(bytes('xx{"a":1}yy').subarray(2, 9))).toEqual({ a: 1 });
});

it('refuses what is not strict UTF-8, instead of reading something else', () => {
  expect(parseObject(bytes('{"a":"', [0xff], '"}'))).toBeUndefined();
  expect(parseObject(bytes('{"a":"', [0xe6, 0x94], '"}'))).toBeUndefined();
});

it('takes a replacement character that was really written, and drops a byte order mark', () => {
  expect(parseObject(bytes('{"a":"\uFFFD"}'))).toEqual({ a: '\uFFFD' });
  expect(parseObject(bytes('\uFEFF{"a":1}'))).toEqual({ a: 1 });
});

it.each(['[1]', 'null', '1', '"a"', '', '{'])('refuses %s: not an object', (text) => {
  expect(parseObject(bytes(text))).toBeUndefined();
});
