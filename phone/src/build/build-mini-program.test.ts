import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildMiniProgram } from './build-mini-program.ts';
import { formatDiagnostic } from './diagnostic.ts';

let project: string;

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'phone-build-'));
});
afterEach(() => rmSync(project, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  const sound = {
    'project.config.json': '{ "miniprogramRoot": "src/", "appid": "wx0000000000000001" }',
    'src/app.json': '{ "pages": ["pages/a/a"], "window": { "navigationBarTitleText": "<小店>" } }',
    'src/app.ts': 'App({});',
    'src/pages/a/a.ts': 'Page({});',
    'src/pages/a/a.wxml': '<view>a</view>',
  };
  for (const [name, text] of Object.entries({ ...sound, ...files })) {
    const file = path.join(project, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

async function errorsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  write(files);
  const { errors } = await buildMiniProgram({ project });
  return errors.map(formatDiagnostic);
}

test('a sound project becomes a page, a script and a style sheet, with nothing inline', async () => {
  write({ 'src/images/logo.png': 'png' });
  const build = await buildMiniProgram({ project, minify: true });
  expect(build).toMatchObject({
    errors: [],
    warnings: [],
    pages: ['pages/a/a'],
    appid: 'wx0000000000000001',
  });
  const read = (name: string) => readFileSync(path.join(build.outDir, name), 'utf8');
  expect(read('images/logo.png')).toBe('png');
  expect(read('index.html')).toContain('<title>&#60;小店&#62;</title>');
  expect(read('index.html')).not.toMatch(/<script(?![^>]*src=)|<style| on\w+=/);
});

test('a folder that is no project is said to be none', async () => {
  const { errors } = await buildMiniProgram({ project });
  expect(errors.map(formatDiagnostic)).toEqual([
    expect.stringContaining('project.config.json not found'),
  ]);
});

test('every fault is reported with its file and line in one build', async () => {
  const errors = await errorsOf({
    'src/pages/a/a.wxml': '<view>\n<text>{{ a. }}</text></view>',
    'src/pages/a/a.wxss': '.a {\n  color: red;\n',
    'src/pages/a/a.json': '{ "usingComponents": { "b": "./b" } }',
  });
  expect(errors).toEqual([
    'src/pages/a/a.json component <b>: ./b was not found',
    expect.stringMatching(/^src\/pages\/a\/a\.wxss:1:1 /),
    expect.stringMatching(/^src\/pages\/a\/a\.wxml:2:\d+ /),
  ]);
});

test('a fault in a script is reported with its line', async () => {
  const errors = await errorsOf({ 'src/pages/a/a.ts': 'Page({\n  data: {,\n});' });
  expect(errors).toEqual([expect.stringMatching(/^src\/pages\/a\/a\.ts:2:10 /)]);
});

test('a fault in JSON is reported with its line', async () => {
  const errors = await errorsOf({ 'src/pages/a/a.json': '{\n  "component": tru\n}' });
  expect(errors).toEqual([expect.stringMatching(/^src\/pages\/a\/a\.json:2 /)]);
});

test('a missing import of a script names the import', async () => {
  const errors = await errorsOf({ 'src/pages/a/a.ts': "import './gone';\nPage({});" });
  expect(errors).toEqual([expect.stringMatching(/^src\/pages\/a\/a\.ts:1:\d+ .*gone/)]);
});

test('the page of a failed build shows the errors, escaped, instead of a blank screen', async () => {
  write({ 'src/pages/a/a.json': '{ "usingComponents": { "b<i>": "./b" } }' });
  const { outDir } = await buildMiniProgram({ project });
  const html = readFileSync(path.join(outDir, 'index.html'), 'utf8');
  expect(html).toContain('src/pages/a/a.json');
  expect(html).not.toContain('b<i>');
  expect(html).not.toContain('phone.js');
});
