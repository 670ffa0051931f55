import { checkPassword } from './flows/people/check-password.ts';
import {
  changeUser,
  inviteUser,
  listUsers,
  resetUser,
  type ShownUser,
  type UsersHouse,
} from './flows/people/keep-users.ts';
import { Refusal } from './flows/refusal.ts';
import { isRole } from './flows/roles.ts';
import type { Credentials } from './ports.ts';

/** A user as administration shows him: no secret. */
export interface AdministeredUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly merchantId: string;
  readonly role: string;
  readonly state: 'invited' | 'active' | 'disabled';
  readonly totp: boolean;
  readonly lockedUntilMs: number | null;
  readonly lastSignInAtMs: number | null;
}

/** A user, and the link by which he chooses a password; null: he has one. */
export interface AdministeredInvitation {
  readonly user: AdministeredUser;
  readonly url: string | null;
}

/** Tends the people of the console. Whoever holds the master key decides over everybody. */
export interface PeopleAdministration {
  /** @param password Null: a link is made instead. */
  createUser(
    merchantId: string,
    wish: { readonly email: string; readonly name: string; readonly role: string },
    password: string | null,
  ): Promise<AdministeredInvitation>;
  listUsers(merchantId: string): Promise<readonly AdministeredUser[]>;
  resetUser(merchantId: string, email: string): Promise<AdministeredInvitation>;
  changeUser(
    merchantId: string,
    email: string,
    change: { readonly state?: 'active' | 'disabled'; readonly unlock?: true },
  ): Promise<AdministeredUser>;
}

const ALL = 1_000;

/** Creates it; each method throws `Refusal` where it cannot do what is asked. */
export function administerPeople(
  house: UsersHouse & { readonly credentials: Credentials },
): PeopleAdministration {
  const everywhere = () => true;

  async function idOf(email: string): Promise<string> {
    const person = await house.store.findPersonByEmail(email.trim().toLowerCase());
    if (person === null) throw new Refusal('not_found');
    return person.user.id;
  }

  return Object.freeze<PeopleAdministration>({
    async createUser(merchantId, { role, ...wish }, password) {
      if (!isRole(role)) throw new Refusal('role_unknown');
      if (password !== null) checkPassword(password, wish.email.trim().toLowerCase());
      const passwordHash =
        password === null ? null : await house.credentials.hashPassword(password);
      const invitation = { ...wish, role, passwordHash };
      const { user, link } = await inviteUser(house, merchantId, invitation, everywhere);
      return { user: show(user), url: link?.url ?? null };
    },
    async listUsers(merchantId) {
      const { items } = await listUsers(house, merchantId, { cursor: null, limit: ALL });
      return items.map(show);
    },
    async resetUser(merchantId, email) {
      const { user, link } = await resetUser(house, merchantId, await idOf(email), everywhere);
      return { user: show(user), url: link?.url ?? null };
    },
    async changeUser(merchantId, email, change) {
      return show(await changeUser(house, merchantId, await idOf(email), change));
    },
  });
}

function show({ person: { user }, place, lockedUntilMs }: ShownUser): AdministeredUser {
  const state = user.passwordHash === null ? 'invited' : 'active';
  return Object.freeze({
    id: user.id,
    email: user.email,
    name: user.name,
    merchantId: place.merchantId,
    role: place.role,
    state: place.active ? state : 'disabled',
    totp: user.sealedTotp !== null,
    lockedUntilMs,
    lastSignInAtMs: user.lastSignInAtMs,
  });
}
