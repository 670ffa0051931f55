import type { ConsoleLogin, House, Person } from '../../ports.ts';

/** What the console's people take of the house. */
export type PeopleHouse = Pick<
  House,
  'store' | 'clock' | 'random' | 'secrets' | 'log' | 'credentials' | 'console'
>;

/** How long a session lasts at most: 12 h; one that is not open yet: 15 min. */
const LIFE_MS = 12 * 3_600_000;
const UNOPENED_LIFE_MS = 15 * 60_000;
/** How long nobody may do anything: 30 min. */
const IDLE_MS = 30 * 60_000;
/** How exactly it is known when a session was last used: 1 min. */
const TOUCH_INTERVAL_MS = 60_000;

/** A session, whose it is, and what its browser has to send. */
export interface ConsoleSession extends Person {
  readonly login: ConsoleLogin;
  /** The cookie; only its digest is kept. */
  readonly token: string;
  /** What every request that changes something carries beside the cookie. */
  readonly csrfToken: string;
}

/**
 * Begins a session under a new token. What it replaces has ended: a token from before signing in is worth
 * nothing after it.
 *
 * @param formerDigest Null: it replaces none.
 * @returns Null when the session to be replaced has ended by now.
 */
export async function beginSession(
  { store, clock, random, secrets }: PeopleHouse,
  person: Person,
  state: ConsoleLogin['state'],
  formerDigest: string | null,
): Promise<ConsoleSession | null> {
  const token = random.token();
  const nowMs = clock.nowMs();
  const login: ConsoleLogin = {
    digest: secrets.digest(token),
    userId: person.user.id,
    state,
    sealedTotp: null,
    createdAtMs: nowMs,
    seenAtMs: nowMs,
    expiresAtMs: nowMs + (state === 'open' ? LIFE_MS : UNOPENED_LIFE_MS),
  };
  if (formerDigest === null) await store.saveConsoleLogin(login);
  else if (!(await store.replaceConsoleLogin(formerDigest, login))) return null;
  return Object.freeze({ ...person, login, token, csrfToken: csrfTokenOf(secrets, token) });
}

/**
 * Finds the session that a cookie stands for, in whatever state; null when there is none, nobody used it for
 * half an hour, it is 12 hours old, or the person has no place anywhere any more.
 *
 * @param isUse False: nobody does anything by this, and the half hour runs on. Default true.
 */
export async function resumeConsoleSession(
  { store, clock, secrets }: Pick<PeopleHouse, 'store' | 'clock' | 'secrets'>,
  token: string,
  { isUse = true }: { readonly isUse?: boolean } = {},
): Promise<ConsoleSession | null> {
  const digest = secrets.digest(token);
  const found = await store.findConsoleLogin(digest);
  if (found === null || !found.memberships.some(({ active }) => active)) return null;
  const nowMs = clock.nowMs();
  const { login } = found;
  if (login.expiresAtMs <= nowMs || login.seenAtMs + IDLE_MS <= nowMs) return null;
  if (isUse && nowMs - login.seenAtMs >= TOUCH_INTERVAL_MS) {
    await store.touchConsoleLogin(digest, nowMs);
  }
  return Object.freeze({ ...found, token, csrfToken: csrfTokenOf(secrets, token) });
}

/** Is it the session's token against forged requests? What is compared is digests: the time tells nothing. */
export function isCsrfToken(
  { secrets }: Pick<PeopleHouse, 'secrets'>,
  { csrfToken }: ConsoleSession,
  text: string,
): boolean {
  return secrets.digest(text) === secrets.digest(csrfToken);
}

/** Whoever reads it in a page does not know the cookie by it. */
function csrfTokenOf({ digest }: PeopleHouse['secrets'], token: string): string {
  return digest(`csrf ${token}`);
}
