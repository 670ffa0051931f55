/// <reference types="vite/types/importMeta.d.ts" />

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** One tiny file for each documented case, named after it: `answers/close-is-a-signed-204.ts`. */
const cases = import.meta.glob<unknown>('./*/*.case.ts');

for (const [path, load] of Object.entries(cases)) {
  describe(path.slice('./'.length, -'.case.ts'.length), async () => {
    await load();
  });
}

test('every case that stands in a folder is run', () => {
  const folders = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const files = folders.filter((name) => name.endsWith('.case.ts'));
  expect(Object.keys(cases)).toHaveLength(files.length);
  expect(files.length).toBeGreaterThanOrEqual(100);
});
