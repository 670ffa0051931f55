import type { ApiKey } from '../ports.ts';
import { type CreatedApiKey, type KeyHouse, saveNewKey } from './create-api-key.ts';
import { Refusal } from './refusal.ts';

/**
 * Replaces a key by a new one with the same name, scopes and life. Both work during the overlap, so that
 * no request is refused while the merchant's systems change over.
 *
 * @param overlapSeconds How long the former goes on. 0 ends it now.
 * @throws Refusal `not_found` when there is no such key, or it has expired.
 */
export async function rotateApiKey(
  house: KeyHouse,
  merchantId: string,
  id: string,
  overlapSeconds: number,
): Promise<CreatedApiKey> {
  const nowMs = house.clock.nowMs();
  const former = (await house.store.listApiKeys(merchantId)).find((key) => key.id === id);
  if (!former || (former.expiresAtMs !== null && former.expiresAtMs <= nowMs)) {
    throw new Refusal('not_found');
  }
  const { name, scopes, holder } = former;
  const lifeSeconds = lifeOf(former);
  const created = await saveNewKey(house, { merchantId, name, scopes, holder, lifeSeconds });
  await house.store.endApiKey(merchantId, id, nowMs + overlapSeconds * 1000);
  return created;
}

function lifeOf({ expiresAtMs, createdAtMs }: ApiKey): number | null {
  return expiresAtMs === null ? null : Math.ceil((expiresAtMs - createdAtMs) / 1000);
}
