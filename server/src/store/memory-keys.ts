import type { ApiKey, KeyStore } from '../ports.ts';
import { ConstraintViolation } from './constraint-violation.ts';

/** Keeps the keys of merchants' own systems in this process. */
export function createMemoryKeys(): KeyStore {
  const keys = new Map<string, ApiKey>();

  return {
    async saveApiKey(key) {
      if (keys.has(key.digest)) throw new ConstraintViolation('api_keys_pkey');
      keys.set(key.digest, Object.freeze({ ...key, scopes: Object.freeze([...key.scopes]) }));
    },
    async findApiKey(digest) {
      return keys.get(digest) ?? null;
    },
    async listApiKeys(merchantId) {
      return [...keys.values()]
        .filter((key) => key.merchantId === merchantId)
        .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
    },
    async endApiKey(merchantId, id, atMs) {
      const key = [...keys.values()].find(
        (each) => each.merchantId === merchantId && each.id === id,
      );
      if (!key) return null;
      const expiresAtMs = Math.min(key.expiresAtMs ?? atMs, atMs);
      const ended = Object.freeze({ ...key, expiresAtMs });
      keys.set(key.digest, ended);
      return ended;
    },
    async touchApiKey(digest, atMs) {
      const key = keys.get(digest);
      if (!key) return;
      const lastUsedAtMs = Math.max(key.lastUsedAtMs ?? 0, atMs);
      keys.set(digest, Object.freeze({ ...key, lastUsedAtMs }));
    },
  };
}
