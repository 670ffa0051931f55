import { describe, expect, it } from 'vitest';
import { createSecrets, systemRandom } from './system.ts';

describe('createSecrets', () => {
  const secrets = createSecrets(new Uint8Array(32).fill(1));

  it('opens what it sealed, and seals the same text differently each time', () => {
    const [one, two] = [secrets.seal('会话密钥'), secrets.seal('会话密钥')];
    expect(one).not.toBe(two);
    expect([secrets.open(one), secrets.open(two)]).toEqual(['会话密钥', '会话密钥']);
    expect(one).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);
  });

  it('opens nothing that was changed, shortened, or sealed under another key', () => {
    const sealed = secrets.seal('secret');
    const [version, keyId, text = ''] = sealed.split('.');
    const bytes = Buffer.from(text, 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const flipped = Buffer.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      const changed = `${version}.${keyId}.${flipped.toString('base64url')}`;
      expect(() => secrets.open(changed)).toThrow();
    }
    for (let length = 0; length < bytes.length; length += 1) {
      const short = `${version}.${keyId}.${bytes.subarray(0, length).toString('base64url')}`;
      expect(() => secrets.open(short)).toThrow();
    }
    expect(() => createSecrets(new Uint8Array(32)).open(sealed)).toThrow('another master key');
  });

  it('opens what another of its keys sealed, and seals under the first alone', () => {
    const next = createSecrets(new Uint8Array(32).fill(2), [new Uint8Array(32).fill(1)]);
    expect(next.open(secrets.seal('secret'))).toBe('secret');
    expect(next.keyId).not.toBe(secrets.keyId);
    expect(next.seal('secret').split('.')[1]).toBe(next.keyId);
    expect(() => secrets.open(next.seal('secret'))).toThrow('another master key');
  });

  it('refuses a master key of another length', () => {
    expect(() => createSecrets(new Uint8Array(16))).toThrow(RangeError);
  });
});

describe('systemRandom', () => {
  it('makes numbers of 0-9A-Z and tokens of 256 bits', () => {
    expect(systemRandom.digits(19)).toMatch(/^[0-9A-Z]{19}$/);
    expect(systemRandom.token()).toMatch(/^[\w-]{43}$/);
    expect(systemRandom.token()).not.toBe(systemRandom.token());
  });

  it('makes UUIDs of version 7 that sort by the time they were made, and never one twice', () => {
    const before = Date.now();
    const early = Array.from({ length: 1_000 }, () => systemRandom.uuid());
    const now = Date.now();
    while (Date.now() === now);
    const late = systemRandom.uuid();
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const id of early) {
      expect(id).toMatch(form);
      expect(id < late).toBe(true);
      const madeAtMs = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
      expect(madeAtMs).toBeGreaterThanOrEqual(before);
    }
    expect(new Set(early).size).toBe(1_000);
  });
});
