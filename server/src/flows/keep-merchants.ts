import type { House, Merchant, MiniProgram } from '../ports.ts';
import { Refusal } from './refusal.ts';

/** What keeping merchants takes. */
export type MerchantsHouse = Pick<House, 'store' | 'secrets' | 'clock' | 'log'>;

/** What a merchant is made of; its mini-programs and keys follow. */
export type MerchantWish = Pick<Merchant, 'id' | 'name' | 'mchid' | 'partner' | 'choices'>;

/**
 * Creates a merchant. It takes no payments before it has a mini-program and keys.
 *
 * @throws Refusal `merchant_exists`
 */
export async function createMerchant(house: MerchantsHouse, wish: MerchantWish): Promise<void> {
  const { store, clock, log } = house;
  if ((await store.findMerchant(wish.id)) !== null) throw new Refusal('merchant_exists');
  const createdAtMs = clock.nowMs();
  await store.saveMerchant({ ...wish, origin: 'stored', active: true, createdAtMs });
  log.event('merchant.created', { merchantId: wish.id });
}

/**
 * Changes what is kept of a merchant. One that is not active is gone for payers, keys and notifications,
 * and its due orders wait.
 *
 * @throws Refusal `not_found`
 */
export async function changeMerchant(
  { store, log }: MerchantsHouse,
  id: string,
  changes: Partial<Pick<Merchant, 'name' | 'active' | 'choices'>>,
): Promise<void> {
  const whole = await store.findMerchant(id);
  if (whole === null) throw new Refusal('not_found');
  const { version: _, ...merchant } = whole.merchant;
  const choices = { ...merchant.choices, ...changes.choices };
  await store.saveMerchant({ ...merchant, ...changes, choices });
  log.event('merchant.changed', { merchantId: id });
}

/**
 * Adds a mini-program to a merchant, or replaces its AppSecret, which is sealed.
 *
 * @throws Refusal `not_found`
 */
export async function saveMiniProgram(
  { store, secrets, clock, log }: MerchantsHouse,
  { merchantId, appid, secret }: Pick<MiniProgram, 'merchantId' | 'appid'> & { secret: string },
): Promise<void> {
  const sealedSecret = secrets.seal(secret);
  const createdAtMs = clock.nowMs();
  const isSaved = await store.saveMiniProgram({ merchantId, appid, sealedSecret, createdAtMs });
  if (!isSaved) throw new Refusal('not_found');
  log.event('merchant.mini-program-saved', { merchantId, appid });
}
