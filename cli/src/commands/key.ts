/** `yifen key create|list|rotate|revoke`: the keys of merchants' own systems. */
import type { ApiKey } from '@yifen/server';
import { type Command, InvalidArgumentError } from 'commander';
import {
  type AdministrationFlags,
  withAdministration,
} from '../administration/with-administration.ts';
import { addFormat } from '../merchant/merchant-options.ts';
import type { Terminal } from '../terminal.ts';

interface KeyFlags extends AdministrationFlags {
  readonly merchant?: string;
  readonly name?: string;
  readonly scope?: readonly string[];
  readonly days?: number;
  readonly overlapHours?: number;
  readonly user?: string;
}

const help = `
The database is the one that YIFEN_DATABASE_URL names, or the embedded one; servers that run see the change at
once. A key is shown when it is made, and never again.`;

/** Adds the commands. */
export function addKey(program: Command, terminal: Terminal): void {
  const key = program
    .command('key')
    .description("API keys of a merchant's own systems")
    .exitOverride();

  addMerchant(key.command('create'))
    .description('create a key')
    .requiredOption('--name <text>', 'what it is for')
    .requiredOption('--scope <scopes...>', 'what it may do, e.g. orders:read refunds:write; all')
    .option('--user <email>', 'whose it is: with it he is the same person as in the console')
    .option('--days <number>', 'how long it lives (default: until it is revoked)', parseNumber)
    .addHelpText(
      'after',
      `${help}

Example:
  $ yifen key create --name erp --scope orders:read orders:write --days 365`,
    )
    .action((flags: KeyFlags) => createKey(flags, terminal));

  addMerchant(key.command('list'))
    .description('list the keys, never what they are')
    .addHelpText('after', help)
    .action(async (flags: KeyFlags) => {
      const keys = await withAdministration(
        flags,
        terminal,
        ({ administration, defaultMerchant }) =>
          administration.listApiKeys(flags.merchant ?? defaultMerchant),
      );
      if (flags.json) terminal.out(JSON.stringify(keys.map(show)));
      else for (const each of keys) terminal.out(lineOf(each));
    });

  addMerchant(key.command('rotate'))
    .description('replace a key by a new one; both work during the overlap')
    .argument('<id>', 'of the key')
    .option('--overlap-hours <number>', 'how long the former goes on (default: 24)', parseNumber)
    .addHelpText('after', help)
    .action(async (id: string, flags: KeyFlags) => {
      const overlapSeconds = (flags.overlapHours ?? 24) * 3_600;
      const made = await withAdministration(
        flags,
        terminal,
        ({ administration, defaultMerchant }) =>
          administration.rotateApiKey(flags.merchant ?? defaultMerchant, id, overlapSeconds),
      );
      tell(made.key, made.text, flags, terminal);
    });

  addMerchant(key.command('revoke'))
    .description('end a key now')
    .argument('<id>', 'of the key')
    .addHelpText('after', help)
    .action(async (id: string, flags: KeyFlags) => {
      const ended = await withAdministration(
        flags,
        terminal,
        ({ administration, defaultMerchant }) =>
          administration.revokeApiKey(flags.merchant ?? defaultMerchant, id),
      );
      terminal.out(flags.json ? JSON.stringify(show(ended)) : lineOf(ended));
    });
}

async function createKey(flags: KeyFlags, terminal: Terminal): Promise<void> {
  const { SCOPES } = await import('@yifen/server');
  const { name = '', scope = [], days } = flags;
  const made = await withAdministration(flags, terminal, ({ administration, defaultMerchant }) =>
    administration.createApiKey(
      {
        merchantId: flags.merchant ?? defaultMerchant,
        name,
        scopes: scope.includes('all') ? SCOPES : scope,
        lifeSeconds: days === undefined ? null : days * 86_400,
      },
      flags.user,
    ),
  );
  tell(made.key, made.text, flags, terminal);
}

function addMerchant(command: Command): Command {
  return addFormat(command).option(
    '--merchant <id>',
    'whose key (default: YIFEN_MERCHANT_ID, or default)',
  );
}

function tell(key: ApiKey, text: string, { json }: KeyFlags, { out, note, language }: Terminal) {
  if (json) {
    out(JSON.stringify({ ...show(key), key: text }));
    return;
  }
  out(text);
  note(language === 'zh' ? '请立即保存，之后不再显示。' : 'Keep it now: it is not shown again.');
}

/** Without its digest. */
function show({ digest: _, ...key }: ApiKey) {
  return key;
}

function lineOf({ id, hint, name, scopes, expiresAtMs }: ApiKey): string {
  const end = expiresAtMs === null ? '' : `  until ${new Date(expiresAtMs).toISOString()}`;
  return `${id}  ${hint}…  ${name}  ${scopes.join(' ')}${end}`;
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError('a whole number, such as 30');
  }
  return value;
}
