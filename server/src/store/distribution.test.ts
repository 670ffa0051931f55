import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What operators look at is counted over all merchants, on no payer's way. */
const overAll: ReadonlySet<string> = new Set(['read-pulse.ts']);

/** Found by a text that says nothing of its merchant; everything else by a merchant first. */
const byTokenOnly = /^select \* from (sessions|api_keys) where (token_digest|digest) = any/;

const statements = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .filter((name) => !/^(migrations|months|embedded)/.test(name))
  .flatMap((name) =>
    [
      ...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(
        /(?:statement|lookup)\(\s*(?:`([^`]*)`|'([^']*)')/g,
      ),
    ].map((match) => [name, (match[1] ?? match[2] ?? '').trim()] as const),
  );

test('every prepared statement carries the column by which the tables can be distributed', () => {
  expect(statements.length).toBeGreaterThan(12);
  const strangers = statements.filter(
    ([name, text]) =>
      !overAll.has(name) &&
      !/merchant_id\s*=\s*\$\d|\$1(::text)?( as merchant_id|,)/.test(text) &&
      !byTokenOnly.test(text),
  );
  expect(strangers).toEqual([]);
});
