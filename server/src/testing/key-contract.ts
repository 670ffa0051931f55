import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiKey, Store } from '../ports.ts';

/** The promises of every store about the keys of merchants' own systems. */
export function keyContract(
  name: string,
  open: () => Promise<{ readonly store: Store; close(): Promise<void> }>,
): void {
  describe(`a store ${name} keeps API keys`, () => {
    let underTest: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      underTest = await open();
    });
    afterAll(() => underTest?.close());

    const key = (id: string, changes: Partial<ApiKey> = {}): ApiKey => ({
      id,
      merchantId: 'keys',
      holder: id,
      name: 'shop',
      digest: `digest-${id}`,
      hint: 'yk_abc',
      scopes: ['orders:read', 'refunds:write'],
      createdAtMs: 1000,
      expiresAtMs: null,
      lastUsedAtMs: null,
      ...changes,
    });

    test('a key is found by its digest, and listed with its merchant, the oldest first', async () => {
      const { store } = underTest;
      await store.saveApiKey(key('b', { createdAtMs: 2000, expiresAtMs: 9000 }));
      await store.saveApiKey(key('a'));
      await store.saveApiKey(key('c', { merchantId: 'others' }));
      expect(await store.findApiKey('digest-a')).toEqual(key('a'));
      expect(await store.findApiKey('digest-x')).toBeNull();
      expect((await store.listApiKeys('keys')).map(({ id }) => id)).toEqual(['a', 'b']);
      await expect(store.saveApiKey(key('a'))).rejects.toThrow();
    });

    test('a key ends at the earlier of two times, and only by its own merchant', async () => {
      const { store } = underTest;
      await store.saveApiKey(key('e'));
      expect(await store.endApiKey('others', 'e', 1)).toBeNull();
      expect(await store.endApiKey('keys', 'x', 1)).toBeNull();
      expect(await store.endApiKey('keys', 'e', 5000)).toMatchObject({ expiresAtMs: 5000 });
      expect(await store.endApiKey('keys', 'e', 8000)).toMatchObject({ expiresAtMs: 5000 });
      expect(await store.findApiKey('digest-e')).toMatchObject({ expiresAtMs: 5000 });
    });

    test('the time of last use never goes back', async () => {
      const { store } = underTest;
      await store.saveApiKey(key('t'));
      await store.touchApiKey('digest-t', 7000);
      await store.touchApiKey('digest-t', 6000);
      expect(await store.findApiKey('digest-t')).toMatchObject({ lastUsedAtMs: 7000 });
    });
  });
}
