import type { ApiKey } from '../ports.ts';
import type { KeyHouse } from './create-api-key.ts';
import { Refusal } from './refusal.ts';

/**
 * Ends a key now.
 *
 * @throws Refusal `not_found`
 */
export async function revokeApiKey(
  house: KeyHouse,
  merchantId: string,
  id: string,
): Promise<ApiKey> {
  const ended = await house.store.endApiKey(merchantId, id, house.clock.nowMs());
  if (ended === null) throw new Refusal('not_found');
  house.log.event('api-key.revoked', { merchantId, keyId: id, hint: ended.hint });
  return ended;
}
