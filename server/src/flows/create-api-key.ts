import type { ApiKey, House } from '../ports.ts';
import { createApiKeyText, hintOf } from './api-key-text.ts';
import { Refusal } from './refusal.ts';
import { SCOPES } from './scopes.ts';

/** What keys are made of. */
export type KeyHouse = Pick<House, 'store' | 'random' | 'secrets' | 'clock' | 'log'>;

/** What a key is to be. */
export interface ApiKeyWish {
  readonly merchantId: string;
  readonly name: string;
  /** At least one of `SCOPES`. */
  readonly scopes: readonly string[];
  /** How long it lives, in seconds; null: until it is revoked. */
  readonly lifeSeconds: number | null;
  /** Who it belongs to, e.g. `user:…`: with it he is the same person for four eyes. Default: the key itself. */
  readonly holder?: string;
  /** What its maker may do himself: the key gets no more. Default: all there is. */
  readonly within?: readonly string[];
}

/** A key and its text, which is told this once. */
export interface CreatedApiKey {
  readonly key: ApiKey;
  readonly text: string;
}

/**
 * Creates an API key of a merchant. Only the digest of its text is kept.
 *
 * @throws Refusal `scope_unknown` when a scope is none of ours, or none is given; `scope_exceeded`
 */
export async function createApiKey(house: KeyHouse, wish: ApiKeyWish): Promise<CreatedApiKey> {
  const scopes = [...new Set(wish.scopes)];
  const known: readonly string[] = SCOPES;
  if (scopes.length === 0 || !scopes.every((scope) => known.includes(scope))) {
    throw new Refusal('scope_unknown');
  }
  const { merchantId, name, lifeSeconds, holder = null, within = SCOPES } = wish;
  demandWithin(scopes, within);
  return saveNewKey(house, { merchantId, name, scopes, holder, lifeSeconds });
}

/**
 * Refuses scopes that their giver does not have.
 *
 * @throws Refusal `scope_exceeded`
 */
export function demandWithin(scopes: readonly string[], within: readonly string[]): void {
  if (!scopes.every((scope) => within.includes(scope))) throw new Refusal('scope_exceeded');
}

/** Makes the text, keeps the key. */
export async function saveNewKey(
  house: KeyHouse,
  {
    lifeSeconds,
    holder,
    ...wish
  }: Pick<ApiKey, 'merchantId' | 'name' | 'scopes'> & {
    readonly holder: string | null;
    readonly lifeSeconds: number | null;
  },
): Promise<CreatedApiKey> {
  const text = createApiKeyText(house);
  const createdAtMs = house.clock.nowMs();
  const id = house.random.uuid();
  const key: ApiKey = Object.freeze({
    ...wish,
    id,
    holder: holder ?? id,
    digest: house.secrets.digest(text),
    hint: hintOf(text),
    createdAtMs,
    expiresAtMs: lifeSeconds === null ? null : createdAtMs + lifeSeconds * 1000,
    lastUsedAtMs: null,
  });
  await house.store.saveApiKey(key);
  house.log.event('api-key.created', { merchantId: key.merchantId, keyId: id, hint: key.hint });
  return { key, text };
}
