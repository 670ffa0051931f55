import { expect, test } from 'vitest';
import { startShop } from '../testing/start-shop.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly schema: { readonly properties: object } }>
    >;
  };
}

interface Description {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, Operation & { tags: string[] }>>>
  >;
}

async function described() {
  const shop = await startShop();
  const { json } = await shop.control('GET', '/openapi.json');
  return { ...shop, api: json as unknown as Description };
}

test('every route is described once, under a chapter, with a name of its own', async () => {
  const { api } = await described();
  const operations = Object.values(api.paths).flatMap((path) => Object.values(path));
  expect(api.openapi).toBe('3.1.0');
  expect(operations.length).toBeGreaterThan(50);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  const chapters = api.tags.map(({ name }) => name);
  for (const { summary, tags } of operations) {
    expect(summary).not.toMatch(/\.$/);
    expect(chapters).toContain(tags[0]);
  }
});

test('what is described is there, and what it says of its input is what is checked', async () => {
  const { api, control } = await described();
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (path === '/events') continue;
      const properties =
        operation.requestBody?.content['application/json']?.schema.properties ?? {};
      const verb = method.toUpperCase();
      const at = path.replace(/\{\w+\}/g, 'none');
      const there = await control(verb, at, verb === 'GET' ? undefined : {});
      expect(there.json.error ?? '').not.toContain('no control route');
      if (Object.keys(properties).length === 0) continue;
      const wrong = await control(verb, at, { nobodyKnows: 1 });
      expect(wrong.status).toBe(400);
    }
  }
});

test('a number, a list and a missing member are refused by what the description says', async () => {
  const { control } = await described();
  const refused = async (path: string, body: unknown) => {
    const { status, json } = await control('POST', path, body);
    expect(status).toBe(400);
    return json.error;
  };
  expect(await refused('/clock', { speed: 0 })).toBe('body/speed must be above 0');
  expect(await refused('/faults', {})).toBe('body must have kind');
  expect(await refused('/faults', { kind: 'answer.lose', share: 2 })).toBe(
    'body/share must be at most 1',
  );
  expect(await refused('/faults', [])).toBe('body must be object');
  expect(await refused('/message-push', { url: 'ftp://x' })).toBe('body/url must match ^https?://');
  expect(await refused('/events', { name: '' })).toBe('body must have step');
});
