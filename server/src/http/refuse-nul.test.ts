import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openConsole, type TestConsole } from '../testing/open-console.ts';
import { employ, openBrowser } from '../testing/sign-in.ts';
import { demandNoNul } from './refuse-nul.ts';
import { routesOf } from './route-table.ts';

let desk: TestConsole;
let browser: Record<string, string>;

beforeAll(async () => {
  desk = await openConsole('optional');
  browser = await openBrowser(
    desk.house,
    await employ(desk.house, { email: 'li@example.com', role: 'owner' }),
  );
});

describe('U+0000', () => {
  it('is refused in whatever the console sends, before it reaches a database that cannot keep it', async () => {
    for (const { method, url } of routesOf(desk.app)) {
      if (!url.startsWith('/v1/')) continue;
      const address = `${url.replace(/:\w+/g, 'x')}?q=%00`;
      const inAddress = await desk.send(method, address, browser);
      expect([url, inAddress.statusCode]).toEqual([url, 400]);
      if (method === 'GET' || method === 'DELETE' || !url.includes('console')) continue;
      const fields = { email: 'a\u0000b@c.de', password: 'x', name: '\u0000', code: '12345\u0000' };
      const inBody = await desk.send(method, url.replace(/:\w+/g, 'x'), browser, fields);
      expect([url, inBody.statusCode]).toEqual([url, 400]);
    }
  });

  it('is told from a text that only looks like its escape', () => {
    const isRefused = (json: string) => {
      try {
        demandNoNul(json);
        return false;
      } catch {
        return true;
      }
    };
    const parts = fc.constantFrom('\0', '\\', 'u0000', '\\u0000', 'x', '"', '一');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (texts) => {
        const text = texts.join('');
        expect(isRefused(JSON.stringify({ [text]: [text] }))).toBe(text.includes('\0'));
      }),
    );
  });
});

describe('the console', () => {
  it('fails at nothing that anybody sends it, signed in or not', async () => {
    const names = [
      'email',
      'password',
      'code',
      'newPassword',
      'token',
      'name',
      'role',
      'state',
      'x',
    ];
    const body = fc.oneof(
      fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }),
      fc.jsonValue(),
    );
    const routes = routesOf(desk.app).filter(
      ({ url, method }) => /console|users/.test(url) && method !== 'GET' && url.startsWith('/v1/'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        body,
        fc.boolean(),
        async (route, sent, isIn) => {
          const answer = await desk.app.inject({
            method: route.method as 'POST',
            url: route.url.replace(/:\w+/g, 'x'),
            headers: { 'content-type': 'application/json', ...(isIn && browser) },
            payload: JSON.stringify(sent) ?? '',
          });
          expect([route.url, answer.statusCode < 500]).toEqual([route.url, true]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
