import { expect, it } from 'vitest';
import { checkCommands, findCommands } from './check-commands.ts';
import { compileExamples, findExamples } from './compile-examples.ts';
import { checkLanguages, checkLinks, checkScripts } from './docs.ts';
import { checkSizes } from './sizes.ts';

it('finds a link that leads nowhere', () => {
  const page = { path: 'docs/a.md', text: '[x](b.md) [y](c.md#there) [z](https://example.com)' };
  expect(checkLinks(page, (path) => path === 'docs/b.md')).toEqual([
    'docs/a.md: the link c.md leads nowhere',
  ]);
});

it('finds a script that does not exist, at the root or in the workspace that is named', () => {
  const scripts = { root: ['bench'], workspaces: new Map([['@a/b', ['build']]]) };
  const text =
    'npm run bench, npm run fly, npm run build, npm run build -w @a/b, npm run bench -w @a/b, npm run build -w c';
  expect(checkScripts({ path: 'a.md', text }, scripts)).toEqual([
    'a.md: there is no script "fly"',
    'a.md: there is no script "build"',
    'a.md: there is no script "bench" in @a/b',
    'a.md: there is no workspace "c"',
  ]);
});

it('compiles the examples of a page, and reports errors at the lines of the page', () => {
  const fence = '```';
  const text = `# Page\n\n${fence}ts\nconst a: number = 1;\nconst b: string = a;\n${fence}\n`;
  const [finding, ...others] = compileExamples(findExamples({ path: 'docs/page.md', text }));
  expect(finding).toMatch(/^docs\/page\.md:5 error TS2322/);
  expect(others).toEqual([]);
});

it('compiles the examples of the mini-program with its globals and among its pages', () => {
  const fence = '```';
  const code =
    "import { createYifen } from '../../yifen/index';\nwx.login({});\nBuffer.from('');\n";
  const path = 'miniprogram/README.md';
  const findings = compileExamples(findExamples({ path, text: `${fence}ts\n${code}${fence}\n` }));
  expect(findings).toHaveLength(1);
  expect(findings[0]).toContain('Buffer');
});

it('finds a command and an option that the CLI does not have', () => {
  const fence = '```';
  const text = `Run \`yifen fly --high\`.\n\n${fence}sh\nnpm run yifen -- walk dog --leash \\\n  --far x\n${fence}\n`;
  expect(findCommands({ text })).toEqual([
    { command: 'walk dog', flags: ['--leash', '--far'] },
    { command: 'fly', flags: ['--high'] },
  ]);
  const helpOf = (command: string) =>
    command === 'walk dog' ? 'Usage: yifen walk dog\n  --leash, -l  on a leash' : null;
  expect(checkCommands({ path: 'a.md', text }, helpOf)).toEqual([
    'a.md: "yifen walk dog" has no option --far',
    'a.md: there is no command "yifen fly"',
  ]);
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
