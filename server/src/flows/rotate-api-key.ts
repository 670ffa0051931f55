import type { ApiKey } from '../ports.ts';
import { type CreatedApiKey, demandWithin, type KeyHouse, saveNewKey } from './create-api-key.ts';
import { Refusal } from './refusal.ts';

/** Who rotates a key, when it is not whoever tends the server. */
export interface KeyRotator {
  /** Whose the new key is: he alone sees its text, so that it is his for four eyes, whoever had the former. */
  readonly holder: string;
  /** What he may do himself. */
  readonly scopes: readonly string[];
  /** How long the new key lives, in seconds; null: until it is revoked. Default: as long as the former. */
  readonly lifeSeconds?: number | null | undefined;
}

/**
 * Replaces a key by a new one with the same name, scopes and life. Both work during the overlap, so that
 * no request is refused while the merchant's systems change over.
 *
 * @param overlapSeconds How long the former goes on. 0 ends it now.
 * @param by Default: who tends the server; the key stays its holder's.
 * @throws Refusal `not_found` when there is no such key, or it has expired; `scope_exceeded`
 */
export async function rotateApiKey(
  house: KeyHouse,
  merchantId: string,
  id: string,
  overlapSeconds: number,
  by?: KeyRotator,
): Promise<CreatedApiKey> {
  const nowMs = house.clock.nowMs();
  const former = (await house.store.listApiKeys(merchantId)).find((key) => key.id === id);
  if (!former || (former.expiresAtMs !== null && former.expiresAtMs <= nowMs)) {
    throw new Refusal('not_found');
  }
  const { name, scopes } = former;
  if (by) demandWithin(scopes, by.scopes);
  const holder = by?.holder ?? former.holder;
  const lifeSeconds = by?.lifeSeconds === undefined ? lifeOf(former) : by.lifeSeconds;
  const created = await saveNewKey(house, { merchantId, name, scopes, holder, lifeSeconds });
  await house.store.endApiKey(merchantId, id, nowMs + overlapSeconds * 1000);
  return created;
}

function lifeOf({ expiresAtMs, createdAtMs }: ApiKey): number | null {
  return expiresAtMs === null ? null : Math.ceil((expiresAtMs - createdAtMs) / 1000);
}
