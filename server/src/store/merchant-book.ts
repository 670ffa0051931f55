import { type Kysely, type Selectable, sql } from 'kysely';
import type { Merchant, MerchantKey, MerchantStore, MiniProgram } from '../ports.ts';
import type { MerchantKeyRow, MiniProgramRow } from './merchant-tables.ts';
import type { Schema } from './schema.ts';

/** How merchants, their mini-programs and their keys are kept. */
export function merchantBook(db: Kysely<Schema>): MerchantStore {
  return {
    async saveMerchant(merchant) {
      const { merchant_id, created_at_ms, ...columns } = rowFromMerchant(merchant);
      await db
        .insertInto('merchants')
        .values({ merchant_id, created_at_ms, ...columns, version: 1 })
        .onConflict((conflict) =>
          conflict
            .column('merchant_id')
            .doUpdateSet({ ...columns, version: sql<number>`merchants.version + 1` }),
        )
        .execute();
    },

    async findMerchant(id) {
      const row = await db
        .selectFrom('merchants')
        .selectAll()
        .where('merchant_id', '=', id)
        .executeTakeFirst();
      if (!row) return null;
      const miniPrograms = await db
        .selectFrom('mini_programs')
        .selectAll()
        .where('merchant_id', '=', id)
        .orderBy('created_at_ms')
        .orderBy('appid')
        .execute();
      const programSettings = await db
        .selectFrom('mini_program_settings')
        .selectAll()
        .where('merchant_id', '=', id)
        .orderBy('appid')
        .execute();
      const keys = await db
        .selectFrom('merchant_keys')
        .selectAll()
        .where('merchant_id', '=', id)
        .orderBy('created_at_ms')
        .orderBy('kind')
        .orderBy('serial')
        .execute();
      return {
        merchant: merchantFromRow(row),
        miniPrograms: miniPrograms.map(miniProgramFromRow),
        programSettings: programSettings.map((row) =>
          Object.freeze({
            merchantId: row.merchant_id,
            appid: row.appid,
            messages: row.messages,
            sealedPush: row.sealed_push,
          }),
        ),
        keys: keys.map(keyFromRow),
      };
    },

    async listMerchants() {
      const rows = await db.selectFrom('merchants').selectAll().orderBy('merchant_id').execute();
      return rows.map(merchantFromRow);
    },

    async saveMiniProgram({ merchantId, appid, sealedSecret, createdAtMs }) {
      const { numAffectedRows } = await sql`
        with ${counted(merchantId)}
        insert into mini_programs (merchant_id, appid, sealed_secret, created_at_ms)
        select merchant_id, ${appid}::text, ${sealedSecret}::text, ${createdAtMs}::bigint from counted
        on conflict (merchant_id, appid) do update set sealed_secret = excluded.sealed_secret
      `.execute(db);
      return numAffectedRows === 1n;
    },

    async saveProgramSettings({ merchantId, appid, messages, sealedPush }) {
      const { numAffectedRows } = await sql`
        with ${counted(merchantId)}
        insert into mini_program_settings (merchant_id, appid, messages, sealed_push)
        select merchant_id, ${appid}::text, ${JSON.stringify(messages)}::jsonb, ${sealedPush}::text
        from counted
        on conflict (merchant_id, appid) do update set
          messages = excluded.messages, sealed_push = excluded.sealed_push
      `.execute(db);
      return numAffectedRows === 1n;
    },

    async saveMerchantKey(key) {
      const sealed = 'sealed' in key ? key.sealed : null;
      const pem = 'pem' in key ? key.pem : null;
      const { numAffectedRows } = await sql`
        with ${counted(key.merchantId)}
        insert into merchant_keys (merchant_id, kind, serial, sealed, pem, created_at_ms)
        select merchant_id, ${key.kind}::text, ${key.serial}::text, ${sealed}::text, ${pem}::text,
          ${key.createdAtMs}::bigint
        from counted
        on conflict (merchant_id, kind, serial) do update set
          sealed = excluded.sealed, pem = excluded.pem, created_at_ms = excluded.created_at_ms
      `.execute(db);
      return numAffectedRows === 1n;
    },

    async removeMerchantKey({ merchantId, kind, serial }) {
      const { numAffectedRows } = await sql`
        with removed as (
          delete from merchant_keys
          where merchant_id = ${merchantId} and kind = ${kind} and serial = ${serial}
          returning merchant_id
        )
        update merchants m set version = version + 1
        from removed r where m.merchant_id = r.merchant_id
      `.execute(db);
      return numAffectedRows === 1n;
    },
  };
}

/** Counts a change of the merchant in the statement that makes it; without the merchant nothing is made. */
function counted(merchantId: string) {
  return sql`counted as (
    update merchants set version = version + 1 where merchant_id = ${merchantId}
    returning merchant_id
  )`;
}

function rowFromMerchant({ partner, ...merchant }: Omit<Merchant, 'version'>) {
  return {
    merchant_id: merchant.id,
    name: merchant.name,
    origin: merchant.origin,
    mode: partner === null ? ('direct' as const) : ('partner' as const),
    mchid: merchant.mchid,
    sub_mchid: partner?.subMchid ?? null,
    sp_appid: partner?.spAppid ?? null,
    active: merchant.active,
    choices: JSON.stringify(merchant.choices),
    created_at_ms: merchant.createdAtMs,
  };
}

function merchantFromRow(row: Selectable<Schema['merchants']>): Merchant {
  const { sub_mchid: subMchid, sp_appid: spAppid } = row;
  return Object.freeze({
    id: row.merchant_id,
    name: row.name,
    origin: row.origin,
    partner: subMchid !== null && spAppid !== null ? { subMchid, spAppid } : null,
    mchid: row.mchid,
    active: row.active,
    choices: row.choices,
    createdAtMs: row.created_at_ms,
    version: row.version,
  });
}

function miniProgramFromRow(row: MiniProgramRow): MiniProgram {
  return Object.freeze({
    merchantId: row.merchant_id,
    appid: row.appid,
    sealedSecret: row.sealed_secret,
    createdAtMs: row.created_at_ms,
  });
}

/** The database holds the row to what its kind has. */
function keyFromRow(row: MerchantKeyRow): MerchantKey {
  const { merchant_id: merchantId, serial, created_at_ms: createdAtMs, kind } = row;
  return Object.freeze(
    kind === 'merchant-key' || kind === 'apiv3-key'
      ? { merchantId, serial, createdAtMs, kind, sealed: row.sealed ?? '' }
      : { merchantId, serial, createdAtMs, kind, pem: row.pem ?? '' },
  );
}
