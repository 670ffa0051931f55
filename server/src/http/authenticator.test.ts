import { beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../ports.ts';
import { browserOf, openConsole, type TestConsole } from '../testing/open-console.ts';
import { employ, openBrowser } from '../testing/sign-in.ts';

const email = 'li@example.com';
const path = '/v1/console/session';
let desk: TestConsole;
let user: User;

beforeEach(async () => {
  desk = await openConsole('required');
  user = await employ(desk.house, { email, role: 'owner' });
});

/** Sets an authenticator up as a browser does; tells its secret, the recovery codes, and the session. */
async function enrol() {
  const waiting = browserOf(await desk.signIn(email));
  const { secret, uri } = (await desk.send('POST', `${path}/totp`, waiting, {})).json();
  const code = desk.digits(secret);
  const confirmed = await desk.send('POST', `${path}/totp/confirm`, waiting, { code });
  const { cookie = '' } = browserOf(confirmed);
  const session = (await desk.send('GET', path, { cookie })).json();
  desk.ports.advance(60_000);
  const codes: readonly string[] = confirmed.json().codes;
  return { secret, uri, codes, waiting, browser: { cookie, 'yifen-csrf': session.csrfToken } };
}

describe('an authenticator', () => {
  it('is set up before anything else opens, and opens the session under a new token', async () => {
    const answer = await desk.signIn(email);
    expect(answer.json().state).toBe('enrol');
    const early = await desk.send('GET', '/v1/merchant', browserOf(answer));
    expect(early.json().code).toBe('session_needs_enrolment');
    const password = { password: 'x', newPassword: 'y' };
    const tricky = await desk.send('POST', `${path}/password`, browserOf(answer), password);
    expect(tricky.json().code).toBe('session_needs_enrolment');

    const { secret, uri, codes, waiting, browser } = await enrol();
    expect(uri).toMatch(/^otpauth:\/\/totp\/Yifen:li%40example\.com\?/);
    expect(uri).toContain(`secret=${secret}`);
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^[0-9A-HJKMNP-Z]{4}(-[0-9A-HJKMNP-Z]{4}){3}$/);
    expect((await desk.send('GET', path, waiting)).statusCode).toBe(401);
    const { state, user: self } = (await desk.send('GET', path, browser)).json();
    expect([state, self.totp, self.recoveryCodes]).toEqual(['open', true, 10]);
    const kept = JSON.stringify(await desk.house.store.findPerson(user.id));
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(codes[0]?.replaceAll('-', ''));
  });

  it('is not set up by digits that are not its own, nor without having begun', async () => {
    const waiting = browserOf(await desk.signIn(email));
    const confirm = (code: string) => desk.send('POST', `${path}/totp/confirm`, waiting, { code });
    expect((await confirm('123456')).json().code).toBe('totp_needed');
    const { secret } = (await desk.send('POST', `${path}/totp`, waiting, {})).json();
    const wrong = desk.digits(secret) === '123456' ? '123457' : '123456';
    expect((await confirm(wrong)).json().code).toBe('code_refused');
    expect((await desk.house.store.findPerson(user.id))?.user.sealedTotp).toBeNull();
  });

  it('is asked for from then on, in one request or in two, and its digits count once', async () => {
    const { secret } = await enrol();
    const waiting = await desk.signIn(email);
    expect(waiting.json().state).toBe('code');
    const early = await desk.send('GET', '/v1/merchant', browserOf(waiting));
    expect(early.json().code).toBe('session_needs_code');
    const code = desk.digits(secret);
    const opened = await desk.send('POST', `${path}/code`, browserOf(waiting), { code });
    expect(opened.json().state).toBe('open');
    expect((await desk.send('GET', path, browserOf(waiting))).statusCode).toBe(401);
    expect((await desk.signIn(email, { code })).json().code).toBe('sign_in_refused');
    desk.ports.advance(30_000);
    const spaced = desk.digits(secret).replace(/^.../, '$& ');
    expect((await desk.signIn(email, { code: spaced })).json().state).toBe('open');
  });

  it('may be a step early or late, not two, and never goes back', async () => {
    const { secret } = await enrol();
    const open = async (steps: number) =>
      (await desk.signIn(email, { code: desk.digits(secret, steps) })).statusCode;
    expect(await open(2)).toBe(401);
    expect(await open(-2)).toBe(401);
    expect(await open(1)).toBe(200);
    expect(await open(0)).toBe(401);
    desk.ports.advance(60_000);
    expect(await open(-1)).toBe(401);
    expect(await open(0)).toBe(200);
  });

  it('is opened by one of those who send the same digits at the same moment', async () => {
    const { secret } = await enrol();
    const code = desk.digits(secret);
    const answers = await Promise.all([1, 2, 3, 4].map(() => desk.signIn(email, { code })));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  });

  it('is not guessed by whoever has the password: its failures lock, and the password forgets none', async () => {
    const { secret } = await enrol();
    for (let count = 0; count < 5; count += 1) {
      const waiting = browserOf(await desk.signIn(email));
      const code = desk.digits(secret, 20 + count);
      const { statusCode } = await desk.send('POST', `${path}/code`, waiting, { code });
      expect(statusCode).toBe(401);
    }
    expect((await desk.signIn(email)).json().code).toBe('sign_in_locked');
    expect(await desk.audited()).toContain('console.refused');
  });

  it('is replaced by whoever has it, and by nobody who only found the browser open', async () => {
    const { secret, browser } = await enrol();
    const begin = (body: object) => desk.send('POST', `${path}/totp`, browser, body);
    expect((await begin({})).json().code).toBe('code_refused');
    const anew = await begin({ code: desk.digits(secret) });
    const confirm = { code: desk.digits(anew.json().secret) };
    const done = await desk.send('POST', `${path}/totp/confirm`, browser, confirm);
    expect(done.statusCode).toBe(200);
    desk.ports.advance(60_000);
    expect((await desk.signIn(email, { code: desk.digits(secret) })).statusCode).toBe(401);
    const fresh = desk.digits(anew.json().secret);
    expect((await desk.signIn(email, { code: fresh })).statusCode).toBe(200);
  });
});

describe('a recovery code', () => {
  it('stands in for the authenticator once, however it is written, whoever sends it at once', async () => {
    const { codes } = await enrol();
    const [first = '', second = ''] = codes;
    const answers = await Promise.all([1, 2, 3].map(() => desk.signIn(email, { code: first })));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    await desk.house.store.clearSignInAttempts(desk.house.secrets.digest(`sign-in ${email}`));
    const misread = second.replaceAll('0', 'o').replaceAll('1', 'l');
    const code = ` ${misread.toLowerCase().replaceAll('-', ' ')}`;
    const opened = await desk.signIn(email, { code });
    expect([opened.statusCode, opened.json().user.recoveryCodes]).toEqual([200, 8]);
  });

  it('is worth nothing once there are new ones, which take the digits', async () => {
    const { codes, secret, browser } = await enrol();
    const code = desk.digits(secret);
    const renewed = await desk.send('POST', `${path}/recovery-codes`, browser, { code });
    expect(renewed.json().codes).toHaveLength(10);
    expect((await desk.signIn(email, { code: codes[0] })).statusCode).toBe(401);
    expect((await desk.signIn(email, { code: renewed.json().codes[0] })).statusCode).toBe(200);
    const without = await openBrowser(
      desk.house,
      await employ(desk.house, { email: 'han@example.com', role: 'support' }),
    );
    const none = await desk.send('POST', `${path}/recovery-codes`, without, { code });
    expect(none.json().code).toBe('totp_needed');
  });
});
