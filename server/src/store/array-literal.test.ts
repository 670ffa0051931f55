import pg from 'pg';
import { expect, test } from 'vitest';
import { arrayLiteral } from './array-literal.ts';
import { joinBytes } from './join-bytes.ts';

/** The reading of a `text[]` (1009) by PostgreSQL's driver. */
const readArray = pg.types.getTypeParser(1009 as number, 'text');

test('text comes back from an array as it was given, whatever it holds', () => {
  const texts = [
    '',
    'NULL',
    'a,b',
    '{}',
    '"',
    '\\',
    '\\"',
    "'",
    '明前龙井',
    '\n',
    ' a ',
    '\\\\x00',
  ];
  expect(readArray(arrayLiteral([...texts, null]))).toEqual([...texts, null]);
});

test('numbers, truth and nothing are written bare', () => {
  expect(arrayLiteral([1, 9e15, -2, true, false, null])).toBe(
    '{1,9000000000000000,-2,true,false,NULL}',
  );
  expect(arrayLiteral([])).toBe('{}');
});

test('pieces of bytes laid end to end are found again, a missing one has no place', () => {
  const { bytes, starts, lengths } = joinBytes([new Uint8Array([1, 2]), null, new Uint8Array([3])]);
  expect([...bytes]).toEqual([1, 2, 3]);
  expect(starts).toEqual([1, null, 3]);
  expect(lengths).toEqual([2, null, 1]);
});
