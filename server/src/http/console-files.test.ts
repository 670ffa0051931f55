import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createTestPorts } from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

let folder: string;
let app: HttpApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yifen-console-'));
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, '.vite'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>console</title>');
  await writeFile(join(folder, '.vite/manifest.json'), '{}');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets/app-1a2b.js'), 'let page;');
  await writeFile(join(folder, 'assets/app-1a2b.js.br'), 'packed');
  app = await createHttpApp(houseOf(await createTestPorts()), { consoleFolder: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers });

it('answers every address of the console with its page, which is never kept', async () => {
  for (const url of [
    '/console/',
    '/console/orders',
    '/console/orders/1?state=paid',
    '/console/index.html',
  ]) {
    const answer = await get(url);
    expect([url, answer.statusCode, answer.body]).toEqual([
      url,
      200,
      expect.stringContaining('console'),
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toContain('text/html');
  }
  expect((await get('/console')).headers.location).toBe('/console/');
});

it('lets no script run that is not a file of the console', async () => {
  const policy = String((await get('/console/')).headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|upgrade-insecure/);
});

it('keeps what has a hash in its name for ever, packed where the browser can unpack it', async () => {
  const script = await get('/console/assets/app-1a2b.js');
  expect(script.body).toBe('let page;');
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const packed = await get('/console/assets/app-1a2b.js', { 'accept-encoding': 'br' });
  expect(packed.headers['content-encoding']).toBe('br');
  expect(packed.headers['content-type']).toContain('javascript');
  expect((await get('/console/favicon.svg')).headers['cache-control']).toContain('max-age=3600');
});

it('shows nothing else of the machine', async () => {
  for (const url of [
    '/console/assets/none.js',
    '/console/none.svg',
    '/console/.vite/manifest.json',
    '/console/../package.json',
    '/console/..%2f..%2fpackage.json',
    '/console/assets/..%2f..%2f..%2fetc/passwd.txt',
    '/console/%2e%2e/%2e%2e/etc/passwd.txt',
  ]) {
    const answer = await get(url);
    expect([url, answer.statusCode]).toEqual([url, 404]);
    expect(answer.json().code).toBe('route_not_found');
  }
});

it('says how to build what was not built, and is not there when it is switched off', async () => {
  const ports = await createTestPorts();
  const unbuilt = await createHttpApp(houseOf(ports), { consoleFolder: null });
  const answer = await unbuilt.inject({ method: 'GET', url: '/console/orders' });
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([503, 'no-store']);
  expect(answer.body).toContain('npm run build -w console');
  const off = await createHttpApp(houseOf(ports));
  expect((await off.inject({ method: 'GET', url: '/console/' })).statusCode).toBe(404);
});
