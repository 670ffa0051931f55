import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createMaterial, createSimulator, type SimulatorOptions } from './index.ts';
import { createRawMerchant } from './testing/raw-merchant.ts';

async function start(options: SimulatorOptions = {}) {
  const simulator = await createSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

test('it listens on loopback only, and each simulator is a merchant of its own', async () => {
  const [one, other] = await Promise.all([start(), start()]);
  expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  for (const name of [
    'mchid',
    'appid',
    'apiV3Key',
    'merchantSerial',
    'merchantPrivateKey',
  ] as const) {
    expect(one.merchant[name]).not.toBe(other.merchant[name]);
  }
  const merchant = createRawMerchant(other.url, one.merchant);
  expect((await merchant.send({ path: '/v3/certificates' })).status).toBe(401);
});

test('without a port everything works by inject', async () => {
  const simulator = await start({ port: false });
  expect(simulator.url).toBe('');
  const answer = await simulator.inject({
    method: 'POST',
    url: '/_simulator/login-codes',
    body: '{}',
  });
  expect([answer.status, JSON.parse(answer.body).openid]).toEqual([200, expect.any(String)]);
  expect(
    (await simulator.inject({ method: 'POST', url: '/v3/pay/transactions/jsapi' })).status,
  ).toBe(401);
});

test('the same seed and material repeat every name', async () => {
  const material = await createMaterial({ seed: 3 });
  const names = async () => {
    const simulator = await start({ seed: 3, material, port: false });
    return [simulator.loginCode(), simulator.loginCode()];
  };
  expect(await names()).toEqual(await names());
  expect((await createMaterial({ seed: 3 })).merchant.mchid).toBe(material.merchant.mchid);
});

test('material survives JSON: a file of it keeps credentials good', async () => {
  const first = await start();
  const second = await start({ material: JSON.parse(JSON.stringify(first.material)) });
  const merchant = createRawMerchant(second.url, first.merchant);
  expect((await merchant.send({ path: '/v3/certificates' })).status).toBe(200);
});

test('a mount owns its prefix, sees addresses without it, and the bare prefix gains its slash', async () => {
  const seen: string[] = [];
  const simulator = await start({
    mounts: {
      '/phone': (request, response) => {
        seen.push(`${request.method} ${request.url}`);
        request.resume();
        response.end('phone');
      },
    },
  });
  const get = (path: string) => fetch(simulator.url + path, { redirect: 'manual' });
  expect(await (await get('/phone/app/x.js?v=1')).text()).toBe('phone');
  await fetch(`${simulator.url}/phone/api/v1`, { method: 'POST', body: '{"a":1}' });
  expect(seen).toEqual(['GET /app/x.js?v=1', 'POST /api/v1']);
  const bare = await get('/phone?openid=a');
  expect([bare.status, bare.headers.get('location')]).toEqual([308, '/phone/?openid=a']);
  const unknown = await get('/phones');
  expect([unknown.status, await unknown.text()]).toEqual([404, '']);
});

test('the desk answers at the root', async () => {
  const simulator = await start();
  const page = await fetch(`${simulator.url}/`);
  expect([page.status, page.headers.get('content-type')]).toEqual([
    200,
    'text/html; charset=utf-8',
  ]);
  expect((await fetch(`${simulator.url}/_desk/nothing`)).status).toBe(404);
});

test('close ends open event streams, frees the port and can be called with notifications pending', async () => {
  const simulator = await createSimulator();
  const stream = await fetch(`${simulator.url}/_simulator/events`);
  const ended = stream.text().catch(() => '');
  await simulator.close();
  await ended;
  const port = Number(new URL(simulator.url).port);
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
});
