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
  for (const { email: text, name, role, password } of people) {
    const email = demandEmail(text);
    checkPassword(password, email);
    const passwordHash = await credentials.hashPassword(password);
    const user = newUser(house, { email, name, passwordHash });
    if (!(await store.addUser(user))) continue;
    await store.saveMembership({ userId: user.id, merchantId, role, active: true });
  }
}
