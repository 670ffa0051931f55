import type { ApiKey, AuditLine } from '@yifen/contract';
import { expect, test } from 'vitest';
import { guessKeyEnd, readKeyEnd } from './key-end.ts';

const createdMs = Date.parse('2026-11-01T08:00:00.123Z');
const at = (ms: number) => new Date(createdMs + ms).toISOString();
const keyOf = (change: Partial<ApiKey>) =>
  ({
    id: 'k1',
    name: 'erp',
    scopes: ['orders:read', 'refunds:read'],
    state: 'ended',
    createdAt: at(0),
    expiresAt: at(5_000_456),
    ...change,
  }) as ApiKey;
const lineOf = (action: string, ms: number, details: object = {}) =>
  ({ action, at: at(ms), actor: 'user:1', details }) as AuditLine;

const nobody = { by: null, reason: null };
const revoke = 'POST /v1/merchant/api-keys/:id/revoke';
const rotate = 'POST /v1/merchant/api-keys/:id/rotate';

test('a key whose life was whole seconds long has expired', () => {
  const key = keyOf({ expiresAt: at(30 * 86_400_000) });
  expect(guessKeyEnd(key, [key])).toEqual({ why: 'expired', ...nobody });
});

test.each([
  ['at once', 0],
  ['after an hour', 3_600_000],
])('a key with a successor of its name and scopes that ended %s was rotated', (_, overlapMs) => {
  const next = keyOf({
    id: 'k2',
    scopes: ['refunds:read', 'orders:read'],
    createdAt: at(5_000_460 - overlapMs),
  });
  const key = keyOf({});
  expect(guessKeyEnd(key, [next, key])).toEqual({ why: 'rotated', ...nobody });
});

test('any other was revoked, also when a key of another purpose was made at that moment', () => {
  const key = keyOf({});
  const strangers = [
    keyOf({ id: 'k2', name: 'crm', createdAt: at(5_000_456) }),
    keyOf({ id: 'k3', scopes: ['orders:read'], createdAt: at(5_000_456) }),
    keyOf({ id: 'k4', createdAt: at(4_000_000) }),
  ];
  expect(guessKeyEnd(key, [...strangers, key])).toEqual({ why: 'revoked', ...nobody });
});

test('the audit log says who revoked a key and why, and who rotated it', () => {
  const said = { reason: '笔记本丢了' };
  const key = keyOf({});
  expect(readKeyEnd(key, [lineOf(revoke, 5_000_500, said)])).toEqual({
    why: 'revoked',
    by: 'user:1',
    reason: '笔记本丢了',
  });
  const rotated = { why: 'rotated', by: 'user:1', reason: null };
  const now = lineOf(rotate, 5_000_500, { overlapSeconds: 0 });
  expect(readKeyEnd(key, [now])).toEqual(rotated);
  expect(readKeyEnd(keyOf({ expiresAt: at(86_400_456) }), [lineOf(rotate, 500)])).toEqual(rotated);
  const cli = lineOf('key.rotate', 1_400_500, { newKey: 'k2', overlapSeconds: 3_600 });
  expect(readKeyEnd(key, [cli])).toEqual(rotated);
});

test('a key that was revoked while its rotation ran was revoked; what ended it at no time of its own counts not', () => {
  const key = keyOf({});
  const lines = [lineOf(revoke, 5_000_500), lineOf(rotate, 1_000_000)];
  expect(readKeyEnd(key, lines)?.why).toBe('revoked');
  const late = lineOf(revoke, 9_000_000);
  expect(readKeyEnd(key, [late, lineOf('POST /v1/merchant/api-keys', 500)])).toBeNull();
});
