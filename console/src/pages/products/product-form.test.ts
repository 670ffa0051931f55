import type { MerchantProduct } from '@yifen/contract';
import { expect, test } from 'vitest';
import { changeOf, fieldsOf, newProductOf, parsePieces } from './product-form.ts';

const tea: MerchantProduct = {
  id: 'longjing',
  name: '龙井',
  description: '',
  priceFen: 12_800,
  stock: 5,
  imageUrl: null,
  active: true,
};

test('only what was changed is sent, and nothing when nothing was', () => {
  expect(changeOf(tea, fieldsOf(tea))).toBeNull();
  expect(changeOf(tea, { ...fieldsOf(tea), priceFen: 11_800 })).toEqual({ priceFen: 11_800 });
});

test('stock is counted from the moment it is saved, unless a number is set', () => {
  const fields = fieldsOf(tea);
  expect(changeOf(tea, { ...fields, stockMode: 'add', pieces: '-3' })).toEqual({ stockChange: -3 });
  expect(changeOf(tea, { ...fields, stockMode: 'set', pieces: '0' })).toEqual({ stock: 0 });
  expect(changeOf(tea, { ...fields, stockMode: 'free' })).toEqual({ stock: null });
  expect(changeOf(tea, { ...fields, stockMode: 'set', pieces: '-1' })).toBeNull();
});

test('a product is added only with an id, a name and a price', () => {
  const fields = { ...fieldsOf(null), id: 'tea-1', name: ' 茶 ', priceFen: 1 };
  expect(newProductOf(fields)).toMatchObject({ id: 'tea-1', name: '茶', priceFen: 1, stock: null });
  expect(newProductOf({ ...fields, id: '茶' })).toBeNull();
  expect(newProductOf({ ...fields, priceFen: null })).toBeNull();
});

test('pieces are whole numbers, as any keyboard types them', () => {
  expect(['５０', '-3', '+2', '−4'].map(parsePieces)).toEqual([50, -3, 2, -4]);
  expect(['1.5', '', '多', '1e3'].map(parsePieces)).toEqual([null, null, null, null]);
});
