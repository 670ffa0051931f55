import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coveragePage, renderCoverage } from './coverage.ts';

test('the page on what the simulator has is what the simulator says (node proof/misuse/coverage.ts --write)', async () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', coveragePage), 'utf8');
  expect(page).toBe(await renderCoverage());
});
