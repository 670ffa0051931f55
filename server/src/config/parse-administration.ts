import type { Config, Finding } from './config.ts';
import { RULES } from './rules.ts';
import { createSettingsReader, type Environment } from './settings-reader.ts';

/** What tending the database takes: where it is, and what opens its secrets. */
export type AdministrationConfig = Pick<
  Config,
  'databaseUrl' | 'dataDir' | 'masterKey' | 'otherMasterKeys' | 'merchantId' | 'publicUrl' | 'port'
>;

/**
 * Reads the few settings that administration takes; those of WeChat may be missing.
 *
 * @param readFile Reads the files that `…_FILE` settings name; throws when it cannot.
 */
export function parseAdministration(
  env: Environment,
  readFile: (path: string) => string,
):
  | { readonly config: AdministrationConfig; readonly findings?: never }
  | { readonly findings: readonly Finding[]; readonly config?: never } {
  const read = createSettingsReader(env, readFile);
  const masterKey = read.required('YIFEN_MASTER_KEY', RULES.masterKey);
  const rest = {
    databaseUrl: read.optional('YIFEN_DATABASE_URL', RULES.databaseUrl, null),
    dataDir: read.optional('YIFEN_DATA_DIR', RULES.path, '.yifen'),
    otherMasterKeys: read.optional('YIFEN_MASTER_KEY_PREVIOUS', RULES.masterKeys, []),
    publicUrl: read.optional('YIFEN_PUBLIC_URL', RULES.origin, null),
    port: read.optional('YIFEN_PORT', RULES.port, 7_777),
    merchantId: read.optional('YIFEN_MERCHANT_ID', RULES.merchantId, 'default'),
  };
  if (masterKey === null || read.findings.length > 0) {
    return { findings: Object.freeze([...read.findings]) };
  }
  return { config: Object.freeze({ ...rest, masterKey }) };
}
