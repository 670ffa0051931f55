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
  for (const name of ['mchid', 'appid', 'apiV3Key', 'merchantSerial', 'publicKeyId'] as const) {
    expect(one.merchant[name]).not.toBe(other.merchant[name]);
  }
  const merchant = createRawMerchant(other.url, one.merchant);
  expect((await merchant.send({ path: '/v3/certificates' })).status).toBe(401);
});

test('its private keys are the published ones, unless it is asked for fresh ones or others can reach it', async () => {
  const [one, other, fresh, reachable] = await Promise.all([
    start({ port: false }),
    start({ port: false }),
    start({ port: false, keys: 'fresh' }),
    start({ port: false, host: '0.0.0.0' }),
  ]);
  expect(one.merchant.merchantPrivateKey).toBe(other.merchant.merchantPrivateKey);
  expect(fresh.merchant.merchantPrivateKey).not.toBe(one.merchant.merchantPrivateKey);
  expect(reachable.merchant.merchantPrivateKey).not.toBe(one.merchant.merchantPrivateKey);
});

test('an address that other machines can reach is refused unless it is wanted', async () => {
  await expect(createSimulator({ host: '0.0.0.0' })).rejects.toThrow('allowPublic');
  await expect(createSimulator({ host: '::' })).rejects.toThrow(RangeError);
  const simulator = await start({ host: '0.0.0.0', allowPublic: true });
  expect(simulator.url).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
});

test('the control API is open to web pages of the origins named, and to no other', async () => {
  const simulator = await start({ corsOrigins: ['https://shop.example'] });
  const from = (origin: string, method: string) =>
    fetch(`${simulator.url}/_simulator/clock`, { method, headers: { origin } });
  const allowed = (answer: Response) => answer.headers.get('access-control-allow-origin');
  const preflight = await from('https://shop.example', 'OPTIONS');
  expect([preflight.status, allowed(preflight)]).toEqual([204, 'https://shop.example']);
  expect(allowed(await from('https://shop.example', 'GET'))).toBe('https://shop.example');
  expect(allowed(await from('https://evil.example', 'GET'))).toBeNull();
  expect((await from('https://evil.example', 'OPTIONS')).status).toBe(405);
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

test('an event is recorded as it is at that moment, whatever becomes of it afterwards', async () => {
  const simulator = await createSimulator({ port: false });
  const request = { method: 'GET', url: '/x', headers: { accept: 'text/plain' } };
  const event = { step: null, from: 'server', to: 'wechat', name: 'x', outcome: 'ok' } as const;
  simulator.record({ ...event, request });
  request.headers.accept = 'changed';
  expect(simulator.events()[0]?.request?.headers).toEqual({ accept: 'text/plain' });
  await simulator.close();
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
