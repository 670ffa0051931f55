import { Refusal } from '../refusal.ts';
import type { ConsoleSession, PeopleHouse } from './console-session.ts';
import { countAttempt } from './count-attempt.ts';
import { notePerson } from './note-person.ts';
import { openSession } from './sign-in.ts';
import { takeCode } from './take-code.ts';

/**
 * Opens a session that waits for six digits, under a new token. A recovery code does as well.
 *
 * @throws Refusal `code_refused`, `sign_in_locked`; `sign_in_needed` when the session ended meanwhile
 */
export async function confirmCode(
  house: PeopleHouse,
  session: ConsoleSession,
  code: string,
  requestId: string,
): Promise<ConsoleSession> {
  const person = await demandCode(house, session, code, requestId);
  const formerDigest = session.login.digest;
  return openSession(house, person, { state: 'open', formerDigest, requestId });
}

/**
 * Demands a code of the person's authenticator or a recovery code.
 *
 * @throws Refusal `code_refused`, `sign_in_locked`
 */
export async function demandCode(
  house: PeopleHouse,
  session: ConsoleSession,
  code: string,
  requestId: string,
) {
  const attempt = await countAttempt(house, session.user.email);
  const taken = await takeCode(house, session, code);
  if (taken === null) {
    const details = { because: 'code', lockSeconds: attempt.lockSeconds };
    await notePerson(house, session, 'console.refused', requestId, details);
    throw new Refusal('code_refused');
  }
  await attempt.succeed();
  if (taken.kind === 'recovery') {
    const left = taken.person.user.recoveryDigests.length;
    await notePerson(house, session, 'console.recovery-code', requestId, { left });
  }
  return taken.person;
}
