import { type Kysely, sql } from 'kysely';
import type { PeopleStore, Person, User } from '../ports.ts';
import type { Schema } from './schema.ts';
import { membershipFromRow, rowFromUser, userFromRow } from './user-row.ts';

/** What is kept of people themselves. */
export type PeopleBook = Pick<
  PeopleStore,
  | 'hasUsers'
  | 'createFirstUser'
  | 'addUser'
  | 'findPerson'
  | 'findPersonByEmail'
  | 'listPeople'
  | 'commitUser'
  | 'saveMembership'
>;

/** How people and their places are kept. */
export function peopleBook(db: Kysely<Schema>): PeopleBook {
  return {
    async hasUsers() {
      const row = await db.selectFrom('users').select('id').limit(1).executeTakeFirst();
      return row !== undefined;
    },

    async createFirstUser(user, merchantId) {
      return db.transaction().execute(async (trx) => {
        // Two links may be answered in one moment: one of them finds somebody there.
        await sql`lock table users in share row exclusive mode`.execute(trx);
        const somebody = await trx.selectFrom('users').select('id').limit(1).executeTakeFirst();
        if (somebody) return false;
        await trx.insertInto('users').values(rowFromUser(user)).execute();
        const place = { merchant_id: merchantId, user_id: user.id, role: 'owner', active: true };
        await trx.insertInto('memberships').values(place).execute();
        return true;
      });
    },

    async addUser(user) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('users')
        .values(rowFromUser(user))
        .onConflict((conflict) => conflict.column('email').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async findPerson(userId) {
      const row = await db
        .selectFrom('users')
        .selectAll()
        .where('id', '=', userId)
        .executeTakeFirst();
      return row ? personFrom(db, userFromRow(row)) : null;
    },

    async findPersonByEmail(email) {
      const row = await db
        .selectFrom('users')
        .selectAll()
        .where('email', '=', email)
        .executeTakeFirst();
      return row ? personFrom(db, userFromRow(row)) : null;
    },

    async listPeople(merchantId, { cursor, limit }) {
      let query = db
        .selectFrom('memberships')
        .innerJoin('users', 'users.id', 'memberships.user_id')
        .selectAll('users')
        .where('merchant_id', '=', merchantId);
      if (cursor !== null) query = query.where('users.id', '>', cursor);
      const rows = await query
        .orderBy('users.id')
        .limit(limit + 1)
        .execute();
      const items = await Promise.all(
        rows.slice(0, limit).map((row) => personFrom(db, userFromRow(row))),
      );
      const hasMore = rows.length > limit;
      return { items, nextCursor: hasMore ? (items.at(-1)?.user.id ?? null) : null };
    },

    async commitUser(before, patch) {
      const { id, version, ...columns } = rowFromUser({ ...before, ...patch });
      const { numUpdatedRows } = await db
        .updateTable('users')
        .set({ ...columns, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows > 0n ? 'committed' : 'stale';
    },

    async saveMembership(place) {
      return db.transaction().execute(async (trx) => {
        // Owners who demote each other in one moment do it one after the other.
        const owners = await trx
          .selectFrom('memberships')
          .innerJoin('users', 'users.id', 'memberships.user_id')
          .select('user_id')
          .where('merchant_id', '=', place.merchantId)
          .where('role', '=', 'owner')
          .where('active', '=', true)
          .where('password_hash', 'is not', null)
          .orderBy('user_id')
          .forUpdate('memberships')
          .execute();
        const stays = place.role === 'owner' && place.active;
        if (!stays && owners.length === 1 && owners[0]?.user_id === place.userId) {
          return 'last-owner';
        }
        const columns = { role: place.role, active: place.active };
        await trx
          .insertInto('memberships')
          .values({ merchant_id: place.merchantId, user_id: place.userId, ...columns })
          .onConflict((conflict) =>
            conflict.columns(['merchant_id', 'user_id']).doUpdateSet(columns),
          )
          .execute();
        return 'saved';
      });
    },
  };
}

/** A user with all places. */
export async function personFrom(db: Kysely<Schema>, user: User): Promise<Person> {
  const rows = await db
    .selectFrom('memberships')
    .selectAll()
    .where('user_id', '=', user.id)
    .orderBy('merchant_id')
    .execute();
  return Object.freeze({ user, memberships: Object.freeze(rows.map(membershipFromRow)) });
}
