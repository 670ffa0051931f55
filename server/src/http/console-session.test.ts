import { beforeEach, describe, expect, it } from 'vitest';
import { createCredentials } from '../create-credentials.ts';
import { houseOf } from '../create-merchants.ts';
import type { ConsoleSettings, House } from '../ports.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { employ, openBrowser, testPassword } from '../testing/sign-in.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

const email = 'li@example.com';
let ports: TestPorts;
let house: House;
let app: HttpApp;

beforeEach(async () => {
  await open('optional');
});

async function open(totp: ConsoleSettings['totp']) {
  ports = await createTestPorts();
  house = {
    ...houseOf(ports),
    credentials: createCredentials({ memoryKib: 64, passes: 1 }),
    console: { totp, origin: 'https://pay.example.com' },
  };
  app = await createHttpApp(house, { maxSignInsPerMinute: 1_000 });
}

const send = (
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  headers: Record<string, string> = {},
  payload?: object,
) => app.inject({ method, url, headers, ...(payload && { payload }) });

const signIn = (body: object = {}, headers: Record<string, string> = {}) =>
  send('POST', '/v1/console/session', headers, { email, password: testPassword, ...body });

/** The headers that a browser sends after this answer. */
function browserOf(answer: Awaited<ReturnType<typeof signIn>>): Record<string, string> {
  const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
  return { cookie, 'yifen-csrf': answer.json().csrfToken };
}

describe('signing in', () => {
  it('opens the routes of the role at the own merchant, with the cookie that no script reads', async () => {
    await employ(house, { email, role: 'support' });
    const answer = await signIn();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-yifen=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    const { state, user } = answer.json();
    expect([state, user.email, user.memberships[0].role]).toEqual(['open', email, 'support']);
    const orders = await send('GET', '/v1/merchant/orders', browserOf(answer));
    expect(orders.statusCode).toBe(200);
    const audit = await send('GET', '/v1/merchant/audit', browserOf(answer));
    expect(audit.json()).toMatchObject({ code: 'scope_missing', detail: 'audit:read' });
  });

  it('a request that changes something needs the token that only our page knows', async () => {
    const user = await employ(house, { email, role: 'owner' });
    const { cookie = '', ...csrf } = await openBrowser(house, user);
    const change = (headers: Record<string, string>) =>
      send('PATCH', '/v1/merchant/products/tea', headers, { priceFen: 1 });
    expect((await change({ cookie })).json().code).toBe('csrf_refused');
    expect((await change({ cookie, 'yifen-csrf': 'x' })).json().code).toBe('csrf_refused');
    const foreign = { cookie, ...csrf, origin: 'https://evil.example' };
    expect((await change(foreign)).json().code).toBe('csrf_refused');
    const framed = { cookie, ...csrf, 'sec-fetch-site': 'same-site' };
    expect((await change(framed)).json().code).toBe('csrf_refused');
    expect((await change({ cookie, ...csrf })).statusCode).toBe(200);
    const [line] = await ports.store.listAuditLines('default', { after: 0, limit: 1 });
    expect(line).toMatchObject({ actor: `user:${user.id}`, subject: 'tea' });
  });
});
