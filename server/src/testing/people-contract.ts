import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleLogin, SignInLink, Store, User } from '../ports.ts';

/** The promises of every store about the people of the console. */
export function peopleContract(
  name: string,
  open: () => Promise<{ readonly store: Store; close(): Promise<void> }>,
): void {
  describe(`a store ${name} keeps people`, () => {
    let underTest: Awaited<ReturnType<typeof open>>;
    let store: Store;
    let count = 0;
    beforeAll(async () => {
      underTest = await open();
      store = underTest.store;
    });
    afterAll(() => underTest?.close());
    beforeEach(() => {
      count += 1;
    });

    const digest = (text: string) =>
      Buffer.from(`${count} ${text}`).toString('hex').padEnd(64, '0');
    const user = (id: string, changes: Partial<User> = {}): User => ({
      id: `${count}-${id}`,
      email: `${id}${count}@example.com`,
      name: '李雷',
      passwordHash: '$argon2id$hash',
      sealedTotp: null,
      lastTotpStep: 0,
      recoveryDigests: [],
      lastSignInAtMs: null,
      createdAtMs: 1_000,
      version: 1,
      ...changes,
    });
    const merchant = () => `m${count}`;
    const login = (text: string, userId: string, changes: Partial<ConsoleLogin> = {}) => ({
      digest: digest(text),
      userId,
      state: 'open' as const,
      sealedTotp: null,
      createdAtMs: 1_000,
      seenAtMs: 1_000,
      expiresAtMs: 90_000,
      ...changes,
    });
    const link = (text: string, userId: string | null): SignInLink => ({
      digest: digest(text),
      kind: userId === null ? 'first' : 'invited',
      userId,
      createdAtMs: 1_000,
      expiresAtMs: 90_000,
    });
    const give = (person: User, role: string, active = true) =>
      store.saveMembership({ userId: person.id, merchantId: merchant(), role, active });

    test('of all who would be the first user, one is', async () => {
      expect(await store.hasUsers()).toBe(false);
      const made = await Promise.all(
        ['a', 'b', 'c'].map((id) => store.createFirstUser(user(id), merchant())),
      );
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await store.hasUsers()).toBe(true);
      const { items } = await store.listPeople(merchant(), { cursor: null, limit: 9 });
      expect(items.map(({ memberships }) => memberships[0]?.role)).toEqual(['owner']);
    });

    test('a user comes back as given, by id and by e-mail, and an e-mail is taken once', async () => {
      const li = user('li', { sealedTotp: 'v1.00000000.abc', recoveryDigests: ['x', 'y'] });
      expect(await store.addUser(li)).toBe(true);
      expect(await store.addUser({ ...user('other'), email: li.email })).toBe(false);
      await give(li, 'support');
      const place = { userId: li.id, merchantId: merchant(), role: 'support', active: true };
      expect(await store.findPerson(li.id)).toEqual({ user: li, memberships: [place] });
      expect(await store.findPersonByEmail(li.email)).toEqual({ user: li, memberships: [place] });
      expect(await store.findPerson('nobody')).toBeNull();
      expect(await store.findPersonByEmail('nobody@example.com')).toBeNull();
    });

    test('of two changes of a user as he was read, one is made', async () => {
      const li = user('li', { recoveryDigests: ['x'] });
      await store.addUser(li);
      const taken = await Promise.all(
        [1, 2, 3].map(() => store.commitUser(li, { recoveryDigests: [] })),
      );
      expect(taken.sort()).toEqual(['committed', 'stale', 'stale']);
      const found = await store.findPerson(li.id);
      expect(found?.user).toEqual({ ...li, recoveryDigests: [], version: 2 });
    });

    test('people are listed by page, of one merchant, whatever else they do', async () => {
      const all = ['a', 'b', 'c'].map((id) => user(id));
      for (const each of all) {
        await store.addUser(each);
        await give(each, 'finance', each !== all[1]);
      }
      const first = await store.listPeople(merchant(), { cursor: null, limit: 2 });
      expect(first.items.map((each) => each.user)).toEqual(all.slice(0, 2));
      expect(first.items[1]?.memberships[0]?.active).toBe(false);
      const rest = await store.listPeople(merchant(), { cursor: first.nextCursor, limit: 2 });
      expect([rest.items.length, rest.nextCursor]).toEqual([1, null]);
      expect((await store.listPeople('nowhere', { cursor: null, limit: 2 })).items).toEqual([]);
    });

    test('a merchant keeps an owner who can sign in, also when owners demote each other at once', async () => {
      const [a, b, guest] = [user('a'), user('b'), user('guest', { passwordHash: null })];
      for (const each of [a, b, guest]) {
        await store.addUser(each);
        await give(each, 'owner');
      }
      const both = await Promise.all([give(a, 'support'), give(b, 'owner', false)]);
      expect(both.sort()).toEqual(['last-owner', 'saved']);
      expect(await give(guest, 'support')).toBe('saved');
    });

    test('a session is found with its person, replaced once, and ends', async () => {
      const li = user('li');
      await store.addUser(li);
      await give(li, 'owner');
      await store.saveConsoleLogin(login('one', li.id, { sealedTotp: 'v1.00000000.abc' }));
      const found = await store.findConsoleLogin(digest('one'));
      expect(found?.user).toEqual(li);
      expect(found?.login).toEqual(login('one', li.id, { sealedTotp: 'v1.00000000.abc' }));
      const replaced = await Promise.all(
        ['two', 'three'].map((text) =>
          store.replaceConsoleLogin(digest('one'), login(text, li.id)),
        ),
      );
      expect(replaced.sort()).toEqual([false, true]);
      expect(await store.findConsoleLogin(digest('one'))).toBeNull();
      await store.saveConsoleLogin(login('four', li.id));
      await store.touchConsoleLogin(digest('four'), 7_000);
      await store.touchConsoleLogin(digest('four'), 6_000);
      expect((await store.findConsoleLogin(digest('four')))?.login.seenAtMs).toBe(7_000);
      await store.endConsoleLogin(digest('four'));
      expect(await store.findConsoleLogin(digest('four'))).toBeNull();
      await store.endConsoleLogins(li.id);
      for (const text of ['two', 'three']) {
        expect(await store.findConsoleLogin(digest(text))).toBeNull();
      }
    });

    test('a link is taken by one, and ends with the next one of the same person', async () => {
      await store.saveSignInLink(link('one', 'li'));
      await store.saveSignInLink(link('two', 'li'));
      await store.saveSignInLink(link('first', null));
      await store.saveSignInLink(link('second', null));
      expect(await store.findSignInLink(digest('one'))).toBeNull();
      expect(await store.findSignInLink(digest('two'))).toEqual(link('two', 'li'));
      expect(await store.findSignInLink(digest('first'))).toEqual(link('first', null));
      const taken = await Promise.all([1, 2, 3].map(() => store.takeSignInLink(digest('two'))));
      expect(taken.filter((each) => each !== null)).toEqual([link('two', 'li')]);
    });

    test('failures are counted by one of those who count at once', async () => {
      const key = digest('li');
      const attempt = (failures: number) => ({ key, failures, lockedUntilMs: 0, atMs: failures });
      const moves = await Promise.all([1, 2].map(() => store.moveSignInAttempts(null, attempt(1))));
      expect(moves.sort()).toEqual(['moved', 'stale']);
      const more = await Promise.all(
        [1, 2].map(() => store.moveSignInAttempts(attempt(1), attempt(2))),
      );
      expect(more.sort()).toEqual(['moved', 'stale']);
      expect(await store.findSignInAttempts([key, digest('han')])).toEqual([attempt(2)]);
      expect(await store.findSignInAttempts([])).toEqual([]);
      await store.clearSignInAttempts(key);
      expect(await store.moveSignInAttempts(attempt(2), attempt(3))).toBe('stale');
      expect(await store.findSignInAttempts([key])).toEqual([]);
    });

    test('what is over is swept, what is not stays', async () => {
      const li = user('li');
      await store.addUser(li);
      await store.sweepPeople(1_000_000);
      await store.saveConsoleLogin(login('old', li.id, { expiresAtMs: 10 }));
      await store.saveConsoleLogin(login('new', li.id));
      await store.saveSignInLink({ ...link('old', null), expiresAtMs: 10 });
      const failure = { failures: 1, lockedUntilMs: 0, atMs: 5 };
      await store.moveSignInAttempts(null, { ...failure, key: digest('a') });
      await store.moveSignInAttempts(null, { ...failure, key: digest('b'), lockedUntilMs: 99 });
      expect(await store.sweepPeople(20)).toBe(3);
      expect(await store.findConsoleLogin(digest('new'))).not.toBeNull();
      expect(await store.findSignInAttempts([digest('b')])).toHaveLength(1);
    });
  });
}
