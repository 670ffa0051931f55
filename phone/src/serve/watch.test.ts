import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openInJsdom } from '../conformance/jsdom-phone.ts';
import type { Build } from '../index.ts';
import type { ConsoleLine } from './console-line.ts';
import { startPhone } from './start-phone.ts';

const conformance = path.resolve(import.meta.dirname, '../../conformance');

async function startWatched() {
  const project = await mkdtemp(path.join(tmpdir(), 'yifen-watched-'));
  await cp(conformance, project, { recursive: true });
  const waiting: ((build: Build) => void)[] = [];
  const phone = await startPhone({
    project,
    simulatorUrl: 'http://127.0.0.1:1',
    apis: {},
    watch: true,
    onBuild: (build) => waiting.shift()?.(build),
  });
  onTestFinished(async () => {
    await phone.close();
    await rm(project, { recursive: true, force: true });
  });
  const get = async (file: string) => (await fetch(new URL(file, phone.url))).text();
  const rewrite = async (file: string, change: (text: string) => string): Promise<Build> => {
    const built = new Promise<Build>((resolve) => waiting.push(resolve));
    const at = path.join(project, 'miniprogram', file);
    await writeFile(at, change(await readFile(at, 'utf8')));
    return await built;
  };
  return { phone, get, rewrite };
}

test('a saved file is built, served, and open pages are told to load anew', async () => {
  const { phone, get, rewrite } = await startWatched();
  expect(await get('reload.js')).toContain('changes');
  const events = await fetch(new URL('changes', phone.url));
  const reader = events.body?.getReader();
  await reader?.read();
  const build = await rewrite('pages/second/second.wxml', (text) => `${text}<text>新的一行</text>`);
  expect(build.errors).toEqual([]);
  const told = await reader?.read();
  expect(new TextDecoder().decode(told?.value)).toContain('data: reload');
  expect(await get('phone.js')).toContain('新的一行');
});

test('a mistake shows its place instead of the page, and mending it brings the page back', async () => {
  const { get, rewrite } = await startWatched();
  const broken = await rewrite('pages/second/second.ts', (text) => `${text}\nlet = ;`);
  expect(broken.errors).toMatchObject([{ file: 'miniprogram/pages/second/second.ts' }]);
  expect(await get('/')).toContain('编译失败');
  expect(await get('/')).toContain('reload.js');
  const mended = await rewrite('pages/second/second.ts', (text) => text.replace('\nlet = ;', ''));
  expect(mended.errors).toEqual([]);
  expect(await get('/')).toContain('phone.js');
});

test('without watching there is nothing to listen to', async () => {
  const phone = await startPhone({
    project: conformance,
    simulatorUrl: 'http://127.0.0.1:1',
    apis: {},
  });
  onTestFinished(() => phone.close());
  expect(await (await fetch(new URL('reload.js', phone.url))).text()).toBe('');
  expect((await fetch(new URL('changes', phone.url))).status).toBe(404);
});

test('what the mini-program writes to its console is heard, with whose phone it is', async () => {
  const lines: ConsoleLine[] = [];
  let heard: () => void = () => undefined;
  const phone = await startPhone({
    project: conformance,
    simulatorUrl: 'http://127.0.0.1:1',
    apis: {},
    onConsole(line) {
      lines.push(line);
      if (line.text.includes('7 {"tea":1}')) heard();
    },
  });
  onTestFinished(() => phone.close());
  const page = await openInJsdom(`${phone.url}?openid=oReader`);
  onTestFinished(() => page.close());
  const arrived = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const { console } = page.document.defaultView as unknown as { console: Console };
  console.warn('stock', 7, { tea: 1 });
  await arrived;
  expect(lines).toContainEqual({ level: 'warn', text: 'stock 7 {"tea":1}', openid: 'oReader' });
});
