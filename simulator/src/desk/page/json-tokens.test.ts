import { expect, test } from 'vitest';
import { jsonTokens } from './json-tokens.ts';

const laidOut = (text: string): string | undefined =>
  jsonTokens(text)
    ?.map((token) => token.text)
    .join('');

test('JSON is laid out as JSON.stringify would', () => {
  const value = { a: 'x:{},"y', b: [1, -2.5e3, true, null], c: {}, d: [], e: { f: [{ g: '' }] } };
  expect(laidOut(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
});

test('numbers and escapes stay exactly as they stood on the wire', () => {
  const text = '{"id":12345678901234567890,"t":1.0,"s":"\\u8336\\/"}';
  expect(laidOut(text)?.replaceAll(/\s/g, '')).toBe(text);
});

test('keys, strings, numbers and literals are told apart', () => {
  const kinds = jsonTokens('{"a":"b","c":1,"d":false}')
    ?.filter(({ kind }) => kind !== 'mark')
    .map(({ kind }) => kind);
  expect(kinds).toEqual(['key', 'string', 'key', 'number', 'key', 'literal']);
});

test('what is not a JSON object or list is left as it is', () => {
  expect(['', 'hello', '12', '{"a":', '"x"'].map(jsonTokens)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
