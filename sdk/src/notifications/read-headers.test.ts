import { expect, test } from 'vitest';
import { readHeaders } from './read-headers.ts';

test('headers are found under lower-case names, whatever case they came in', () => {
  const { header, repeated } = readHeaders({
    'wechatpay-nonce': 'n',
    'Wechatpay-Serial': 's',
    'REQUEST-ID': 'r',
    'Request-Id2': 'no',
    other: 'o',
  });
  expect(['wechatpay-nonce', 'wechatpay-serial', 'request-id'].map(header)).toEqual([
    'n',
    's',
    'r',
  ]);
  expect(header('wechatpay-signature')).toBeUndefined();
  expect(repeated).toBe(false);
});

test.each([
  { 'wechatpay-nonce': 'a', 'Wechatpay-Nonce': 'b' },
  { 'Wechatpay-Nonce': 'b', 'wechatpay-nonce': 'a' },
  { 'WECHATPAY-NONCE': 'a', 'Wechatpay-Nonce': 'b' },
  { 'wechatpay-nonce': ['a', 'b'] },
  { 'Wechatpay-Nonce': ['a', 'b'] },
  { 'request-id': 'a', 'Request-ID': 'a' },
])('a header that counts and comes twice is reported: %o', (headers) => {
  expect(readHeaders(headers).repeated).toBe(true);
});

test.each([
  { 'wechatpay-nonce': ['a'] },
  { 'Wechatpay-Nonce': ['a'] },
  { 'wechatpay-nonce': 'a', 'Wechatpay-Nonce': undefined },
  { 'wechatpay-nonce': undefined, 'Wechatpay-Nonce': 'a' },
])('a list of one is that one, and what is undefined is not there: %o', (headers) => {
  const { header, repeated } = readHeaders(headers);
  expect(header('wechatpay-nonce')).toBe('a');
  expect(repeated).toBe(false);
});

test.each([
  { warning: ['a', 'b'] },
  { referer: ['a', 'b'], 'wechatpay-other': ['a', 'b'] },
  { Warning: ['a', 'b'] },
  { 'set-cookie': ['a', 'b'] },
])('others may come as often as they like: %o', (headers) => {
  expect(readHeaders(headers).repeated).toBe(false);
});

test('an empty list is an empty text', () => {
  expect(readHeaders({ 'wechatpay-nonce': [] }).header('wechatpay-nonce')).toBe('');
  expect(readHeaders({ 'Wechatpay-Nonce': [] }).header('wechatpay-nonce')).toBe('');
});

test('headers of the web are asked by name; what is not there is undefined', () => {
  const { header, repeated } = readHeaders(new Headers({ 'Wechatpay-Nonce': 'n' }));
  expect([header('wechatpay-nonce'), header('request-id'), repeated]).toEqual([
    'n',
    undefined,
    false,
  ]);
});
