import { type Kysely, sql } from 'kysely';
import type { ApiKey, KeyStore } from '../ports.ts';
import type { ApiKeyRow } from './merchant-tables.ts';
import type { Schema } from './schema.ts';

/** How the keys of merchants' own systems are kept and found. */
export function keyBook(db: Kysely<Schema>): KeyStore {
  return {
    async saveApiKey(key) {
      await db.insertInto('api_keys').values(rowFromKey(key)).execute();
    },

    async findApiKey(digest) {
      const row = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('digest', '=', digest)
        .executeTakeFirst();
      return row ? keyFromRow(row) : null;
    },

    async listApiKeys(merchantId) {
      const rows = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .orderBy('created_at_ms')
        .orderBy('id')
        .execute();
      return rows.map(keyFromRow);
    },

    async endApiKey(merchantId, id, atMs) {
      const row = await db
        .updateTable('api_keys')
        .set({ expires_at_ms: sql<number>`least(expires_at_ms, ${atMs}::bigint)` })
        .where('merchant_id', '=', merchantId)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row ? keyFromRow(row) : null;
    },

    async touchApiKey(digest, atMs) {
      await db
        .updateTable('api_keys')
        .set({ last_used_at_ms: sql<number>`greatest(last_used_at_ms, ${atMs}::bigint)` })
        .where('digest', '=', digest)
        .execute();
    },
  };
}

function rowFromKey(key: ApiKey): ApiKeyRow {
  return {
    digest: key.digest,
    merchant_id: key.merchantId,
    id: key.id,
    holder: key.holder,
    name: key.name,
    hint: key.hint,
    scopes: [...key.scopes],
    created_at_ms: key.createdAtMs,
    expires_at_ms: key.expiresAtMs,
    last_used_at_ms: key.lastUsedAtMs,
  };
}

function keyFromRow(row: ApiKeyRow): ApiKey {
  return Object.freeze({
    id: row.id,
    merchantId: row.merchant_id,
    holder: row.holder,
    name: row.name,
    digest: row.digest,
    hint: row.hint,
    scopes: Object.freeze([...row.scopes]),
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
  });
}
