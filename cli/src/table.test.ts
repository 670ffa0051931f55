import { expect, test } from 'vitest';
import { layOut } from './table.ts';

test('columns stand straight with Chinese in them', () => {
  const lines = layOut([
    ['商户', 'x'],
    ['API', 'y'],
  ]);
  expect(lines).toEqual(['  商户  x', '  API   y']);
});
