/** Commands that tend merchants and keys in the server's database. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Administration } from '@yifen/server';
import { CliError } from '../cli-error.ts';
import { readText } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

/** Options of every such command. */
export interface AdministrationFlags {
  readonly envFile?: string;
  readonly json?: boolean;
}

/** The database, and the merchant that is meant when none is named. */
export interface Tended {
  readonly administration: Administration;
  readonly defaultMerchant: string;
}

/**
 * Opens the database that the settings name, does the work, leaves it.
 *
 * @throws CliError with every finding about the settings at once, or with why it was refused.
 */
export async function withAdministration<T>(
  flags: AdministrationFlags,
  terminal: Terminal,
  work: (tended: Tended) => Promise<T>,
): Promise<T> {
  const { parseAdministration, openAdministration, explainRefusal } = await import('@yifen/server');
  const env = await readEnvironment(flags, terminal);
  const { config, findings } = parseAdministration(env, (path) =>
    readFileSync(resolve(terminal.cwd, path), 'utf8'),
  );
  const { language } = terminal;
  if (config === undefined) {
    const lines = findings.map((finding) => `  ${finding.name}\n      ${finding[language]}`);
    throw new CliError('bad_configuration', lines.join('\n'), { details: { findings } });
  }
  const administration = await openAdministration(config, {
    onNotice: (message) => terminal.note(message),
  });
  try {
    return await work({ administration, defaultMerchant: config.merchantId });
  } catch (error) {
    const refusal = explainRefusal(error);
    if (refusal === null) throw error;
    const sentence = refusal.detail ? `${refusal[language]}: ${refusal.detail}` : refusal[language];
    throw new CliError(refusal.code, sentence, { cause: error });
  } finally {
    await administration.close();
  }
}

async function readEnvironment({ envFile }: AdministrationFlags, terminal: Terminal) {
  const usual = join(terminal.cwd, '.env');
  if (envFile === undefined && !existsSync(usual)) return terminal.env;
  return { ...parseEnv(await readText(envFile ?? usual, terminal)), ...terminal.env };
}
