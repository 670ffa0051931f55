import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDesk } from './create-desk.ts';
import { deskHeaders } from './desk-page.ts';

let server: Server;
let url = '';

beforeAll(async () => {
  const desk = createDesk({
    instance: 'one',
    merchantName: '云栖茶铺',
    mchid: '1900000001',
    appid: 'wx1234567890abcdef',
    phones: [{ title: '手机', url: '/phone/' }],
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
  });
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
