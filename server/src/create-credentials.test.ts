import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createCredentials } from './create-credentials.ts';

const cheap = createCredentials({ memoryKib: 64, passes: 1 });

describe('a password', () => {
  it('is kept as argon2id with 64 MiB and three passes, with a salt of its own', async () => {
    const { hashPassword, verifyPassword } = createCredentials();
    const [one, two] = [await hashPassword('密码密码密码'), await hashPassword('密码密码密码')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, '密码密码密码')).toBe(true);
    expect(await verifyPassword(one, '密码密码密马')).toBe(false);
  });

  it('waits for its turn, and is refused when too many wait', async () => {
    // Also who is nobody: refusing him takes the same work.
    const many = Array.from({ length: 20 }, () => [
      cheap.hashPassword('x'),
      cheap.verifyPassword(null, 'nobody has this password'),
    ]).flat();
    const done = await Promise.allSettled<string | boolean>(many);
    const refused = done.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(40 - 22);
    expect(refused[0]).toMatchObject({ reason: { statusCode: 429 } });
    await expect(cheap.hashPassword('x')).resolves.toContain('argon2id');
    await expect(cheap.verifyPassword(null, '')).resolves.toBe(false);
  });
});

describe('an authenticator', () => {
  // RFC 6238, appendix B, SHA-1, the last six of the eight digits.
  const secret = Secret.fromUTF8('12345678901234567890').base32;

  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %d s shows what RFC 6238 says', (seconds, digits) => {
    const step = Math.floor(seconds / 30);
    expect(cheap.totpStep(secret, digits, seconds * 1_000)).toBe(step);
    expect(cheap.totpStep(secret, digits, (seconds + 30) * 1_000)).toBe(step);
    expect(cheap.totpStep(secret, digits, (seconds + 60) * 1_000)).toBeNull();
  });

  it('is not moved by what are no six digits', () => {
    for (const digits of ['', '28708', '2870820', '28708a', '２８７０８２', ' 287082']) {
      expect(cheap.totpStep(secret, digits, 59_000)).toBeNull();
    }
  });

  it('has a secret of 160 random bits, and a name by which its owner finds it', () => {
    const [one, two] = [cheap.newTotpSecret(), cheap.newTotpSecret()];
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(one).not.toBe(two);
    const uri = new URL(cheap.totpUri(one, 'li@example.com'));
    expect([uri.protocol, uri.host, uri.searchParams.get('issuer')]).toEqual([
      'otpauth:',
      'totp',
      'Yifen',
    ]);
  });
});
