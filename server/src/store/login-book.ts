import { type Kysely, sql } from 'kysely';
import type { ConsoleLogin, PeopleStore, SignInAttempts, SignInLink } from '../ports.ts';
import { type PeopleBook, personFrom } from './people-book.ts';
import type { ConsoleSessionRow, SignInAttemptsRow, SignInLinkRow } from './people-tables.ts';
import type { Schema } from './schema.ts';
import { userFromRow } from './user-row.ts';

type LoginBook = Omit<PeopleStore, keyof PeopleBook>;

/** How sessions of the console, links and failures are kept. */
export function loginBook(db: Kysely<Schema>): LoginBook {
  return {
    async saveConsoleLogin(login) {
      await db.insertInto('console_sessions').values(rowFromLogin(login)).execute();
    },

    async findConsoleLogin(digest) {
      const row = await db
        .selectFrom('console_sessions')
        .selectAll()
        .where('digest', '=', digest)
        .executeTakeFirst();
      if (!row) return null;
      const user = await db
        .selectFrom('users')
        .selectAll()
        .where('id', '=', row.user_id)
        .executeTakeFirst();
      if (!user) return null;
      const person = await personFrom(db, userFromRow(user));
      return Object.freeze({ ...person, login: loginFromRow(row) });
    },

    async replaceConsoleLogin(formerDigest, login) {
      return db.transaction().execute(async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('console_sessions')
          .where('digest', '=', formerDigest)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await trx.insertInto('console_sessions').values(rowFromLogin(login)).execute();
        return true;
      });
    },

    async touchConsoleLogin(digest, atMs) {
      await db
        .updateTable('console_sessions')
        .set({ seen_at_ms: sql<number>`greatest(seen_at_ms, ${atMs}::bigint)` })
        .where('digest', '=', digest)
        .execute();
    },

    async endConsoleLogin(digest) {
      await db.deleteFrom('console_sessions').where('digest', '=', digest).execute();
    },

    async endConsoleLogins(userId) {
      await db.deleteFrom('console_sessions').where('user_id', '=', userId).execute();
    },

    async saveSignInLink(link) {
      const row = rowFromLink(link);
      await db
        .insertInto('sign_in_links')
        .values(row)
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
        .execute();
    },

    async findSignInLink(digest) {
      const row = await db
        .selectFrom('sign_in_links')
        .selectAll()
        .where('digest', '=', digest)
        .executeTakeFirst();
      return row ? linkFromRow(row) : null;
    },

    async takeSignInLink(digest) {
      const row = await db
        .deleteFrom('sign_in_links')
        .where('digest', '=', digest)
        .returningAll()
        .executeTakeFirst();
      return row ? linkFromRow(row) : null;
    },

    async findSignInAttempts(keys) {
      if (keys.length === 0) return [];
      const rows = await db
        .selectFrom('sign_in_attempts')
        .selectAll()
        .where('key', 'in', keys)
        .execute();
      return rows.map(attemptsFromRow);
    },

    async moveSignInAttempts(before, after) {
      const row = {
        key: after.key,
        failures: after.failures,
        locked_until_ms: after.lockedUntilMs,
        at_ms: after.atMs,
      };
      const writing =
        before === null
          ? db
              .insertInto('sign_in_attempts')
              .values(row)
              .onConflict((conflict) => conflict.doNothing())
              .returning('key')
          : db
              .updateTable('sign_in_attempts')
              .set(row)
              .where('key', '=', before.key)
              .where('failures', '=', before.failures)
              .where('locked_until_ms', '=', before.lockedUntilMs)
              .returning('key');
      return (await writing.execute()).length > 0 ? 'moved' : 'stale';
    },

    async clearSignInAttempts(key) {
      await db.deleteFrom('sign_in_attempts').where('key', '=', key).execute();
    },

    async sweepPeople(beforeMs) {
      const { rows } = await sql<{ count: number }>`
        with logins as (
          delete from console_sessions where expires_at_ms < ${beforeMs} returning 1
        ), links as (
          delete from sign_in_links where expires_at_ms < ${beforeMs} returning 1
        ), attempts as (
          delete from sign_in_attempts where greatest(at_ms, locked_until_ms) < ${beforeMs} returning 1
        )
        select (
          (select count(*) from logins) + (select count(*) from links) + (select count(*) from attempts)
        )::int as count
      `.execute(db);
      return rows[0]?.count ?? 0;
    },
  };
}

function rowFromLogin(login: ConsoleLogin): ConsoleSessionRow {
  return {
    digest: login.digest,
    user_id: login.userId,
    state: login.state,
    sealed_totp: login.sealedTotp,
    created_at_ms: login.createdAtMs,
    seen_at_ms: login.seenAtMs,
    expires_at_ms: login.expiresAtMs,
  };
}

function loginFromRow(row: ConsoleSessionRow): ConsoleLogin {
  return Object.freeze({
    digest: row.digest,
    userId: row.user_id,
    state: row.state,
    sealedTotp: row.sealed_totp,
    createdAtMs: row.created_at_ms,
    seenAtMs: row.seen_at_ms,
    expiresAtMs: row.expires_at_ms,
  });
}

function rowFromLink(link: SignInLink): SignInLinkRow {
  return {
    digest: link.digest,
    kind: link.kind,
    user_id: link.userId,
    created_at_ms: link.createdAtMs,
    expires_at_ms: link.expiresAtMs,
  };
}

function linkFromRow(row: SignInLinkRow): SignInLink {
  return Object.freeze({
    digest: row.digest,
    kind: row.kind,
    userId: row.user_id,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
  });
}

function attemptsFromRow(row: SignInAttemptsRow): SignInAttempts {
  return Object.freeze({
    key: row.key,
    failures: row.failures,
    lockedUntilMs: row.locked_until_ms,
    atMs: row.at_ms,
  });
}
