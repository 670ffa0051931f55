import pg from 'pg';
import type { Secrets } from '../ports.ts';

/** The columns that hold sealed texts; a test holds the list equal to the schema. */
export const sealedColumns: readonly SealedColumn[] = Object.freeze([
  { table: 'console_sessions', keys: ['digest'], column: 'sealed_totp' },
  { table: 'merchant_keys', keys: ['merchant_id', 'kind', 'serial'], column: 'sealed' },
  { table: 'mini_program_settings', keys: ['merchant_id', 'appid'], column: 'sealed_push' },
  { table: 'mini_programs', keys: ['merchant_id', 'appid'], column: 'sealed_secret' },
  { table: 'payers', keys: ['merchant_id', 'openid'], column: 'sealed_phone_number' },
  { table: 'sessions', keys: ['token_digest'], column: 'sealed_session_key' },
  { table: 'users', keys: ['id'], column: 'sealed_totp' },
  { table: 'webhook_endpoints', keys: ['merchant_id', 'id'], column: 'secrets', type: 'jsonb' },
]);

/** What was done. */
export interface ResealCount {
  readonly resealed: number;
  /** Under a key that was not given. */
  readonly unopened: number;
}

interface SealedColumn {
  readonly table: string;
  readonly keys: readonly string[];
  readonly column: string;
  /** `jsonb`: the sealed texts stand somewhere inside. Default `text`. */
  readonly type?: 'jsonb';
}

interface Work {
  readonly client: pg.Client;
  readonly secrets: Secrets;
  readonly count: { resealed: number; unopened: number };
}

type Row = { readonly old: string } & Readonly<Record<string, string>>;

const SEALED = /v1\.([0-9a-f]{8})\.[A-Za-z0-9_-]+/g;
const PAGE_ROWS = 500;

/**
 * Puts every sealed text of the database under the present master key, column by column, page by page in
 * the order of the keys. A row is written only where it still is as it was read: it may run beside
 * servers, be interrupted, and run again.
 *
 * @param secrets Opens what the earlier keys sealed, and seals under the present one.
 */
export async function resealDatabase(
  connectionString: string,
  secrets: Secrets,
): Promise<ResealCount> {
  const client = new pg.Client({ connectionString, application_name: 'yifen reseal' });
  // A lost connection is told by the next statement.
  client.on('error', () => undefined);
  const count = { resealed: 0, unopened: 0 };
  await client.connect();
  try {
    for (const column of sealedColumns) await resealColumn({ client, secrets, count }, column);
  } finally {
    await client.end();
  }
  return Object.freeze(count);
}

async function resealColumn(work: Work, sealed: SealedColumn): Promise<void> {
  let after: readonly string[] | null = null;
  for (;;) {
    const rows: readonly Row[] = await readPage(work, sealed, after);
    for (const row of rows) {
      const anew = resealText(work, row.old);
      if (anew !== row.old) await writeRow(work, sealed, row, anew);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = sealed.keys.map((key) => last[key] ?? '');
  }
}

function resealText({ secrets, count }: Work, text: string): string {
  return text.replace(SEALED, (sealed, id) => {
    if (id === secrets.keyId) return sealed;
    const plaintext = openOr(secrets, sealed);
    if (plaintext === null) count.unopened += 1;
    else count.resealed += 1;
    return plaintext === null ? sealed : secrets.seal(plaintext);
  });
}

function openOr(secrets: Secrets, sealed: string): string | null {
  try {
    return secrets.open(sealed);
  } catch {
    return null;
  }
}

async function readPage(
  { client, secrets }: Work,
  { table, keys, column }: SealedColumn,
  after: readonly string[] | null,
): Promise<readonly Row[]> {
  const columns = keys.join(', ');
  const begin = after
    ? `and (${columns}) > (${after.map((_, at) => `$${at + 3}`).join(', ')})`
    : '';
  const { rows } = await client.query<Row>(
    `select ${columns}, ${column}::text as old from ${table}
     where replace(${column}::text, $1, '') ~ 'v1\\.[0-9a-f]{8}\\.' ${begin}
     order by ${columns} limit $2`,
    [`v1.${secrets.keyId}.`, PAGE_ROWS, ...(after ?? [])],
  );
  return rows;
}

async function writeRow(
  { client }: Work,
  { table, keys, column, type }: SealedColumn,
  row: Row,
  anew: string,
): Promise<void> {
  const isIt = keys.map((key, at) => `${key} = $${at + 3}`).join(' and ');
  await client.query(
    `update ${table} set ${column} = $1::${type ?? 'text'} where ${isIt} and ${column}::text = $2`,
    [anew, row.old, ...keys.map((key) => row[key])],
  );
}
