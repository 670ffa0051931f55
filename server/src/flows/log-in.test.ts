import { beforeEach, describe, expect, it } from 'vitest';
import { PlatformFailure } from '../ports.ts';
import { createSecrets } from '../system.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { logIn } from './log-in.ts';
import { openPhoneNumber } from './open-phone-number.ts';
import { resumeSession } from './resume-session.ts';

let ports: TestPorts;
beforeEach(async () => {
  ports = await createTestPorts();
});

describe('logIn', () => {
  it('keeps a digest of the token and a sealed session key, neither of them in the clear', async () => {
    const { token, session } = await logIn(ports, 'Payer');
    const kept = JSON.stringify(await ports.store.findSession(session.tokenDigest));
    expect(kept).not.toContain(token);
    expect(kept).not.toContain('c2Vzc2lvbi1rZXkh');
    expect(ports.secrets.open(session.sealedSessionKey)).toBe('c2Vzc2lvbi1rZXkh');
    expect(JSON.stringify(ports.events)).not.toContain(token);
  });

  it('makes the openid known as one that logged in here', async () => {
    expect(await ports.store.hasLoggedIn('default', 'oPayer')).toBe(false);
    await logIn(ports, 'Payer');
    expect(await ports.store.hasLoggedIn('default', 'oPayer')).toBe(true);
  });

  it.each([
    ['refused', '40029', 'login_code_refused'],
    ['refused', '40163', 'login_code_refused'],
    ['refused', '40125', 'wechat_refused'],
    ['unknown', '-1', 'wechat_unavailable'],
    ['none', 'network', 'wechat_unavailable'],
  ] as const)('tells a %s answer with code %s as %s', async (outcome, code, refusal) => {
    ports.platform.fail('login', new PlatformFailure('no', { outcome, code }));
    await expect(logIn(ports, 'Payer')).rejects.toMatchObject({
      code: refusal,
      details: { wechatCode: code },
    });
  });
});

describe('resumeSession', () => {
  it('knows a token until its time is over, to the millisecond', async () => {
    const { token, session } = await logIn(ports, 'Payer');
    ports.advance(604_800_000 - 1);
    expect(await resumeSession(ports, token)).toEqual(session);
    ports.advance(1);
    await expect(resumeSession(ports, token)).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(resumeSession(ports, 'unknown')).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

describe('openPhoneNumber', () => {
  it('opens with the session key of the login, and refuses what it cannot open', async () => {
    const { token } = await logIn(ports, 'Payer');
    const input = { token, encryptedData: 'good', iv: 'iv' };
    expect(await openPhoneNumber(ports, input)).toEqual({ phoneNumber: '13580006666' });
    await expect(openPhoneNumber(ports, { ...input, encryptedData: 'bad' })).rejects.toMatchObject({
      code: 'phone_number_unreadable',
    });
    await expect(openPhoneNumber(ports, { ...input, token: 'x' })).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });

  it('asks for a new login when the session key was sealed under an earlier master key', async () => {
    const { token } = await logIn(ports, 'Payer');
    ports = { ...ports, secrets: createSecrets(new Uint8Array(32).fill(1)) };
    await expect(
      openPhoneNumber(ports, { token, encryptedData: 'good', iv: 'iv' }),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });
});
