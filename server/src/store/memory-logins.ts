import type { ConsoleLogin, PeopleStore, Person, SignInAttempts, SignInLink } from '../ports.ts';

type LoginStore = Pick<
  PeopleStore,
  | 'saveConsoleLogin'
  | 'findConsoleLogin'
  | 'replaceConsoleLogin'
  | 'touchConsoleLogin'
  | 'endConsoleLogin'
  | 'endConsoleLogins'
  | 'saveSignInLink'
  | 'findSignInLink'
  | 'takeSignInLink'
  | 'findSignInAttempts'
  | 'moveSignInAttempts'
  | 'clearSignInAttempts'
  | 'sweepPeople'
>;

/** Keeps sessions of the console, links and failures in this process. */
export function createMemoryLogins(personOf: (userId: string) => Person | null): LoginStore {
  const logins = new Map<string, ConsoleLogin>();
  const links = new Map<string, SignInLink>();
  const attempts = new Map<string, SignInAttempts>();

  return {
    async saveConsoleLogin(login) {
      logins.set(login.digest, Object.freeze({ ...login }));
    },
    async findConsoleLogin(digest) {
      const login = logins.get(digest);
      const person = login && personOf(login.userId);
      return person ? Object.freeze({ ...person, login }) : null;
    },
    async replaceConsoleLogin(formerDigest, login) {
      if (!logins.delete(formerDigest)) return false;
      logins.set(login.digest, Object.freeze({ ...login }));
      return true;
    },
    async touchConsoleLogin(digest, atMs) {
      const login = logins.get(digest);
      if (!login) return;
      logins.set(digest, Object.freeze({ ...login, seenAtMs: Math.max(login.seenAtMs, atMs) }));
    },
    async endConsoleLogin(digest) {
      logins.delete(digest);
    },
    async endConsoleLogins(userId) {
      forget(logins, (login) => login.userId === userId);
    },

    async saveSignInLink(link) {
      forget(links, ({ userId }) => userId !== null && userId === link.userId);
      links.set(link.digest, Object.freeze({ ...link }));
    },
    async findSignInLink(digest) {
      return links.get(digest) ?? null;
    },
    async takeSignInLink(digest) {
      const link = links.get(digest) ?? null;
      links.delete(digest);
      return link;
    },

    async findSignInAttempts(keys) {
      return keys.flatMap((key) => attempts.get(key) ?? []);
    },
    async moveSignInAttempts(before, after) {
      const stored = attempts.get(after.key);
      const isSame =
        stored?.failures === before?.failures && stored?.lockedUntilMs === before?.lockedUntilMs;
      if (isSame) attempts.set(after.key, Object.freeze({ ...after }));
      return isSame ? 'moved' : 'stale';
    },
    async clearSignInAttempts(key) {
      attempts.delete(key);
    },

    async sweepPeople(beforeMs) {
      return (
        forget(logins, ({ expiresAtMs }) => expiresAtMs < beforeMs) +
        forget(links, ({ expiresAtMs }) => expiresAtMs < beforeMs) +
        forget(attempts, ({ atMs, lockedUntilMs }) => Math.max(atMs, lockedUntilMs) < beforeMs)
      );
    },
  };
}

function forget<T>(kept: Map<string, T>, isGone: (value: T) => boolean): number {
  const gone = [...kept].filter(([, value]) => isGone(value));
  for (const [key] of gone) kept.delete(key);
  return gone.length;
}
