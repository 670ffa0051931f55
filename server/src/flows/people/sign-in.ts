import type { ConsoleLogin, Person } from '../../ports.ts';
import { Refusal } from '../refusal.ts';
import { beginSession, type ConsoleSession, type PeopleHouse } from './console-session.ts';
import { countAttempt } from './count-attempt.ts';
import { notePerson } from './note-person.ts';
import { takeCode } from './take-code.ts';

/** What somebody signs in with. */
export interface SignInWish {
  readonly email: string;
  readonly password: string;
  /** Null: not given yet; the session waits for it. */
  readonly code: string | null;
  /** The digest of the session that the browser had; it ends. */
  readonly formerDigest: string | null;
  readonly requestId: string;
  /** Does work once the answer is on its way, so that its time says nothing of what was found. */
  readonly later: (work: () => Promise<void>) => void;
}

/**
 * Signs somebody in. Who is unknown, has no place, or gives a wrong password or code is refused in one way and
 * after the same time. The session opens when nothing is missing: else it waits for six digits, or for
 * an authenticator where one is required.
 *
 * @throws Refusal `sign_in_refused`, `sign_in_locked`
 */
export async function signIn(house: PeopleHouse, wish: SignInWish): Promise<ConsoleSession> {
  const { store, credentials } = house;
  const email = normalEmail(wish.email);
  const attempt = await countAttempt(house, email);
  const found = await store.findPersonByEmail(email);
  const isAtWork = found?.memberships.some(({ active }) => active) ?? false;
  const hash = isAtWork ? (found?.user.passwordHash ?? null) : null;
  const isRight = await credentials.verifyPassword(hash, wish.password);
  const { lockSeconds } = attempt;
  if (found === null || !isRight) {
    return refuse(house, found, wish, { because: 'password', lockSeconds });
  }

  const needsCode = found.user.sealedTotp !== null;
  const isCodeMissing = needsCode && wish.code === null;
  if (isCodeMissing) await attempt.giveBack();
  const taken = needsCode && wish.code !== null ? await takeCode(house, found, wish.code) : null;
  if (needsCode && !isCodeMissing && taken === null) {
    return refuse(house, found, wish, { because: 'code', lockSeconds });
  }
  if (!isCodeMissing) await attempt.succeed();

  if (wish.formerDigest !== null) await store.endConsoleLogin(wish.formerDigest);
  const state = isCodeMissing ? 'code' : stateWithoutCode(house, found);
  const person = taken?.person ?? found;
  return openSession(house, person, { state, formerDigest: null, requestId: wish.requestId });
}

/** Begins a session and, when it is open, notes it. */
export async function openSession(
  house: PeopleHouse,
  person: Person,
  wish: {
    readonly state: ConsoleLogin['state'];
    readonly formerDigest: string | null;
    readonly requestId: string;
  },
): Promise<ConsoleSession> {
  const session = await beginSession(house, person, wish.state, wish.formerDigest);
  if (session === null) throw new Refusal('sign_in_needed');
  if (wish.state === 'open') {
    await noteTime(house, person);
    await notePerson(house, person, 'console.sign-in', wish.requestId);
  }
  house.log.event('console.signed-in', { by: `user:${person.user.id}`, state: wish.state });
  return session;
}

/** What a session is worth once password and code, if there is one, are right. */
export function stateWithoutCode(
  { console }: Pick<PeopleHouse, 'console'>,
  { user }: Person,
): ConsoleLogin['state'] {
  return user.sealedTotp === null && console.totp === 'required' ? 'enrol' : 'open';
}

/** E-mails are told apart without regard to case. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** It does not matter when somebody else changes the user in the same moment. */
async function noteTime({ store, clock }: PeopleHouse, { user }: Person): Promise<void> {
  const now = await store.findPerson(user.id);
  if (now) await store.commitUser(now.user, { lastSignInAtMs: clock.nowMs() });
}

function refuse(
  house: PeopleHouse,
  person: Person | null,
  { requestId, later }: SignInWish,
  details: { readonly because: string; readonly lockSeconds: number },
): never {
  house.log.event('console.refused', { because: details.because, requestId });
  if (person) later(() => notePerson(house, person, 'console.refused', requestId, details));
  throw new Refusal('sign_in_refused');
}
