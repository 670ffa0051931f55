import { Refusal } from '../refusal.ts';
import { checkPassword } from './check-password.ts';
import { beginSession, type ConsoleSession, type PeopleHouse } from './console-session.ts';
import { countAttempt } from './count-attempt.ts';
import { notePerson } from './note-person.ts';

/**
 * Changes the own password. All sessions of the person end; this browser goes on under a new token.
 *
 * @throws Refusal `sign_in_refused` when the present password is wrong, `sign_in_locked`, `password_refused`
 */
export async function changePassword(
  house: PeopleHouse,
  session: ConsoleSession,
  { password, newPassword }: { readonly password: string; readonly newPassword: string },
  requestId: string,
): Promise<ConsoleSession> {
  const { store, credentials } = house;
  const { user } = session;
  checkPassword(newPassword, user.email);
  const attempt = await countAttempt(house, user.email);
  if (!(await credentials.verifyPassword(user.passwordHash, password))) {
    const details = { because: 'password', lockSeconds: attempt.lockSeconds };
    await notePerson(house, session, 'console.refused', requestId, details);
    throw new Refusal('sign_in_refused');
  }
  await attempt.succeed();
  const passwordHash = await credentials.hashPassword(newPassword);
  if ((await store.commitUser(user, { passwordHash })) === 'stale') {
    throw new Refusal('sign_in_needed');
  }
  await store.endConsoleLogins(user.id);
  const person = await store.findPerson(user.id);
  const renewed = person && (await beginSession(house, person, 'open', null));
  if (renewed === null) throw new Refusal('sign_in_needed');
  await notePerson(house, session, 'console.password', requestId);
  return renewed;
}
