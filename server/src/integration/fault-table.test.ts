import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FAULT_TABLE, renderFaultTable } from './fault-table.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

test('the faults of docs/reference/errors.md are those of the table', () => {
  expect(read('../../docs/reference/errors.md').endsWith(renderFaultTable())).toBe(true);
});

test.each(FAULT_TABLE)('a test shows what happens when: $fault', ({ test: [file, part] }) => {
  expect(read(file)).toContain(part);
});
