import type { Page, PageOf } from './desk-store.ts';

/** Somebody who works in the console. */
export interface User {
  readonly id: string;
  /** In lower case; nobody else has it. */
  readonly email: string;
  readonly name: string;
  /** Null: invited, and has chosen none yet. */
  readonly passwordHash: string | null;
  /** The secret of the authenticator; null: there is none. */
  readonly sealedTotp: string | null;
  /** The time step of the last six digits that were taken: none are taken twice. */
  readonly lastTotpStep: number;
  /** Digests of the recovery codes that are left. */
  readonly recoveryDigests: readonly string[];
  readonly lastSignInAtMs: number | null;
  readonly createdAtMs: number;
  readonly version: number;
}

/** A person's place at one merchant. */
export interface Membership {
  readonly userId: string;
  readonly merchantId: string;
  readonly role: string;
  /** One that is not active opens nothing. */
  readonly active: boolean;
}

/** A person with all places, those that are not active included; by merchant. */
export interface Person {
  readonly user: User;
  readonly memberships: readonly Membership[];
}

/** A browser that somebody signed in with. */
export interface ConsoleLogin {
  /** SHA-256 of the token, hex. */
  readonly digest: string;
  readonly userId: string;
  /** `code`: the six digits are missing; `enrol`: an authenticator is. */
  readonly state: 'open' | 'code' | 'enrol';
  /** The authenticator that is being set up here; null: none is. */
  readonly sealedTotp: string | null;
  readonly createdAtMs: number;
  /** Within a minute. */
  readonly seenAtMs: number;
  readonly expiresAtMs: number;
}

/** A link that makes the first user, or lets a user choose a password; it works once. */
export interface SignInLink {
  /** SHA-256 of the token, hex. */
  readonly digest: string;
  readonly kind: 'first' | 'invited' | 'reset';
  /** Null: the first user, of whom nothing is known. */
  readonly userId: string | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** How often something was guessed in vain, and until when nobody may guess again. */
export interface SignInAttempts {
  /** What is guarded: a digest, so that mistyped names are not kept. */
  readonly key: string;
  readonly failures: number;
  /** 0: not locked. */
  readonly lockedUntilMs: number;
  readonly atMs: number;
}

/** How people, their sessions, links and failures are kept. */
export interface PeopleStore {
  hasUsers(): Promise<boolean>;
  /** Adds the first user, an owner; false when somebody is there by now. */
  createFirstUser(user: User, merchantId: string): Promise<boolean>;
  /** False when the e-mail is taken. */
  addUser(user: User): Promise<boolean>;
  findPerson(userId: string): Promise<Person | null>;
  findPersonByEmail(email: string): Promise<Person | null>;
  /** Who has a place at a merchant, by when they came; the cursor is a user's id. */
  listPeople(merchantId: string, page: Page): Promise<PageOf<Person>>;
  /** `stale`: somebody changed the user since; nothing was written. */
  commitUser(before: User, patch: UserPatch): Promise<'committed' | 'stale'>;
  /** Adds a place or changes it; `last-owner` when the merchant would be left without an active owner who has a password. */
  saveMembership(membership: Membership): Promise<'saved' | 'last-owner'>;

  saveConsoleLogin(login: ConsoleLogin): Promise<void>;
  findConsoleLogin(digest: string): Promise<(Person & { readonly login: ConsoleLogin }) | null>;
  /** Puts another in the place of one; false when that has ended: nothing was written. */
  replaceConsoleLogin(formerDigest: string, login: ConsoleLogin): Promise<boolean>;
  /** Never back in time. */
  touchConsoleLogin(digest: string, atMs: number): Promise<void>;
  endConsoleLogin(digest: string): Promise<void>;
  /** All of a user's. */
  endConsoleLogins(userId: string): Promise<void>;

  /** A user has one link: an earlier one ends. */
  saveSignInLink(link: SignInLink): Promise<void>;
  findSignInLink(digest: string): Promise<SignInLink | null>;
  /** Takes it for good: of all who ask, one gets it. */
  takeSignInLink(digest: string): Promise<SignInLink | null>;

  findSignInAttempts(keys: readonly string[]): Promise<readonly SignInAttempts[]>;
  /** Null: there were none. `stale`: somebody counted meanwhile. */
  moveSignInAttempts(
    before: SignInAttempts | null,
    after: SignInAttempts,
  ): Promise<'moved' | 'stale'>;
  clearSignInAttempts(key: string): Promise<void>;

  /** Forgets logins and links that expired before, and failures that are older; tells how many. */
  sweepPeople(beforeMs: number): Promise<number>;
}

/** What can change of a user. */
export type UserPatch = Partial<Omit<User, 'id' | 'email' | 'createdAtMs' | 'version'>>;
