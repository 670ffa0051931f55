import { expect, test } from 'vitest';
import { encodeQuery } from './encode-query.ts';

test('a query is written as it goes on the wire, in the order given, without what is undefined', () => {
  expect(encodeQuery({ mchid: '1900000001', note: 'a&b=c 茶', limit: 5, none: undefined })).toBe(
    '?mchid=1900000001&note=a%26b%3Dc%20%E8%8C%B6&limit=5',
  );
});

test.each([{}, { a: undefined }])(
  'nothing to ask is no query, not even a question mark: %o',
  (q) => {
    expect(encodeQuery(q)).toBe('');
  },
);
