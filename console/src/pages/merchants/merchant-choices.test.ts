import type { MerchantSettings } from '@yifen/contract';
import { expect, test } from 'vitest';
import { choicesChangeOf, readChoices } from './merchant-choices.ts';

const settings = {
  name: '半山茶铺',
  refundApprovalAboveFen: null,
  orderLifeSeconds: 900,
  sessionLifeSeconds: 30 * 86_400,
  latePayment: 'refund',
  shipping: 'manual',
} as MerchantSettings;

test('nothing is sent while nothing was changed', () => {
  expect(choicesChangeOf(settings, readChoices(settings))).toBeNull();
});

test('approval of all refunds is a limit of nothing, and approval above an amount needs one', () => {
  const typed = readChoices(settings);
  expect(choicesChangeOf(settings, { ...typed, approval: 'all' })).toEqual({
    refundApprovalAboveFen: 0,
  });
  expect(choicesChangeOf(settings, { ...typed, approval: 'above' })).toBeNull();
  expect(
    choicesChangeOf(settings, { ...typed, approval: 'above', approvalAboveFen: 5_000 }),
  ).toEqual({ refundApprovalAboveFen: 5_000 });
});

test('times are typed in minutes and days, and whole', () => {
  const typed = readChoices(settings);
  expect(choicesChangeOf(settings, { ...typed, orderLifeMinutes: '30' })).toEqual({
    orderLifeSeconds: 1_800,
  });
  expect(choicesChangeOf(settings, { ...typed, orderLifeMinutes: '1.5' })).toBeNull();
});

test('a time that the server would refuse is not sent, and one that was not touched stands in no way', () => {
  const typed = readChoices(settings);
  for (const wrong of [{ orderLifeMinutes: '10081' }, { sessionLifeDays: '31' }]) {
    expect(choicesChangeOf(settings, { ...typed, ...wrong })).toBeNull();
  }
  const brief = { ...settings, sessionLifeSeconds: 3_600 };
  expect(choicesChangeOf(brief, { ...readChoices(brief), shipping: 'virtual' })).toEqual({
    shipping: 'virtual',
  });
});
