import type { Kysely } from 'kysely';
import type { Session, Store } from '../ports.ts';
import type { Schema, SessionRow } from './schema.ts';

/** How logins are kept. */
export function sessionBook(
  db: Kysely<Schema>,
): Pick<Store, 'saveSession' | 'hasLoggedIn' | 'deleteExpiredSessions'> {
  return {
    async saveSession(session) {
      // Two statements, the payer first: the tables are distributed by different columns, and a payer
      // who logged in without getting a session has logged in all the same.
      await db
        .insertInto('payers')
        .values({ merchant_id: session.merchantId, openid: session.openid })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const { token_digest, ...columns } = rowFromSession(session);
      await db
        .insertInto('sessions')
        .values({ token_digest, ...columns })
        .onConflict((conflict) => conflict.column('token_digest').doUpdateSet(columns))
        .execute();
    },

    async hasLoggedIn(merchantId, openid) {
      const row = await db
        .selectFrom('payers')
        .select('openid')
        .where('merchant_id', '=', merchantId)
        .where('openid', '=', openid)
        .executeTakeFirst();
      return row !== undefined;
    },

    async deleteExpiredSessions(beforeMs) {
      const { numDeletedRows } = await db
        .deleteFrom('sessions')
        .where('expires_at_ms', '<', beforeMs)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

function rowFromSession(session: Session): SessionRow {
  return {
    token_digest: session.tokenDigest,
    merchant_id: session.merchantId,
    appid: session.appid,
    openid: session.openid,
    unionid: session.unionid,
    sealed_session_key: session.sealedSessionKey,
    created_at_ms: session.createdAtMs,
    expires_at_ms: session.expiresAtMs,
  };
}

/** Reads a row as a login. */
export function sessionFromRow(row: SessionRow): Session {
  return Object.freeze({
    tokenDigest: row.token_digest,
    merchantId: row.merchant_id,
    appid: row.appid,
    openid: row.openid,
    unionid: row.unionid,
    sealedSessionKey: row.sealed_session_key,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
  });
}
