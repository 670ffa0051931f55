import type { Membership, PeopleStore, Person, User } from '../ports.ts';
import { createMemoryLogins } from './memory-logins.ts';

/** Keeps people and their places in this process. */
export function createMemoryPeople(): PeopleStore {
  const users = new Map<string, User>();
  const places = new Map<string, Membership>();
  const keyOf = (place: Membership) => JSON.stringify([place.merchantId, place.userId]);

  const personOf = (userId: string): Person | null => {
    const user = users.get(userId);
    if (!user) return null;
    const memberships = [...places.values()]
      .filter((place) => place.userId === userId)
      .sort((a, b) => (a.merchantId < b.merchantId ? -1 : 1));
    return Object.freeze({ user, memberships: Object.freeze(memberships) });
  };
  const add = (user: User): boolean => {
    const isTaken = [...users.values()].some(({ email }) => email === user.email);
    if (!isTaken) users.set(user.id, Object.freeze({ ...user }));
    return !isTaken;
  };
  const put = (place: Membership) => void places.set(keyOf(place), Object.freeze({ ...place }));

  return {
    ...createMemoryLogins(personOf),
    async hasUsers() {
      return users.size > 0;
    },
    async createFirstUser(user, merchantId) {
      if (users.size > 0) return false;
      add(user);
      put({ userId: user.id, merchantId, role: 'owner', active: true });
      return true;
    },
    async addUser(user) {
      return add(user);
    },
    async findPerson(userId) {
      return personOf(userId);
    },
    async findPersonByEmail(email) {
      const user = [...users.values()].find((each) => each.email === email);
      return user ? personOf(user.id) : null;
    },
    async listPeople(merchantId, { cursor, limit }) {
      const all = [...places.values()]
        .filter((place) => place.merchantId === merchantId)
        .flatMap(({ userId }) => personOf(userId) ?? [])
        .sort((a, b) => (a.user.id < b.user.id ? -1 : 1))
        .filter(({ user }) => cursor === null || user.id > cursor);
      const items = all.slice(0, limit);
      return { items, nextCursor: all.length > limit ? (items.at(-1)?.user.id ?? null) : null };
    },
    async commitUser(before, patch) {
      const stored = users.get(before.id);
      if (stored?.version !== before.version) return 'stale';
      users.set(before.id, Object.freeze({ ...stored, ...patch, version: stored.version + 1 }));
      return 'committed';
    },
    async saveMembership(place) {
      const isOwner = ({ userId, role, active }: Membership) =>
        role === 'owner' && active && users.get(userId)?.passwordHash !== null;
      const before = places.get(keyOf(place));
      const others = [...places.values()].filter(
        (each) => each.merchantId === place.merchantId && each.userId !== place.userId,
      );
      const leaves = before && isOwner(before) && !(place.role === 'owner' && place.active);
      if (leaves && !others.some(isOwner)) return 'last-owner';
      put(place);
      return 'saved';
    },
  };
}
