import { beforeEach, describe, expect, it } from 'vitest';
import { browserOf, openConsole, type TestConsole } from '../testing/open-console.ts';
import { employ, openBrowser, testPassword } from '../testing/sign-in.ts';

const email = 'li@example.com';
const path = '/v1/console/session';
let desk: TestConsole;

beforeEach(async () => {
  desk = await openConsole('optional');
});

/** What somebody is told, without what differs in each answer. */
const told = ({ statusCode, headers, body }: Awaited<ReturnType<TestConsole['send']>>) => ({
  statusCode,
  cookie: headers['set-cookie'],
  body: body.replace(String(headers['x-request-id']), 'ID'),
});

describe('signing in', () => {
  it('opens the routes of the role at the own merchant, with the cookie that no script reads', async () => {
    await employ(desk.house, { email, role: 'support' });
    const answer = await desk.signIn(' Li@Example.COM ');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-yifen=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    const { state, user } = answer.json();
    expect([state, user.email, user.memberships[0].role]).toEqual(['open', email, 'support']);
    const orders = await desk.send('GET', '/v1/merchant/orders', browserOf(answer));
    expect(orders.statusCode).toBe(200);
    const audit = await desk.send('GET', '/v1/merchant/audit', browserOf(answer));
    expect(audit.json()).toMatchObject({ code: 'scope_missing', detail: 'audit:read' });
    expect(await desk.audited()).toEqual(['console.sign-in']);
  });

  it('tells neither by word nor by cookie who is unknown, disabled, invited, or has another password', async () => {
    await employ(desk.house, { email, role: 'owner' });
    const han = await employ(desk.house, { email: 'han@example.com', role: 'support' });
    const place = { userId: han.id, merchantId: 'default', role: 'support', active: false };
    await desk.house.store.saveMembership(place);
    const guest = { email: 'guest@example.com', role: 'support' } as const;
    await employ(desk.house, guest, { passwordHash: null });
    const refusals = [
      await desk.signIn(email, { password: 'another password' }),
      await desk.signIn('nobody@example.com'),
      await desk.signIn('han@example.com'),
      await desk.signIn('guest@example.com'),
      await desk.signIn(email, { password: 'x'.repeat(1_024) }),
    ].map(told);
    expect(refusals[0]).toMatchObject({ statusCode: 401, cookie: undefined });
    expect(new Set(refusals.map((each) => JSON.stringify(each))).size).toBe(1);
    const kept = JSON.stringify([
      await desk.ports.store.listAuditLines('default', { after: 0, limit: 100 }),
      desk.ports.events,
    ]);
    expect(kept).not.toMatch(/password"?:|another password|nobody@|argon2/);
  });

  it('refuses what is no sign-in before anything is hashed', async () => {
    for (const body of [
      { password: 'x'.repeat(1_025) },
      { password: 7 },
      { email: ['li'] },
      { email: `${'x'.repeat(255)}@y` },
      { code: '1'.repeat(41) },
      { role: 'owner' },
    ]) {
      const { statusCode } = await desk.signIn(email, body);
      expect([body, statusCode]).toEqual([body, 400]);
    }
    const foreign = await desk.signIn(email, {}, { origin: 'https://evil.example' });
    expect(foreign.json().code).toBe('csrf_refused');
    const own = await desk.signIn(email, {}, { origin: 'https://pay.example.com' });
    expect(own.json().code).toBe('sign_in_refused');
  });

  it('a session from before is worth nothing after it: nobody is given a session that others know', async () => {
    const user = await employ(desk.house, { email, role: 'owner' });
    const planted = await openBrowser(desk.house, user, 'code');
    const answer = await desk.signIn(email, {}, planted);
    expect(browserOf(answer).cookie).not.toBe(planted.cookie);
    expect((await desk.send('GET', path, planted)).json().code).toBe('sign_in_needed');
    const invented = { cookie: '__Host-yifen=chosen-by-somebody' };
    expect(browserOf(await desk.signIn(email, {}, invented)).cookie).not.toBe(invented.cookie);
  });

  it('is refused to too many from one address', async () => {
    const statuses = new Set<number>();
    const { createHttpApp } = await import('./create-http-app.ts');
    const app = await createHttpApp(desk.house, { maxSignInsPerMinute: 2 });
    for (let count = 0; count < 3; count += 1) {
      const payload = { email: `${count}@example.com`, password: testPassword };
      statuses.add((await app.inject({ method: 'POST', url: path, payload })).statusCode);
    }
    expect([...statuses]).toEqual([401, 429]);
  });
});

describe('guessing', () => {
  const guess = (who = email) => desk.signIn(who, { password: 'wrong wrong wrong' });

  it('is locked for a minute after five failures, then two, the same for whom there is not', async () => {
    await employ(desk.house, { email, role: 'owner' });
    for (const who of [email, 'nobody@example.com']) {
      for (let count = 0; count < 5; count += 1) expect((await guess(who)).statusCode).toBe(401);
      const locked = await desk.signIn(who);
      expect(locked.headers['retry-after']).toBe('60');
      expect(locked.json()).toMatchObject({ code: 'sign_in_locked', retryAfterSeconds: 60 });
    }
    desk.ports.advance(60_000);
    await guess();
    expect((await desk.signIn(email)).json().retryAfterSeconds).toBe(120);
    for (let count = 0; count < 9; count += 1) {
      desk.ports.advance(3_600_000);
      await guess();
    }
    expect((await desk.signIn(email)).json().retryAfterSeconds).toBe(3_600);
    desk.ports.advance(3_600_000);
    expect((await desk.signIn(email)).statusCode).toBe(200);
    expect((await guess()).statusCode).toBe(401);
  });

  it('all at once is no more than one after the other', async () => {
    await employ(desk.house, { email, role: 'owner' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess()));
    const codes = answers.map((answer) => answer.json().code);
    expect(codes.filter((code) => code === 'sign_in_refused')).toHaveLength(5);
    expect(codes.filter((code) => code === 'sign_in_locked')).toHaveLength(15);
  });
});

describe('a session', () => {
  it('changes nothing without the token that only our page knows, from our page', async () => {
    const user = await employ(desk.house, { email, role: 'owner' });
    const { cookie = '', ...csrf } = await openBrowser(desk.house, user);
    const change = (headers: Record<string, string>) =>
      desk.send('PATCH', '/v1/merchant/products/tea', headers, { priceFen: 1 });
    const forged: Record<string, string>[] = [
      { cookie },
      { cookie, 'yifen-csrf': 'x' },
      { cookie, 'yifen-csrf': cookie.replace('__Host-yifen=', '') },
      { cookie, ...csrf, origin: 'https://evil.example' },
      { cookie, ...csrf, origin: 'null' },
      { cookie, ...csrf, 'sec-fetch-site': 'same-site' },
      { cookie, ...csrf, 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of forged) {
      expect([headers, (await change(headers)).json().code]).toEqual([headers, 'csrf_refused']);
    }
    const page = { 'sec-fetch-site': 'same-origin', origin: 'https://pay.example.com' };
    expect((await change({ cookie, ...csrf, ...page })).statusCode).toBe(200);
    const [line] = await desk.ports.store.listAuditLines('default', { after: 0, limit: 1 });
    expect(line).toMatchObject({ actor: `user:${user.id}`, subject: 'tea' });
  });

  it('ends after half an hour of rest, after twelve hours, and when it is told to', async () => {
    const user = await employ(desk.house, { email, role: 'owner' });
    const status = async (browser: Record<string, string>) =>
      (await desk.send('GET', path, browser)).statusCode;
    const idle = await openBrowser(desk.house, user);
    desk.ports.advance(30 * 60_000);
    expect(await status(idle)).toBe(401);
    const busy = await openBrowser(desk.house, user);
    for (let count = 0; count < 24 * 60; count += 29) {
      if (count >= 12 * 60) {
        expect([count, await status(busy)]).toEqual([count, 401]);
        break;
      }
      expect([count, await status(busy)]).toEqual([count, 200]);
      desk.ports.advance(29 * 60_000);
    }
    const told = await openBrowser(desk.house, user);
    const ended = await desk.send('POST', `${path}/end`, told, {});
    expect(ended.headers['set-cookie']).toContain('Max-Age=0');
    expect(await status(told)).toBe(401);
  });

  it('is one of two credentials, of which a request carries one', async () => {
    const user = await employ(desk.house, { email, role: 'owner' });
    const both = { ...(await openBrowser(desk.house, user)), authorization: 'Bearer yk_x' };
    expect((await desk.send('GET', '/v1/merchant', both)).json().code).toBe('two_credentials');
  });

  it('reaches the merchant that it names, if it is one of its own', async () => {
    const user = await employ(desk.house, { email, role: 'owner' });
    const browser = await openBrowser(desk.house, user);
    const at = async (merchant: string) =>
      told(await desk.send('GET', '/v1/merchant', { ...browser, 'yifen-merchant': merchant }));
    expect((await at('default')).statusCode).toBe(200);
    expect((await at('other')).statusCode).toBe(404);
    expect(await at('other')).toEqual(await at('there-is-none'));
    await employ(desk.house, { email: 'stranger@example.com', merchantId: 'other', role: 'owner' });
    const stranger = await desk.signIn('stranger@example.com');
    const headers = { ...browserOf(stranger), 'yifen-merchant': 'default' };
    expect((await desk.send('GET', '/v1/merchant', headers)).statusCode).toBe(404);
  });

  it('takes the cookie once: of two nobody knows which', async () => {
    const user = await employ(desk.house, { email, role: 'owner' });
    const { cookie } = await openBrowser(desk.house, user);
    const twice = { cookie: `${cookie}; __Host-yifen=other` };
    expect((await desk.send('GET', path, twice)).statusCode).toBe(401);
    const among = { cookie: `a=b; ${cookie}; yifen=c` };
    expect((await desk.send('GET', path, among)).statusCode).toBe(200);
  });
});

describe('a new password', () => {
  const next = 'another good password';

  it('ends all sessions but this one, which goes on under a new token', async () => {
    const user = await employ(desk.house, { email, role: 'owner' });
    const [here, there] = [
      await openBrowser(desk.house, user),
      await openBrowser(desk.house, user),
    ];
    const body = { password: testPassword, newPassword: next };
    const wrong = await desk.send('POST', `${path}/password`, here, { ...body, password: 'x' });
    expect(wrong.json().code).toBe('sign_in_refused');
    const changed = await desk.send('POST', `${path}/password`, here, body);
    for (const former of [here, there]) {
      expect((await desk.send('GET', path, former)).statusCode).toBe(401);
    }
    expect((await desk.send('GET', path, browserOf(changed))).statusCode).toBe(200);
    expect((await desk.signIn(email)).statusCode).toBe(401);
    expect((await desk.signIn(email, { password: next })).statusCode).toBe(200);
  });

  it.each([
    ['length', 'elevenchars'],
    ['length', '密'.repeat(129)],
    ['common', 'Password1234'],
    ['common', 'aaaaaaaaaaaaaaaa'],
    ['common', 'QWERTYUIOP123'],
    ['email', 'li.shop@example.com'],
    ['email', 'li.shopli.shop1'],
  ])('is refused for its %s: %s', async (problem, newPassword) => {
    const user = await employ(desk.house, { email: 'li.shop@example.com', role: 'owner' });
    const browser = await openBrowser(desk.house, user);
    const body = { password: testPassword, newPassword };
    const answer = await desk.send('POST', `${path}/password`, browser, body);
    expect(answer.json()).toMatchObject({ code: 'password_refused', passwordProblem: problem });
  });
});
