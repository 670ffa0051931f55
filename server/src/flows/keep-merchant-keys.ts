import type { House, MerchantKey, MerchantKeyWish } from '../ports.ts';
import { Refusal } from './refusal.ts';

/** What keeping keys takes. */
export type KeysHouse = Pick<House, 'store' | 'secrets' | 'clock' | 'log'> & {
  readonly merchants: Pick<House['merchants'], 'problemOf'>;
};

/** A key as it is shown: which one it is, never what it is. */
export type ShownKey = Pick<MerchantKey, 'kind' | 'serial' | 'createdAtMs'>;

/**
 * Adds a key to a merchant, or replaces the one of that kind and serial; what is secret is sealed. Servers
 * that run use it within seconds: the newest certificate signs, and every key opens and verifies.
 *
 * @throws Refusal `merchant_key_invalid`, `not_found` when there is no such merchant.
 */
export async function saveMerchantKey(
  house: KeysHouse,
  merchantId: string,
  wish: MerchantKeyWish,
): Promise<ShownKey> {
  const keyProblem = house.merchants.problemOf(wish);
  if (keyProblem !== null) throw new Refusal('merchant_key_invalid', { keyProblem });
  const { kind, text } = wish;
  const serial = kind === 'merchant-key' ? wish.serial.toUpperCase() : wish.serial;
  const common = { merchantId, serial, createdAtMs: house.clock.nowMs() };
  const isSecret = kind === 'merchant-key' || kind === 'apiv3-key';
  const isSaved = await house.store.saveMerchantKey(
    isSecret
      ? { ...common, kind, sealed: house.secrets.seal(text) }
      : { ...common, kind, pem: text },
  );
  if (!isSaved) throw new Refusal('not_found');
  house.log.event('merchant.key-saved', { merchantId, kind, serial });
  return { kind, serial, createdAtMs: common.createdAtMs };
}

/**
 * Removes a key. The last of its kind stays, where nothing else stands for it.
 *
 * @throws Refusal `not_found`, `merchant_key_needed`
 */
export async function removeMerchantKey(
  { store, log }: Pick<House, 'store' | 'log'>,
  merchantId: string,
  { kind, serial }: Pick<MerchantKey, 'kind' | 'serial'>,
): Promise<void> {
  const whole = await store.findMerchant(merchantId);
  const isThere = whole?.keys.some((key) => key.kind === kind && key.serial === serial);
  if (!whole || !isThere) throw new Refusal('not_found');
  if (whole.merchant.origin === 'stored' && isLast(whole.keys, { kind, serial })) {
    throw new Refusal('merchant_key_needed');
  }
  await store.removeMerchantKey({ merchantId, kind, serial });
  log.event('merchant.key-removed', { merchantId, kind, serial });
}

/** A next APIv3 key is never needed; a public key and a certificate of WeChat's stand for each other. */
function isLast(
  keys: readonly MerchantKey[],
  { kind, serial }: Pick<MerchantKey, 'kind' | 'serial'>,
): boolean {
  if (kind === 'apiv3-key') return serial === 'current';
  const standsFor = (other: MerchantKey) =>
    kind === 'merchant-key'
      ? other.kind === 'merchant-key'
      : other.kind === 'public-key' || other.kind === 'platform-certificate';
  return keys.filter(standsFor).length === 1;
}

/** The keys of a merchant that are kept, oldest first; those of the settings are not among them. */
export async function listMerchantKeys(
  { store }: Pick<House, 'store'>,
  merchantId: string,
): Promise<readonly ShownKey[]> {
  const whole = await store.findMerchant(merchantId);
  return (whole?.keys ?? []).map(({ kind, serial, createdAtMs }) => ({
    kind,
    serial,
    createdAtMs,
  }));
}
