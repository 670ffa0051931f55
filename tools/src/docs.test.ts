import { expect, it } from 'vitest';
import { checkLanguages, checkLinks, checkScripts } from './docs.ts';
import { checkSizes } from './sizes.ts';

it('finds a link that leads nowhere', () => {
  const page = { path: 'docs/a.md', text: '[x](b.md) [y](c.md#there) [z](https://example.com)' };
  expect(checkLinks(page, (path) => path === 'docs/b.md')).toEqual([
    'docs/a.md: the link c.md leads nowhere',
  ]);
});

it('finds a script that does not exist', () => {
  expect(
    checkScripts({ path: 'a.md', text: 'npm run bench, npm run fly' }, ['bench']),
  ).toHaveLength(1);
});

it('asks for every guide in both languages', () => {
  expect(
    checkLanguages(['docs/guide/en/a.md', 'docs/guide/zh/a.md', 'docs/guide/zh/b.md']),
  ).toEqual(['docs/guide/zh/b.md: docs/guide/en/b.md is missing']);
});

it('reports a long file unless its first comment says why', () => {
  const long = 'x\n'.repeat(251);
  expect(checkSizes([{ path: 'a.ts', text: long }])).toHaveLength(1);
  expect(
    checkSizes([{ path: 'a.ts', text: `/** Over 250 lines: one table. */\n${long}` }]),
  ).toEqual([]);
  expect(checkSizes([{ path: 'a.ts', text: 'x\n'.repeat(250) }])).toEqual([]);
});
