import { expect, test } from 'vitest';
import { emptyNumbers, newMerchantOf } from './new-merchant.ts';

const typed = { ...emptyNumbers, id: ' tea-2 ', name: ' 半山 ', mchid: '1900000109' };

test('a direct merchant has a name, an id and a number', () => {
  expect(newMerchantOf(typed)).toEqual({ id: 'tea-2', name: '半山', mchid: '1900000109' });
  expect(newMerchantOf({ ...typed, id: 'Tea 2' })).toBeNull();
  expect(newMerchantOf({ ...typed, name: ' ' })).toBeNull();
  expect(newMerchantOf({ ...typed, mchid: '19000' })).toBeNull();
});

test('a partner’s merchant has both numbers and the AppID of the service provider', () => {
  const served = { ...typed, isPartner: true, subMchid: '1900000110' };
  expect(newMerchantOf(served)).toBeNull();
  expect(newMerchantOf({ ...served, spAppid: 'wxd678efh567hg6787' })).toBeNull();
  expect(newMerchantOf({ ...served, spAppid: 'wx1234567890abcdef' })).toMatchObject({
    partner: { subMchid: '1900000110', spAppid: 'wx1234567890abcdef' },
  });
});
