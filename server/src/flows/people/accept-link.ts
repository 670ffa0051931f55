import type { Person, SignInLink, User } from '../../ports.ts';
import { Refusal } from '../refusal.ts';
import { checkPassword } from './check-password.ts';
import type { ConsoleSession, PeopleHouse } from './console-session.ts';
import { attemptKey } from './count-attempt.ts';
import { notePerson } from './note-person.ts';
import { normalEmail, openSession, stateWithoutCode } from './sign-in.ts';
import { findLink } from './sign-in-link.ts';

/** Whom a link is for. */
export interface Offer {
  readonly email: string;
  readonly name: string;
  readonly kind: SignInLink['kind'];
}

/** What a link is answered with; e-mail and name are the first user's to choose. */
export interface Acceptance {
  readonly token: string;
  readonly password: string;
  readonly email: string | null;
  readonly name: string | null;
}

/** One `@`, a host with a dot or none, no spaces: whether mail arrives there nobody asks. */
const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,189}$/;

/**
 * Says whom a link is for.
 *
 * @throws Refusal `link_ended`
 */
export async function readLink(house: PeopleHouse, token: string): Promise<Offer> {
  const link = await findLink(house, token);
  if (link?.kind === 'first') {
    if (await house.store.hasUsers()) throw new Refusal('link_ended');
    return { email: '', name: '', kind: 'first' };
  }
  const person = link?.userId ? await house.store.findPerson(link.userId) : null;
  // Who has no place any more has no use for a password.
  const isAtWork = person?.memberships.some(({ active }) => active) ?? false;
  if (!link || !person || !isAtWork) throw new Refusal('link_ended');
  return { email: person.user.email, name: person.user.name, kind: link.kind };
}

/**
 * Takes a link for good and sets the password; of all who answer one link, one succeeds. A reset takes the
 * authenticator away too, and ends all sessions. Failures are forgotten.
 *
 * @param merchantId Of whom the first user becomes an owner.
 * @throws Refusal `link_ended`, `password_refused`, `email_invalid`
 */
export async function acceptLink(
  house: PeopleHouse,
  acceptance: Acceptance,
  merchantId: string,
  requestId: string,
): Promise<ConsoleSession> {
  const { store, secrets, credentials } = house;
  const offer = await readLink(house, acceptance.token);
  const email = offer.kind === 'first' ? demandEmail(acceptance.email ?? '') : offer.email;
  checkPassword(acceptance.password, email);
  // Hashed before the link is taken: whoever is told that the server is busy can come again.
  const passwordHash = await credentials.hashPassword(acceptance.password);
  const link = await store.takeSignInLink(secrets.digest(acceptance.token));
  if (link === null) throw new Refusal('link_ended');
  const person =
    link.userId === null
      ? await makeFirst(house, { email, name: acceptance.name ?? email, passwordHash }, merchantId)
      : await setPassword(house, link, passwordHash);
  await store.clearSignInAttempts(attemptKey(house, email));
  await notePerson(house, person, `console.link-${link.kind}`, requestId);
  const state = stateWithoutCode(house, person);
  return openSession(house, person, { state, formerDigest: null, requestId });
}

/** A user who is nobody yet. */
export function newUser(
  { random, clock }: Pick<PeopleHouse, 'random' | 'clock'>,
  wish: Pick<User, 'email' | 'name' | 'passwordHash'>,
): User {
  return Object.freeze({
    ...wish,
    id: random.uuid(),
    sealedTotp: null,
    lastTotpStep: 0,
    recoveryDigests: [],
    lastSignInAtMs: null,
    createdAtMs: clock.nowMs(),
    version: 1,
  });
}

/**
 * Reads an e-mail in the form in which it is kept.
 *
 * @throws Refusal `email_invalid`
 */
export function demandEmail(text: string): string {
  const email = normalEmail(text);
  if (!EMAIL.test(email)) throw new Refusal('email_invalid');
  return email;
}

async function makeFirst(
  house: PeopleHouse,
  wish: Pick<User, 'email' | 'name' | 'passwordHash'>,
  merchantId: string,
): Promise<Person> {
  const user = newUser(house, wish);
  if (!(await house.store.createFirstUser(user, merchantId))) throw new Refusal('link_ended');
  return { user, memberships: [{ userId: user.id, merchantId, role: 'owner', active: true }] };
}

async function setPassword(
  { store }: PeopleHouse,
  { userId, kind }: SignInLink,
  passwordHash: string,
): Promise<Person> {
  const before = await store.findPerson(userId ?? '');
  if (before === null) throw new Refusal('link_ended');
  const anew =
    kind === 'reset' ? { passwordHash, sealedTotp: null, recoveryDigests: [] } : { passwordHash };
  if ((await store.commitUser(before.user, anew)) === 'stale') throw new Refusal('link_ended');
  await store.endConsoleLogins(before.user.id);
  return (await store.findPerson(before.user.id)) ?? before;
}
