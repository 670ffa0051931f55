import { createDecipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { startShop } from '../testing/start-shop.ts';

async function startLogin(options: Parameters<typeof startShop>[0] = {}) {
  const shop = await startShop(options);
  const { appid, appSecret } = shop.simulator.merchant;
  const exchange = async (change: Record<string, string | undefined>) => {
    const all = { appid, secret: appSecret, grant_type: 'authorization_code', ...change };
    const given = Object.entries(all).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    );
    const answer = await fetch(
      `${shop.simulator.url}/sns/jscode2session?${new URLSearchParams(given)}`,
    );
    const json = JSON.parse(await answer.text()) as Record<string, unknown>;
    return { status: answer.status, type: answer.headers.get('content-type'), json };
  };
  return { ...shop, exchange };
}

test('a login code yields the openid and a session key of 16 bytes, as text/plain without errcode', async () => {
  const { simulator, exchange } = await startLogin();
  const { code, openid } = simulator.loginCode();
  expect(code).toMatch(/^0[0-9A-Za-z]{31}$/);
  expect(openid).toMatch(/^o[\w-]{27}$/);
  const answer = await exchange({ js_code: code });
  expect([answer.status, answer.type]).toEqual([200, 'text/plain']);
  expect(Object.keys(answer.json).sort()).toEqual(['openid', 'session_key']);
  expect(answer.json.openid).toBe(openid);
  expect(Buffer.from(String(answer.json.session_key), 'base64')).toHaveLength(16);
});

test.each([
  ['no appid', { appid: undefined }, 41002, 'appid missing'],
  ['another appid', { appid: 'wx0000000000000000' }, 40013, 'invalid appid'],
  ['no secret', { secret: undefined }, 41004, 'appsecret missing'],
  ['a wrong secret', { secret: '0'.repeat(32) }, 40125, 'invalid appsecret'],
  ['no code', { js_code: undefined }, 41008, 'missing code'],
  ['a wrong grant_type', { grant_type: 'client_credential' }, 40002, 'invalid grant_type'],
  ['an unknown code', { js_code: '0nothing' }, 40029, 'invalid code'],
])('%s is answered with HTTP 200, its errcode and a rid', async (_, change, errcode, text) => {
  const { simulator, exchange } = await startLogin();
  const { code } = simulator.loginCode();
  const answer = await exchange({ js_code: code, ...change });
  expect([answer.status, answer.json.errcode]).toEqual([200, errcode]);
  expect(answer.json.errmsg).toMatch(
    new RegExp(`^${text}, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$`),
  );
});

test('the faults are judged in order: appid, secret, code, grant_type', async () => {
  const { exchange } = await startLogin();
  const wrong = { appid: 'wx0', secret: 'x', js_code: undefined, grant_type: 'x' };
  expect((await exchange(wrong)).json.errcode).toBe(40013);
  expect(
    (await exchange({ ...wrong, appid: (await startLogin()).simulator.merchant.appid })).json
      .errcode,
  ).toBe(40125);
});

test('a code works once and for five minutes', async () => {
  const { simulator, clock, exchange } = await startLogin();
  const used = simulator.loginCode();
  await exchange({ js_code: used.code });
  expect((await exchange({ js_code: used.code })).json.errcode).toBe(40163);
  const late = simulator.loginCode();
  await clock.advance(299_999);
  const inTime = simulator.loginCode();
  await clock.advance(1);
  expect((await exchange({ js_code: late.code })).json.errcode).toBe(40029);
  expect((await exchange({ js_code: inTime.code })).json.openid).toBe(inTime.openid);
});

test('a code refused for its secret is not used up', async () => {
  const { simulator, exchange } = await startLogin();
  const { code, openid } = simulator.loginCode();
  await exchange({ js_code: code, secret: 'wrong' });
  expect((await exchange({ js_code: code })).json.openid).toBe(openid);
});

test('a new code replaces the session key of its user only, and not at all by variant', async () => {
  const keyOf = async (
    { simulator, exchange }: Awaited<ReturnType<typeof startLogin>>,
    openid: string,
  ) => (await exchange({ js_code: simulator.loginCode(openid).code })).json.session_key;
  const rotating = await startLogin();
  expect(await keyOf(rotating, 'alice')).not.toBe(await keyOf(rotating, 'alice'));
  const steady = await startLogin({ variants: { sessionKeyRotation: 0 } });
  const alice = await keyOf(steady, 'alice');
  expect(await keyOf(steady, 'bob')).not.toBe(alice);
  expect(await keyOf(steady, 'alice')).toBe(alice);
});

test('only GET exchanges a code', async () => {
  const { simulator } = await startLogin();
  expect((await fetch(`${simulator.url}/sns/jscode2session`, { method: 'POST' })).status).toBe(404);
});

test('a phone number is encrypted under the current session key, watermarked with appid and time', async () => {
  const { simulator, clock, exchange, control } = await startLogin();
  const { code, openid } = simulator.loginCode();
  const { session_key } = (await exchange({ js_code: code })).json;
  const { json } = await control('POST', '/phone-numbers', { openid, phoneNumber: '13912345678' });
  const key = Buffer.from(String(session_key), 'base64');
  const decipher = createDecipheriv('aes-128-cbc', key, Buffer.from(String(json.iv), 'base64'));
  const text =
    decipher.update(String(json.encryptedData), 'base64', 'utf8') + decipher.final('utf8');
  expect(JSON.parse(text)).toEqual({
    phoneNumber: '13912345678',
    purePhoneNumber: '13912345678',
    countryCode: '86',
    watermark: { timestamp: clock.nowMs() / 1000, appid: simulator.merchant.appid },
  });
  const stranger = await control('POST', '/phone-numbers', { openid: 'nobody' });
  expect(stranger).toMatchObject({ status: 409, json: { error: expect.any(String) } });
});

test('a restarted simulator still takes the users that the server knows, unless told not to', async () => {
  const { openid } = await startLogin();
  const after = await startLogin({ seed: 99 });
  const body = after.order({ payer: { openid } });
  expect((await after.merchant.prepay(body)).status).toBe(200);
  const strict = await startLogin({ seed: 99, variants: { unseenOpenid: 'refused' } });
  expect((await strict.merchant.prepay(body)).json.message).toBe('appid与openid不匹配');
});
