import { beforeEach, describe, expect, it } from 'vitest';
import { createApiKey } from '../flows/create-api-key.ts';
import { makeSignInLink } from '../flows/people/sign-in-link.ts';
import type { Scope } from '../flows/scopes.ts';
import type { User } from '../ports.ts';
import { browserOf, openConsole, type TestConsole } from '../testing/open-console.ts';
import { employ, openBrowser, testPassword } from '../testing/sign-in.ts';

const users = '/v1/merchant/users';
let desk: TestConsole;
let owner: User;
let browser: Record<string, string>;

beforeEach(async () => {
  desk = await openConsole('optional');
  owner = await employ(desk.house, { email: 'owner@example.com', role: 'owner' });
  browser = await openBrowser(desk.house, owner);
});

const invite = (body: object = {}) =>
  desk.send('POST', users, browser, {
    email: 'li@example.com',
    name: '李雷',
    role: 'support',
    ...body,
  });
const change = (id: string, body: object) => desk.send('PATCH', `${users}/${id}`, browser, body);
const tokenIn = (url: unknown) => String(url).split('/welcome/')[1] ?? '';
const answerLink = (token: string, body: object = {}) =>
  desk.send(
    'POST',
    '/v1/console/invitations/accept',
    {},
    { token, password: testPassword, ...body },
  );
const readLink = (token: string) =>
  desk.send('POST', '/v1/console/invitations/read', {}, { token });

describe('an invitation', () => {
  it('lets one person in, once, for a day, by a link whose token no server logs', async () => {
    const made = await invite();
    expect([made.statusCode, made.json().user.state]).toEqual([201, 'invited']);
    expect(made.json().url).toMatch(
      /^https:\/\/pay\.example\.com\/console\/#\/welcome\/[\w-]{43}$/,
    );
    const token = tokenIn(made.json().url);
    const offer = { email: 'li@example.com', name: '李雷', kind: 'invited' };
    expect((await readLink(token)).json()).toEqual(offer);
    expect((await answerLink(token, { password: 'short' })).json().code).toBe('password_refused');
    const answers = await Promise.all([1, 2, 3].map(() => answerLink(token)));
    const opened = answers.filter(({ statusCode }) => statusCode === 200);
    expect(opened).toHaveLength(1);
    expect(answers.find(({ statusCode }) => statusCode !== 200)?.json().code).toBe('link_ended');
    expect(opened[0]?.json()).toMatchObject({ state: 'open', user: { email: 'li@example.com' } });
    expect((await desk.signIn('li@example.com')).statusCode).toBe(200);
    expect((await readLink(token)).json().code).toBe('link_ended');
    const kept = await desk.ports.store.listAuditLines('default', { after: 0, limit: 100 });
    expect(kept[0]).toMatchObject({
      action: 'POST /v1/merchant/users',
      actor: `user:${owner.id}`,
      subject: made.json().user.id,
    });
    expect(JSON.stringify([kept, desk.ports.events])).not.toContain(token);
  });

  it('is over after a day, with its person’s place, and with the next link', async () => {
    const token = tokenIn((await invite()).json().url);
    desk.ports.advance(24 * 3_600_000);
    expect((await answerLink(token)).json().code).toBe('link_ended');
    browser = await openBrowser(desk.house, owner);
    const { items } = (await desk.send('GET', users, browser)).json();
    const { id } = items.find(({ state }: { state: string }) => state === 'invited');
    const reset = await desk.send('POST', `${users}/${id}/reset`, browser, {});
    const next = tokenIn(reset.json().url);
    const last = tokenIn((await desk.send('POST', `${users}/${id}/reset`, browser, {})).json().url);
    expect((await readLink(next)).statusCode).toBe(404);
    expect((await readLink(last)).json().kind).toBe('invited');
    await change(id, { state: 'disabled' });
    expect((await answerLink(last)).json().code).toBe('link_ended');
  });

  it('is refused for what is no e-mail or no role, and for who is there', async () => {
    for (const email of ['lilei', 'li@', 'a b@c.de', 'li@x@y', '<li@x.y>']) {
      expect([email, (await invite({ email })).json().code]).toEqual([email, 'email_invalid']);
    }
    expect((await invite({ role: 'king' })).json().code).toBe('invalid_request');
    expect((await invite({ email: ' OWNER@example.com' })).json().code).toBe('user_exists');
    expect((await invite({ passwordHash: 'x' })).json().code).toBe('invalid_request');
  });

  it('gives no link to who has a password elsewhere: nobody becomes another’s employee', async () => {
    await employ(desk.house, { email: 'li@example.com', merchantId: 'other', role: 'owner' });
    const made = (await invite()).json();
    expect([made.url, made.expiresAt, made.user.role]).toEqual([null, null, 'support']);
    const reset = await desk.send('POST', `${users}/${made.user.id}/reset`, browser, {});
    expect(reset.json().code).toBe('person_of_others');
    const guest = { email: 'guest@example.com', merchantId: 'other', role: 'owner' } as const;
    await employ(desk.house, guest, { passwordHash: null });
    expect((await invite({ email: 'guest@example.com' })).json().url).toBeNull();
  });
});

