import { expect, test } from 'vitest';
import { isStorageOutage } from './is-storage-outage.ts';

const coded = (code: string) => Object.assign(new Error('no'), { code });

test.each([
  ['a full disk', coded('53100')],
  ['a database that shuts down', coded('57P01')],
  ['a database that is read-only', coded('25006')],
  ['nobody at its address', coded('ECONNREFUSED')],
  ['a connection that broke', new Error('Connection terminated unexpectedly')],
])('%s passes: the same request may succeed soon', (_, error) => {
  expect(isStorageOutage(error)).toBe(true);
});

test.each([
  ['a broken constraint', coded('23505')],
  ['a statement that is wrong', coded('42601')],
  ['a defect of ours', new TypeError('x is not a function')],
  ['what is no error', '53100'],
])('%s does not pass by itself', (_, error) => {
  expect(isStorageOutage(error)).toBe(false);
});
