import type { Role } from '../roles.ts';
import { demandEmail, newUser } from './accept-link.ts';
import { checkPassword } from './check-password.ts';
import type { PeopleHouse } from './console-session.ts';

/** Somebody who is there from the beginning. */
export interface FirstPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/**
 * Gives these people their places at a merchant, unless somebody has a place there. An owner comes first.
 *
 * @throws Refusal `email_invalid`, `password_refused`
 */
export async function addFirstPeople(
  house: PeopleHouse,
  merchantId: string,
  people: readonly FirstPerson[],
): Promise<void> {
  const { store, credentials } = house;
  const { items } = await store.listPeople(merchantId, { cursor: null, limit: 1 });
  if (items.length > 0) return;
  // All at once: hashing is most of it, and somebody waits for the start.
  const users = await Promise.all(
    people.map(async ({ email: text, name, role, password }) => {
      const email = demandEmail(text);
      checkPassword(password, email);
      const passwordHash = await credentials.hashPassword(password);
      return { role, user: newUser(house, { email, name, passwordHash }) };
    }),
  );
  for (const { role, user } of users) {
    if (!(await store.addUser(user))) continue;
    await store.saveMembership({ userId: user.id, merchantId, role, active: true });
  }
}
