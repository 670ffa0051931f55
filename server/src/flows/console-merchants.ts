import type { House, Merchant, Person } from '../ports.ts';
import { keepAudit } from './keep-audit.ts';
import { createMerchant, type MerchantWish } from './keep-merchants.ts';
import { Refusal } from './refusal.ts';
import { scopesOf } from './roles.ts';

/** A merchant, and what somebody is there. */
export interface OwnMerchant {
  readonly merchant: Merchant;
  readonly role: string;
}

/** Lists the merchants at which a person has a place. */
export async function listOwnMerchants(
  { store }: Pick<House, 'store'>,
  { memberships }: Person,
): Promise<readonly OwnMerchant[]> {
  const places = memberships.filter(({ active }) => active);
  const found = await Promise.all(
    places.map(async ({ merchantId, role }) => {
      const whole = await store.findMerchant(merchantId);
      return whole === null ? [] : [{ merchant: whole.merchant, role }];
    }),
  );
  return found.flat();
}

/**
 * Adds a merchant to the server, with the person as its owner; an owner of the server's own merchant may do so. It
 * takes no payments before it has keys and a mini-program.
 *
 * @throws Refusal `not_found` to everybody else, `merchant_exists`
 */
export async function addMerchant(
  house: House,
  person: Person,
  wish: Omit<MerchantWish, 'choices'>,
  requestId: string,
): Promise<OwnMerchant> {
  const { defaultId } = house.merchants;
  const own = person.memberships.find(({ merchantId }) => merchantId === defaultId);
  const isOwner = own?.active === true && scopesOf(own.role).includes('settings:write');
  if (!isOwner) throw new Refusal('not_found');
  await createMerchant(house, { ...wish, choices: {} });
  const role = 'owner';
  const userId = person.user.id;
  await house.store.saveMembership({ userId, merchantId: wish.id, role, active: true });
  for (const merchantId of [defaultId, wish.id]) {
    await keepAudit(house, {
      merchantId,
      actor: `user:${userId}`,
      action: 'merchant.create',
      subject: wish.id,
      details: { mchid: wish.mchid, name: wish.name },
      requestId,
    });
  }
  const whole = await house.store.findMerchant(wish.id);
  if (whole === null) throw new Error(`the store lost the merchant ${wish.id}`);
  return { merchant: whole.merchant, role };
}
