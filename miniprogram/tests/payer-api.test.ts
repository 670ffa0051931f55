import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test("the library's copy of the payer API is the contract's own file, byte for byte", () => {
  const copy = read('../shop/miniprogram/yifen/payer-api.ts');
  expect(copy).toBe(read('../../contract/src/payer-api.ts'));
});
