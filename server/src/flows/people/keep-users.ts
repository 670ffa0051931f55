import type { House, Membership, Page, PageOf, Person } from '../../ports.ts';
import { Refusal } from '../refusal.ts';
import { type Role, scopesOf } from '../roles.ts';
import { demandEmail, newUser } from './accept-link.ts';
import { attemptKey } from './count-attempt.ts';
import { type MadeLink, makeSignInLink } from './sign-in-link.ts';

/** What keeping users takes. */
export type UsersHouse = Pick<House, 'store' | 'clock' | 'random' | 'secrets' | 'log' | 'console'>;

/** A user as an owner of one merchant sees him. */
export interface ShownUser {
  readonly person: Person;
  readonly place: Membership;
  /** Null: he may try to sign in. */
  readonly lockedUntilMs: number | null;
}

/** A user, and the link that was made for him; null: he has a password already. */
export interface Invited {
  readonly user: ShownUser;
  readonly link: MadeLink | null;
}

/** At which merchants the one who acts may decide over people. */
export type Governs = (merchantId: string) => boolean;

/** Lists who has a place at a merchant. */
export async function listUsers(
  house: UsersHouse,
  merchantId: string,
  page: Page,
): Promise<PageOf<ShownUser>> {
  const { items, nextCursor } = await house.store.listPeople(merchantId, page);
  return { items: await showAll(house, merchantId, items), nextCursor };
}

/**
 * Gives somebody a place at a merchant. Who has no password yet gets a link; who has one, from another
 * merchant, signs in as ever: nobody gets a link into another merchant's house.
 *
 * @throws Refusal `email_invalid`; `user_exists` when he has a place there
 */
export async function inviteUser(
  house: UsersHouse,
  merchantId: string,
  wish: {
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    /** Of somebody who is new. Default: he chooses one by the link. */
    readonly passwordHash?: string | null;
  },
  governs: Governs,
): Promise<Invited> {
  const { store } = house;
  const email = demandEmail(wish.email);
  const { name, passwordHash = null } = wish;
  const user = newUser(house, { email, name, passwordHash });
  await store.addUser(user);
  const person = await store.findPersonByEmail(email);
  if (person === null) throw new Refusal('not_found');
  if (placeAt(person, merchantId)) throw new Refusal('user_exists');
  const userId = person.user.id;
  await store.saveMembership({ userId, merchantId, role: wish.role, active: true });
  const isOurs = person.user.passwordHash === null && governsAll(person, governs);
  const link = isOurs ? await makeSignInLink(house, { kind: 'invited', userId }) : null;
  return { user: await findUser(house, merchantId, userId), link };
}

/**
 * Changes a person's place at a merchant. A change of role or state ends the person's sessions, and those of his
 * keys that may do more than he now: all of them when he loses his place.
 *
 * @throws Refusal `not_found`, `last_owner`
 */
export async function changeUser(
  house: UsersHouse,
  merchantId: string,
  userId: string,
  change: { readonly role?: Role; readonly state?: 'active' | 'disabled'; readonly unlock?: true },
): Promise<ShownUser> {
  const { store } = house;
  const { person, place } = await findUser(house, merchantId, userId);
  const role = change.role ?? place.role;
  const active = change.state === undefined ? place.active : change.state === 'active';
  if (role !== place.role || active !== place.active) {
    const saved = await store.saveMembership({ userId, merchantId, role, active });
    if (saved === 'last-owner') throw new Refusal('last_owner');
    await store.endConsoleLogins(userId);
  }
  await endKeys(house, merchantId, userId, active ? scopesOf(role) : []);
  if (change.unlock) await store.clearSignInAttempts(attemptKey(house, person.user.email));
  return findUser(house, merchantId, userId);
}

/**
 * Makes a link by which somebody chooses a new password and sets up a new authenticator; his sessions end.
 * Only who decides over all of his places can do that: whoever holds the link becomes him.
 *
 * @throws Refusal `not_found`, `person_of_others`
 */
export async function resetUser(
  house: UsersHouse,
  merchantId: string,
  userId: string,
  governs: Governs,
): Promise<Invited> {
  const { person } = await findUser(house, merchantId, userId);
  if (!governsAll(person, governs)) throw new Refusal('person_of_others');
  await house.store.endConsoleLogins(userId);
  const kind = person.user.passwordHash === null ? 'invited' : 'reset';
  const link = await makeSignInLink(house, { kind, userId });
  return { user: await findUser(house, merchantId, userId), link };
}

async function findUser(house: UsersHouse, merchantId: string, userId: string) {
  const person = await house.store.findPerson(userId);
  const [shown] = person ? await showAll(house, merchantId, [person]) : [];
  if (!shown) throw new Refusal('not_found');
  return shown;
}

async function showAll(
  house: UsersHouse,
  merchantId: string,
  people: readonly Person[],
): Promise<readonly ShownUser[]> {
  const keyOf = ({ user }: Person) => attemptKey(house, user.email);
  const attempts = await house.store.findSignInAttempts(people.map(keyOf));
  const locks = new Map(attempts.map(({ key, lockedUntilMs }) => [key, lockedUntilMs]));
  const nowMs = house.clock.nowMs();
  return people.flatMap((person) => {
    const place = placeAt(person, merchantId);
    const untilMs = locks.get(keyOf(person)) ?? 0;
    return place ? [{ person, place, lockedUntilMs: untilMs > nowMs ? untilMs : null }] : [];
  });
}

/** Ends the keys of a person that may do what he may not. */
async function endKeys(
  { store, clock }: UsersHouse,
  merchantId: string,
  userId: string,
  within: readonly string[],
): Promise<void> {
  const keys = await store.listApiKeys(merchantId);
  for (const { id, holder, scopes } of keys) {
    const exceeds = within.length === 0 || !scopes.every((scope) => within.includes(scope));
    if (holder === `user:${userId}` && exceeds) {
      await store.endApiKey(merchantId, id, clock.nowMs());
    }
  }
}

function placeAt({ memberships }: Person, merchantId: string): Membership | undefined {
  return memberships.find((place) => place.merchantId === merchantId);
}

function governsAll({ memberships }: Person, governs: Governs): boolean {
  return memberships.every(({ merchantId }) => governs(merchantId));
}
