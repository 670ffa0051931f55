import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { startPlatform } from '../../testing/raw-platform.ts';

const TOKEN = /^\d\d_[0-9A-Za-z]{133}$/;

test('the stable token is the same until its last five minutes, then both work for them', async () => {
  const { clock, stableToken, raw } = await startPlatform();
  const first = await stableToken();
  expect(first).toEqual({ access_token: expect.stringMatching(TOKEN), expires_in: 7200 });
  await clock.advance(6_899_000);
  expect(await stableToken()).toEqual({ ...first, expires_in: 301 });
  await clock.advance(1000);
  const second = await stableToken();
  expect(second.access_token).not.toBe(first.access_token);
  const use = async (token: unknown) =>
    (await raw('GET', `/wxa/checksession?access_token=${token}`)).json.errcode;
  // Past the token check: what is missing then is the signature.
  expect([await use(first.access_token), await use(second.access_token)]).toEqual([87008, 87008]);
  await clock.advance(300_000);
  expect([await use(first.access_token), await use(second.access_token)]).toEqual([42001, 87008]);
});

test('a forced token ends the earlier one at once, every 30 seconds and 20 times a day at most', async () => {
  const { clock, stableToken, raw } = await startPlatform();
  let token = (await stableToken()).access_token;
  for (let round = 0; round < 20; round += 1) {
    const next = (await stableToken(true)).access_token;
    expect(next).not.toBe(token);
    expect((await raw('GET', `/wxa/checksession?access_token=${token}`)).json.errcode).toBe(40001);
    token = next;
    expect((await stableToken(true)).access_token).toBe(token);
    await clock.advance(30_000);
  }
  expect((await stableToken(true)).access_token).toBe(token);
  await clock.advance(86_400_000);
  expect((await stableToken()).access_token).not.toBe(token);
  const today = (await stableToken()).access_token;
  expect((await stableToken(true)).access_token).not.toBe(today);
});

test('the old token call makes a new one each time; the one before lasts five minutes more', async () => {
  const { simulator, clock, raw, stableToken } = await startPlatform();
  const { appid, appSecret } = simulator.merchant;
  const stable = (await stableToken()).access_token;
  const path = `/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=${appSecret}`;
  const first = (await raw('GET', path)).json;
  const second = (await raw('GET', path)).json;
  expect(first).toEqual({ access_token: expect.stringMatching(TOKEN), expires_in: 7200 });
  expect(second.access_token).not.toBe(first.access_token);
  await clock.advance(300_000);
  const use = async (token: unknown) =>
    (await raw('GET', `/wxa/checksession?access_token=${token}`)).json.errcode;
  expect(await use(first.access_token)).toBe(42001);
  expect(await use(second.access_token)).toBe(87008);
  expect(await use(stable)).toBe(87008);
});

test.each([
  ['grant_type', 'x', 40002],
  ['appid', undefined, 41002],
  ['appid', 'wx0000000000000000', 40013],
  ['secret', undefined, 41004],
  ['secret', 'x', 40125],
  ['force_refresh', 'true', 47001],
])('a token request with a wrong %s (%s) is refused', async (name, value, errcode) => {
  const { simulator, raw } = await startPlatform();
  const { appid, appSecret: secret } = simulator.merchant;
  const body = { grant_type: 'client_credential', appid, secret, [name]: value };
  const answer = await raw('POST', '/cgi-bin/stable_token', JSON.stringify(body));
  expect([answer.status, answer.json.errcode]).toEqual([200, errcode]);
  expect(answer.json.errmsg).toMatch(/rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
});

test('a call is judged by path, method, token and body in this order', async () => {
  const { raw, stableToken } = await startPlatform();
  const { access_token } = await stableToken();
  const code = async (...request: Parameters<typeof raw>) => (await raw(...request)).json.errcode;
  const path = '/wxa/business/getuserphonenumber';
  expect(await code('GET', '/wxa/nothing')).toBe(40066);
  expect(await code('GET', path)).toBe(43002);
  expect(await code('POST', '/wxa/checksession', '{}')).toBe(43001);
  expect(await code('POST', path, '{}')).toBe(41001);
  expect(await code('POST', `${path}?access_token=x`, '{}')).toBe(40014);
  expect(await code('POST', `${path}?access_token=10_${'a'.repeat(133)}`, '{}')).toBe(40001);
  expect(await code('POST', `${path}?access_token=${access_token}`)).toBe(44002);
  for (const body of ['{', '[]', 'null', '{"code":1}']) {
    expect(await code('POST', `${path}?access_token=${access_token}`, body)).toBe(47001);
  }
});

test('a telephone code works once and for five minutes; a login code never does', async () => {
  const { simulator, openid, clock, control, call } = await startPlatform();
  const path = '/wxa/business/getuserphonenumber';
  const agree = async () =>
    (await control('POST', '/phone-numbers', { openid, phoneNumber: '13912345678' })).json;
  const event = await agree();
  expect(Object.keys(event).sort()).toEqual(['code', 'encryptedData', 'iv']);
  expect(await call(path, { code: event.code })).toEqual({
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: '13912345678',
      purePhoneNumber: '13912345678',
      countryCode: '86',
      watermark: { timestamp: clock.nowMs() / 1000, appid: simulator.merchant.appid },
    },
  });
  expect((await call(path, { code: event.code })).errcode).toBe(40029);
  expect((await call(path, { code: simulator.loginCode().code })).errcode).toBe(40029);
  const late = await agree();
  await clock.advance(300_000);
  expect((await call(path, { code: late.code })).errcode).toBe(40029);
});