describe('the first user', () => {
  it('is made by one link of those printed, when nobody is there, and is an owner', async () => {
    desk = await openConsole('required');
    const first = async () =>
      tokenIn((await makeSignInLink(desk.house, { kind: 'first', userId: null })).url);
    const tokens = [await first(), await first()];
    expect((await readLink(tokens[0] ?? '')).json()).toEqual({
      email: '',
      name: '',
      kind: 'first',
    });
    const body = { email: 'Boss@Example.com', name: '老板' };
    expect((await answerLink(tokens[0] ?? '')).json().code).toBe('email_invalid');
    const answers = await Promise.all(tokens.map((token) => answerLink(token, body)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404]);
    const made = answers.find(({ statusCode }) => statusCode === 200)?.json();
    expect(made).toMatchObject({
      state: 'enrol',
      user: { email: 'boss@example.com', memberships: [{ merchantId: 'default', role: 'owner' }] },
    });
    expect((await readLink(await first())).json().code).toBe('link_ended');
  });
});

describe('a person', () => {
  it('who loses role or place loses the sessions at once, and the keys with the place', async () => {
    const li = await employ(desk.house, { email: 'li@example.com', role: 'support' });
    const wish = { name: 'mine', scopes: ['merchants:read' as Scope], lifeSeconds: null };
    const holder = `user:${li.id}`;
    const key = await createApiKey(desk.ports, { ...wish, merchantId: 'default', holder });
    const ask = async (headers: Record<string, string>) =>
      (await desk.send('GET', '/v1/merchant/orders', headers)).statusCode;
    const before = await openBrowser(desk.house, li);
    expect(await ask(before)).toBe(200);
    expect((await change(li.id, { role: 'developer' })).json().role).toBe('developer');
    expect(await ask(before)).toBe(401);
    const bearer = { authorization: `Bearer ${key.text}` };
    expect((await desk.send('GET', '/v1/merchant', bearer)).statusCode).toBe(200);
    const after = await openBrowser(desk.house, li);
    expect((await change(li.id, { state: 'disabled' })).json().state).toBe('disabled');
    expect(await ask(after)).toBe(401);
    expect((await desk.send('GET', '/v1/merchant', bearer)).statusCode).toBe(401);
    expect((await desk.signIn('li@example.com')).statusCode).toBe(401);
    await change(li.id, { state: 'active' });
    expect((await desk.signIn('li@example.com')).statusCode).toBe(200);
  });

  it('who is the last owner stays one', async () => {
    for (const body of [{ role: 'finance' }, { state: 'disabled' }]) {
      expect((await change(owner.id, body)).json().code).toBe('last_owner');
    }
    const han = await employ(desk.house, { email: 'han@example.com', role: 'owner' });
    expect((await change(han.id, { role: 'finance' })).statusCode).toBe(200);
  });

  it('who is locked out is unlocked by an owner, and is seen to be locked', async () => {
    const li = await employ(desk.house, { email: 'li@example.com', role: 'support' });
    for (let count = 0; count < 5; count += 1)
      await desk.signIn('li@example.com', { password: 'x' });
    const { items } = (await desk.send('GET', users, browser)).json();
    expect(items).toContainEqual(
      expect.objectContaining({ id: li.id, lockedUntil: '2023-11-14T22:14:20.000Z' }),
    );
    expect((await change(li.id, { unlock: true })).json().lockedUntil).toBeNull();
    expect((await desk.signIn('li@example.com')).statusCode).toBe(200);
  });

  it('who is reset loses sessions at once, password and authenticator by the new link', async () => {
    const sealedTotp = desk.house.secrets.seal(desk.house.credentials.newTotpSecret());
    const place = { email: 'li@example.com', role: 'support' } as const;
    const li = await employ(desk.house, place, { sealedTotp, recoveryDigests: ['x'] });
    const before = await openBrowser(desk.house, li);
    const reset = (await desk.send('POST', `${users}/${li.id}/reset`, browser, {})).json();
    expect((await desk.send('GET', '/v1/console/session', before)).statusCode).toBe(401);
    const opened = await answerLink(tokenIn(reset.url), { password: 'another good password' });
    expect(opened.json()).toMatchObject({ state: 'open', user: { totp: false, recoveryCodes: 0 } });
    expect((await desk.signIn('li@example.com')).statusCode).toBe(401);
    expect(await desk.audited()).toContain('console.link-reset');
  });

  it('whom there is not is not found, nor one of another merchant', async () => {
    const han = await employ(desk.house, {
      email: 'han@example.com',
      merchantId: 'other',
      role: 'owner',
    });
    for (const id of ['nobody', han.id]) {
      expect((await change(id, { unlock: true })).json().code).toBe('not_found');
      const reset = await desk.send('POST', `${users}/${id}/reset`, browser, {});
      expect(reset.json().code).toBe('not_found');
    }
    expect((await change(owner.id, {})).json().code).toBe('invalid_request');
    const { items } = (await desk.send('GET', users, browser)).json();
    expect(items.map(({ email }: { email: string }) => email)).toEqual(['owner@example.com']);
  });

  it('signs in, and is seen to have', async () => {
    const answer = await desk.signIn('owner@example.com');
    const list = await desk.send('GET', users, browserOf(answer));
    expect(list.json().items[0].lastSignInAt).toBe('2023-11-14T22:13:20.000Z');
  });
});
