import { newUser } from '../flows/people/accept-link.ts';
import { beginSession, type ConsoleSession } from '../flows/people/console-session.ts';
import type { Role } from '../flows/roles.ts';
import type { House, User } from '../ports.ts';

/** The password of everybody in tests. */
export const testPassword = 'a long enough password';

/** Gives somebody a place at a merchant, making the user when there is none of that e-mail. */
export async function employ(
  house: House,
  place: { readonly email: string; readonly merchantId?: string; readonly role: Role },
  changes: Partial<User> = {},
): Promise<User> {
  const { store, credentials } = house;
  const { email, merchantId = 'default', role } = place;
  const known = await store.findPersonByEmail(email);
  const passwordHash = await credentials.hashPassword(testPassword);
  const user = known?.user ?? {
    ...newUser(house, { email, name: email, passwordHash }),
    ...changes,
  };
  if (!known) await store.addUser(user);
  await store.saveMembership({ userId: user.id, merchantId, role, active: true });
  return user;
}

/** The headers of a browser in which this user's session is open. */
export async function openBrowser(
  house: House,
  { id }: Pick<User, 'id'>,
  state: ConsoleSession['login']['state'] = 'open',
): Promise<Record<string, string>> {
  const person = await house.store.findPerson(id);
  const session = person && (await beginSession(house, person, state, null));
  if (!session) throw new Error('no such user');
  return { cookie: `__Host-yifen=${session.token}`, 'yifen-csrf': session.csrfToken };
}