test('only what was encrypted here is recognised, for three days', async () => {
  const { openid, clock, control, call, simulator } = await startPlatform();
  const { createHash } = await import('node:crypto');
  const { json } = await control('POST', '/phone-numbers', { openid });
  const hash = createHash('sha256').update(String(json.encryptedData)).digest('hex');
  const check = (encrypted_msg_hash: unknown) =>
    call('/wxa/business/checkencryptedmsg', { encrypted_msg_hash });
  expect(await check(hash)).toMatchObject({ vaild: true, create_time: clock.nowMs() / 1000 });
  expect(await check('00')).toEqual({ errcode: 0, errmsg: 'ok', vaild: false });
  expect((await check(1)).errcode).toBe(47001);
  await clock.advance(3 * 86_400_000);
  expect(simulator.miniProgram.phones.checkHash(hash)).toEqual({ vaild: false });
});

test('a session key is checked by an HMAC under its base64 text, and replaced', async () => {
  const { simulator, raw, call } = await startPlatform();
  const { appid, appSecret } = simulator.merchant;
  const login = simulator.loginCode();
  const query = { appid, secret: appSecret, js_code: login.code, grant_type: 'authorization_code' };
  const session = (await raw('GET', `/sns/jscode2session?${new URLSearchParams(query)}`)).json;
  const signed = (key: unknown, change: Record<string, string> = {}) => ({
    openid: login.openid,
    signature: createHmac('sha256', String(key)).update('').digest('hex'),
    sig_method: 'hmac_sha256',
    ...change,
  });
  const check = (given: Record<string, string>) => call('/wxa/checksession', undefined, given);
  expect(await check(signed(session.session_key))).toEqual({ errcode: 0, errmsg: 'ok' });
  const bytes = Buffer.from(String(session.session_key), 'base64').toString('latin1');
  expect((await check(signed(bytes))).errcode).toBe(87009);
  expect((await check(signed(session.session_key, { sig_method: 'md5' }))).errcode).toBe(87008);
  expect((await check(signed(session.session_key, { openid: 'oNobody' }))).errcode).toBe(87007);
  const renewed = await call('/wxa/resetusersessionkey', undefined, signed(session.session_key));
  expect(renewed).toMatchObject({ errcode: 0, openid: login.openid });
  expect((await check(signed(session.session_key))).errcode).toBe(87009);
  expect((await check(signed(renewed.session_key))).errcode).toBe(0);
});

test('the unionid is told for five minutes after the payment, if there is one', async () => {
  const { openid, simulator, clock, paid, call, control } = await startPlatform();
  const { transactionId, outTradeNo } = await paid();
  const ask = (query: Record<string, string>) =>
    call('/wxa/getpaidunionid', undefined, { openid, ...query });
  expect((await ask({ transaction_id: transactionId })).errcode).toBe(89002);
  await control('POST', '/mini-program', { openPlatformBound: true });
  const { unionid } = await ask({ transaction_id: transactionId });
  expect(unionid).toMatch(/^o[\w-]{27}$/);
  const { mchid } = simulator.merchant;
  expect((await ask({ mch_id: mchid, out_trade_no: outTradeNo })).unionid).toBe(unionid);
  expect((await ask({ mch_id: '1', out_trade_no: outTradeNo })).errcode).toBe(89300);
  expect((await ask({ openid: 'oNobody', transaction_id: transactionId })).errcode).toBe(89300);
  await clock.advance(300_000);
  expect((await ask({ transaction_id: transactionId })).errcode).toBe(89300);
});

test('faults strike: an errcode, a gateway page, a lost request, a lost answer', async () => {
  const { simulator, call, openid, control } = await startPlatform();
  const path = '/wxa/business/getuserphonenumber';
  await call('/wxa/nothing', {});
  simulator.faults.add({ kind: 'platform.error', errcode: 45009 });
  expect((await call(path, { code: 'x' })).errcode).toBe(45009);
  simulator.faults.add({ kind: 'platform.error' });
  expect((await call(path, { code: 'x' })).errcode).toBe(-1);
  const { code } = (await control('POST', '/phone-numbers', { openid })).json;
  simulator.faults.add({ kind: 'request.error', operation: 'platform', status: 503 });
  expect(await call(path, { code })).toEqual({});
  simulator.faults.add({ kind: 'request.lose', operation: 'platform' });
  await expect(call(path, { code })).rejects.toThrow();
  // Nothing happened so far; now the effect stands although nobody hears of it.
  simulator.faults.add({ kind: 'answer.lose', operation: 'platform' });
  await expect(call(path, { code })).rejects.toThrow();
  expect((await call(path, { code })).errcode).toBe(40029);
  simulator.faults.add({ kind: 'answer.error', operation: 'platform' });
  expect(await call(path, { code })).toEqual({});
  const notes = simulator
    .events()
    .flatMap(({ name, note }) => (name.startsWith('platform.') && note ? [note] : []));
  expect(notes).toEqual([
    'fault: nothing happened',
    'fault: nothing happened',
    'fault: the answer was lost on its way',
    'fault: the effect stands',
  ]);
});

test('neither AppSecret, token nor session key is in the record', async () => {
  const { simulator, stableToken, call } = await startPlatform();
  const { access_token } = await stableToken();
  await call('/wxa/business/getuserphonenumber', { code: 'x' });
  const record = JSON.stringify(simulator.events());
  expect(record).toContain('platform.cgi-bin.stable_token');
  expect(record).not.toContain(simulator.merchant.appSecret);
  expect(record).not.toContain(access_token);
});
