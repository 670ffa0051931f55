import type { Person, UserPatch } from '../../ports.ts';
import { Refusal } from '../refusal.ts';
import { demandCode } from './confirm-code.ts';
import { beginSession, type ConsoleSession, type PeopleHouse } from './console-session.ts';
import { countAttempt } from './count-attempt.ts';
import { notePerson } from './note-person.ts';
import { plainRecoveryCode, recoveryDigest } from './take-code.ts';

const RECOVERY_CODES = 10;
/** Four groups of four: 80 random bits. */
const RECOVERY_CODE = /.{4}(?=.)/g;

/**
 * Begins to set up an authenticator in this session; it counts once six digits of it came back.
 *
 * @param code Of the present authenticator, where there is one; null: none was given.
 * @throws Refusal `code_refused`, `sign_in_locked`
 */
export async function beginEnrolment(
  house: PeopleHouse,
  session: ConsoleSession,
  code: string | null,
  requestId: string,
): Promise<{ readonly uri: string; readonly secret: string }> {
  const { credentials, secrets, store } = house;
  if (session.user.sealedTotp !== null) await demandCode(house, session, code ?? '', requestId);
  const secret = credentials.newTotpSecret();
  const login = { ...session.login, sealedTotp: secrets.seal(secret) };
  if (!(await store.replaceConsoleLogin(login.digest, login))) throw new Refusal('sign_in_needed');
  return { uri: credentials.totpUri(secret, session.user.email), secret };
}

/**
 * Takes the new authenticator by six digits of it, opens the session under a new token, ends the person's
 * other sessions, and makes recovery codes.
 *
 * @throws Refusal `totp_needed` when none is being set up, `code_refused`, `sign_in_locked`
 */
export async function confirmEnrolment(
  house: PeopleHouse,
  session: ConsoleSession,
  code: string,
  requestId: string,
): Promise<{ readonly session: ConsoleSession; readonly codes: readonly string[] }> {
  const { credentials, secrets, clock, store } = house;
  const { sealedTotp } = session.login;
  if (sealedTotp === null) throw new Refusal('totp_needed');
  const attempt = await countAttempt(house, session.user.email);
  const digits = code.replace(/\s/g, '');
  const step = credentials.totpStep(secrets.open(sealedTotp), digits, clock.nowMs());
  if (step === null) throw new Refusal('code_refused');
  await attempt.succeed();
  const { codes, patch } = newCodes(house, session.user.id);
  const person = await change(house, session, { ...patch, sealedTotp, lastTotpStep: step });
  await store.endConsoleLogins(person.user.id);
  const open = await beginSession(house, person, 'open', null);
  if (open === null) throw new Refusal('sign_in_needed');
  await notePerson(house, person, 'console.totp', requestId);
  return { session: open, codes };
}

/**
 * Replaces the recovery codes: those from before are worth nothing.
 *
 * @throws Refusal `totp_needed` when there is no authenticator, `code_refused`, `sign_in_locked`
 */
export async function renewRecoveryCodes(
  house: PeopleHouse,
  session: ConsoleSession,
  code: string,
  requestId: string,
): Promise<readonly string[]> {
  if (session.user.sealedTotp === null) throw new Refusal('totp_needed');
  const person = await demandCode(house, session, code, requestId);
  const { codes, patch } = newCodes(house, person.user.id);
  await change(house, person, patch);
  await notePerson(house, person, 'console.recovery-codes', requestId);
  return codes;
}

function newCodes(house: PeopleHouse, userId: string) {
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    plainRecoveryCode(house.random.digits(16)).replace(RECOVERY_CODE, '$&-'),
  );
  const recoveryDigests = codes.map((code) => recoveryDigest(house, userId, code));
  return { codes, patch: { recoveryDigests } };
}

/**
 * Changes a user who is as he was read.
 *
 * @throws Refusal `sign_in_needed` when somebody else changed him meanwhile: the caller begins anew.
 */
async function change({ store }: PeopleHouse, { user }: Person, patch: UserPatch): Promise<Person> {
  const isDone = (await store.commitUser(user, patch)) === 'committed';
  const person = isDone ? await store.findPerson(user.id) : null;
  if (person === null) throw new Refusal('sign_in_needed');
  return person;
}
