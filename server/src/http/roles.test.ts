import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role, renderRoleTable } from '../flows/roles.ts';
import { SCOPES } from '../flows/scopes.ts';
import { employ, openBrowser } from '../testing/sign-in.ts';
import { openTwoShops, type TwoShops } from '../testing/two-shops.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';
import { type Route, routesOf } from './route-table.ts';

const roles = Object.keys(ROLES) as Role[];
let shops: TwoShops;
let app: HttpApp;
/** A browser of each role at the first shop, and of an owner of the other. */
const browsers = new Map<string, Record<string, string>>();

beforeAll(async () => {
  shops = await openTwoShops();
  const limits = { maxPerAddressPerMinute: 1e6, maxPerKeyPerMinute: 1e6 };
  app = await createHttpApp(shops.house, limits);
  for (const role of roles) {
    const user = await employ(shops.house, { email: `${role}@a.example`, role });
    browsers.set(role, await openBrowser(shops.house, user));
  }
  const stranger = await employ(shops.house, {
    email: 'owner@b.example',
    merchantId: 'other',
    role: 'owner',
  });
  browsers.set('stranger', await openBrowser(shops.house, stranger));
});

describe('the roles of the console', () => {
  it('I18 open the routes that their table says, and no others', async () => {
    let count = 0;
    for (const route of merchantRoutes()) {
      for (const role of roles) {
        const isAllowed = ROLES[role].some((scope) => scope === route.scope);
        const { status, body } = await call(route, browsers.get(role));
        const isRefused = status === 403 && body.includes('scope_missing');
        expect([route.method, route.url, role, isRefused]).toEqual([
          route.method,
          route.url,
          role,
          !isAllowed,
        ]);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(150);
  });

  it('I18 open nothing without the token against forged requests, whatever the role', async () => {
    for (const route of merchantRoutes()) {
      if (route.method === 'GET') continue;
      const { cookie = '' } = browsers.get('owner') ?? {};
      const { status, body } = await call(route, { cookie });
      expect([route.url, status, body.includes('csrf_refused')]).toEqual([route.url, 403, true]);
    }
  });

  it('I18 are worth nothing at another merchant, which is as if it were not there', async () => {
    const headers = { ...browsers.get('stranger'), 'yifen-merchant': 'default' };
    const nowhere = { ...browsers.get('stranger'), 'yifen-merchant': 'nowhere' };
    for (const route of merchantRoutes()) {
      const theirs = await call(route, headers);
      expect([route.url, theirs.status]).toEqual([route.url, 404]);
      expect(theirs).toEqual(await call(route, nowhere));
    }
  });

  it('let only owners decide over people, finance approve, and readers change nothing', () => {
    const having = (scope: (typeof SCOPES)[number]) =>
      roles.filter((role) => ROLES[role].some((each) => each === scope));
    expect(having('users:read')).toEqual(['owner', 'finance']);
    expect(having('users:write')).toEqual(['owner']);
    expect(having('refunds:approve')).toEqual(['owner', 'finance']);
    expect(having('refunds:write')).toEqual(['owner', 'finance', 'support']);
    expect(having('merchants:write')).toEqual(['owner', 'developer']);
    expect(ROLES['read-only'].filter((scope) => !scope.endsWith(':read'))).toEqual([]);
    expect(ROLES.owner).toEqual(SCOPES);
  });

  it('are what docs/reference/roles.md says', () => {
    const path = new URL('../../../docs/reference/roles.md', import.meta.url);
    expect(readFileSync(path, 'utf8')).toBe(renderRoleTable());
  });
});

function merchantRoutes(): readonly Route[] {
  return routesOf(app).filter(({ scope }) => scope !== null);
}

/** A stream answers without end: only its beginning is waited for. */
async function call({ method, url }: Route, headers: Record<string, string> = {}) {
  const answer = await app.inject({
    method: method as 'GET',
    url: url.replace(/:\w+/g, 'nothing'),
    headers,
    payloadAsStream: true,
  });
  const isOver = answer.statusCode >= 400;
  const body = isOver ? await text(answer.stream()) : '';
  if (!isOver) answer.stream().destroy();
  const told = body.replaceAll(String(answer.headers['x-request-id']), 'ID');
  return { status: answer.statusCode, body: told };
}
