import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDesk } from './create-desk.ts';
import { deskHeaders } from './desk-page.ts';

const words = { zh: '重复付款', en: 'Paid twice' };
let letEnd: (() => void) | null = null;
let fail: (() => void) | null = null;
const play = () =>
  new Promise<{ text: typeof words; outTradeNo: string }>((resolve, reject) => {
    letEnd = () => resolve({ text: words, outTradeNo: 'Y1' });
    fail = () => reject(new Error('the server is away'));
  });

let server: Server;
let url = '';

beforeAll(async () => {
  const desk = createDesk({
    instance: 'one',
    merchantName: '云栖茶铺',
    mchid: '1900000001',
    appid: 'wx1234567890abcdef',
    phones: [{ title: '手机', url: '/phone/' }],
    scenarios: [{ id: 'twice', title: words, text: words, run: play }],
  });
  server = createServer(async (request, response) => {
    if (!(await desk.handle(request, response))) response.writeHead(404).end('not the desk');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test('the page loads script and style from its own port only, and nothing inline', async () => {
  const response = await fetch(`${url}/`);
  const html = await response.text();
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(html).not.toMatch(/<script(?![^>]* src="\/_desk\/)|<style|https?:\/\/|\son\w+=/);
});

test('the script is built from its sources on the first request', async () => {
  const response = await fetch(`${url}/_desk/desk.js`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('/_simulator/events');
});

test('the styles come beside it', async () => {
  const response = await fetch(`${url}/_desk/desk.css`);
  expect(response.headers.get('content-type')).toBe('text/css');
  expect(await response.text()).toContain('.step-row');
});

test('the settings name merchant and phones', async () => {
  expect(await (await fetch(`${url}/_desk/settings`)).json()).toEqual({
    instance: 'one',
    merchantName: '云栖茶铺',
    mchid: '1900000001',
    appid: 'wx1234567890abcdef',
    explains: false,
    phones: [{ title: '手机', url: '/phone/' }],
    scenarios: [{ id: 'twice', title: words, text: words }],
  });
});

const run = (
  id: string,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => fetch(`${url}/_desk/scenarios/${id}`, { method: 'POST', headers, body: '{}' });

test('a scenario is played once at a time, and says what came of it', async () => {
  const first = run('twice');
  await expect.poll(() => letEnd).not.toBeNull();
  expect((await run('twice')).status).toBe(409);
  letEnd?.();
  expect(await (await first).json()).toEqual({ text: words, outTradeNo: 'Y1' });
});

test('a scenario that fails says why, and another page cannot start one', async () => {
  letEnd = null;
  const failing = run('twice');
  await expect.poll(() => letEnd).not.toBeNull();
  fail?.();
  expect(await (await failing).json()).toEqual({ error: 'the server is away' });
  expect((await run('twice', { 'content-type': 'text/plain' })).status).toBe(405);
  expect((await run('unknown')).status).toBe(404);
});

test('a path that is not the desk’s is left to others', async () => {
  for (const path of [
    '/v3/pay/transactions/jsapi',
    '/_simulator/events',
    '/_desk/',
    '/constructor',
  ])
    expect((await fetch(url + path)).status).toBe(404);
});

test('the desk is only read', async () => {
  expect((await fetch(`${url}/`, { method: 'POST' })).status).toBe(405);
  expect(await (await fetch(`${url}/`, { method: 'HEAD' })).text()).toBe('');
});

test('a phone of another origin may be framed, and no other page', () => {
  const policy = deskHeaders(['/phone/', 'http://127.0.0.1:9000/phone/'])[
    'content-security-policy'
  ];
  expect(policy).toContain("frame-src 'self' http://127.0.0.1:9000;");
});
