import { expect, test } from 'vitest';
import { describeDetails } from './describe-details.ts';

test('amounts are told in yuan, lists in a row, and known details by their names', () => {
  const details = {
    amountFen: 6_000,
    reason: '破损，退一半',
    scopes: ['bills:read', 'refunds:read'],
  };
  expect(describeDetails(details, 'zh')).toBe(
    '金额 ¥60.00 · 原因 破损，退一半 · 权限 bills:read, refunds:read',
  );
});

test('a detail that nobody named is shown as it is kept', () => {
  expect(describeDetails({ other: { deep: 1 }, amountFen: null }, 'en')).toBe(
    'other {"deep":1} · amount null',
  );
});
