import { beforeAll, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { SCOPES } from '../flows/scopes.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';
import { routesOf } from './route-table.ts';

interface Operation {
  readonly summary?: string;
  readonly security?: readonly Record<string, unknown>[];
  readonly requestBody?: {
    readonly content: Record<
      string,
      { readonly schema: { readonly anyOf?: unknown }; readonly example?: unknown }
    >;
  };
  readonly responses?: Record<string, unknown>;
}

let ports: TestPorts;
let app: HttpApp;
let paths: Record<string, Record<string, Operation>>;

beforeAll(async () => {
  ports = await createTestPorts();
  app = await createHttpApp(houseOf(ports));
  const answer = await app.inject({ method: 'GET', url: '/docs/openapi.json' });
  ({ paths } = answer.json());
});

describe('the OpenAPI document', () => {
  it('says who may call each route, what it is for, and what it answers', () => {
    for (const { method, url, scope, isDocumented } of routesOf(app)) {
      if (!isDocumented) continue;
      const operation = paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      expect([url, operation?.summary]).toEqual([url, expect.any(String)]);
      const security = scope === null ? operation?.security : [{ apiKey: [] }];
      expect([url, operation?.security]).toEqual([url, security]);
    }
  });

  it('shows an example of what each route of a merchant’s systems takes, which the route takes', async () => {
    const wish = { merchantId: 'default', name: 'erp', scopes: SCOPES, lifeSeconds: null };
    const { text: key } = await createApiKey(ports, wish);
    const send = (method: string, url: string, payload: object) =>
      app.inject({
        method: method as 'POST',
        url: url.replace(':appid', 'wx0000000000000000').replace(/:\w+/, 'nothing'),
        headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'k' },
        payload,
      });
    let count = 0;
    for (const { method, url, scope } of routesOf(app)) {
      const operation = paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      const body = operation?.requestBody?.content['application/json'];
      // A body that says nothing needs no example.
      if (scope === null || !body || body.schema.anyOf) continue;
      expect([url, body.example]).toEqual([url, expect.any(Object)]);
      const taken = await send(method, url, Object(body.example));
      expect([url, taken.json().code]).not.toEqual([url, 'invalid_request']);
      const refused = await send(method, url, { ...Object(body.example), unknown: 1 });
      expect([url, refused.json().code]).toEqual([url, 'invalid_request']);
      count += 1;
    }
    expect(count).toBeGreaterThan(8);
  });
});
