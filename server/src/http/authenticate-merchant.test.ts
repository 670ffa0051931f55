import { beforeEach, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { revokeApiKey } from '../flows/revoke-api-key.ts';
import { rotateApiKey } from '../flows/rotate-api-key.ts';
import type { Scope } from '../flows/scopes.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

let ports: TestPorts;
let app: HttpApp;

beforeEach(async () => {
  ports = await createTestPorts();
  app = await createHttpApp(houseOf(ports), { maxPerKeyPerMinute: 3 });
});

describe("a merchant's key", () => {
  it('opens the routes of its scopes, and names its merchant', async () => {
    const { text, key } = await create(['merchants:read']);
    const answer = await get(text);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      id: 'default',
      key: { id: key.id, name: 'shop', scopes: ['merchants:read'], expiresAt: null },
    });
  });

  it('lacks what it was not given, and is told what', async () => {
    const answer = await get((await create(['orders:read'])).text);
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'scope_missing', detail: 'merchants:read' });
  });

  it('I18 is refused in one way, to the byte, whatever the reason', async () => {
    const { text } = await create(['merchants:read']);
    const expired = await create(['merchants:read'], 60);
    const revoked = await create(['merchants:read']);
    await revokeApiKey(ports, 'default', revoked.key.id);
    const stranger = await create(['merchants:read'], null, 'unknown-merchant');
    ports.advance(60_000);
    const refusals = await Promise.all([
      get(),
      get('yk_'),
      get(`${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`),
      get(`yk_${'A'.repeat(43)}`),
      get(expired.text),
      get(revoked.text),
      get(stranger.text),
    ]);
    const told = refusals.map(({ statusCode, headers, body }) => ({
      statusCode,
      authenticate: headers['www-authenticate'],
      body: body.replace(String(headers['x-request-id']), 'ID'),
    }));
    expect(told[0]).toMatchObject({ statusCode: 401, authenticate: 'Bearer' });
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
    expect((await get(text)).statusCode).toBe(200);
  });

  it('is found by its digest: its text is not kept, nor logged', async () => {
    const { text } = await create(['merchants:read']);
    const kept = JSON.stringify([await ports.store.listApiKeys('default'), ports.events]);
    expect(kept).not.toContain(text.slice(12));
  });

  it('works beside its successor during the overlap, and remains the same person', async () => {
    const former = await create(['merchants:read'], 3_600);
    const { text, key } = await rotateApiKey(ports, 'default', former.key.id, 60);
    expect(key).toMatchObject({ holder: former.key.id, name: 'shop', scopes: ['merchants:read'] });
    expect(Number(key.expiresAtMs) - key.createdAtMs).toBe(3_600_000);
    expect([(await get(former.text)).statusCode, (await get(text)).statusCode]).toEqual([200, 200]);
    ports.advance(60_000);
    expect([(await get(former.text)).statusCode, (await get(text)).statusCode]).toEqual([401, 200]);
    await expect(rotateApiKey(ports, 'default', former.key.id, 60)).rejects.toThrow('not_found');
  });

  it('is limited by itself', async () => {
    const { text } = await create(['merchants:read']);
    const codes = [];
    for (let count = 0; count < 4; count += 1) codes.push((await get(text)).statusCode);
    expect(codes).toEqual([200, 200, 200, 429]);
    expect((await get((await create(['merchants:read'])).text)).statusCode).toBe(200);
  });

  it('says within a minute when it was last used', async () => {
    const { text } = await create(['merchants:read']);
    await get(text);
    const usedAtMs = ports.clock.nowMs();
    ports.advance(59_000);
    await get(text);
    const [key] = await ports.store.listApiKeys('default');
    expect(key?.lastUsedAtMs).toBe(usedAtMs);
  });

  it('cannot be created with a scope that there is not', async () => {
    await expect(create(['orders:everything' as Scope])).rejects.toThrow('scope_unknown');
    await expect(create([])).rejects.toThrow('scope_unknown');
  });
});

function create(
  scopes: readonly Scope[],
  lifeSeconds: number | null = null,
  merchantId = 'default',
) {
  return createApiKey(ports, { merchantId, name: 'shop', scopes, lifeSeconds });
}

function get(key?: string) {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return app.inject({ method: 'GET', url: '/v1/merchant', headers });
}
