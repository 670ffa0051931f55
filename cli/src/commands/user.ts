/** `yifen user create|list|reset|disable|enable|unlock`: the people of the console. */
import type { AdministeredInvitation, AdministeredUser } from '@yifen/server';
import type { Command } from 'commander';
import {
  type AdministrationFlags,
  withAdministration,
} from '../administration/with-administration.ts';
import { CliError } from '../cli-error.ts';
import { addFormat } from '../merchant/merchant-options.ts';
import type { Terminal } from '../terminal.ts';

interface UserFlags extends AdministrationFlags {
  readonly merchant?: string;
  readonly email?: string;
  readonly name?: string;
  readonly role?: string;
  readonly link?: boolean;
}

const help = `
The database is the one that YIFEN_DATABASE_URL names, or the embedded one; servers that run see the change at
once. A link works once, for 24 hours.`;

/** Adds the commands. */
export function addUser(program: Command, terminal: Terminal): void {
  const user = program.command('user').description('people of the console').exitOverride();

  addMerchant(user.command('create'))
    .description('give somebody a place in the console')
    .requiredOption('--email <address>', 'by which he signs in')
    .requiredOption('--name <text>', 'what others see')
    .requiredOption('--role <role>', 'owner, finance, support, developer or read-only')
    .option('--link', 'print a link by which he chooses a password, and ask for none')
    .addHelpText(
      'after',
      `${help}
The password is asked for on the terminal; without one (in a script), a link is printed.

Example:
  $ yifen user create --email li@example.com --name 李雷 --role finance`,
    )
    .action((flags: UserFlags) => createUser(flags, terminal));

  addMerchant(user.command('list'))
    .description('list the people')
    .addHelpText('after', help)
    .action(async (flags: UserFlags) => {
      const users = await withAdministration(flags, terminal, (tended) =>
        tended.administration.listUsers(flags.merchant ?? tended.defaultMerchant),
      );
      if (flags.json) terminal.out(JSON.stringify(users));
      else for (const each of users) terminal.out(lineOf(each));
    });

  addMerchant(user.command('reset'))
    .description('print a link for a new password and a new authenticator; ends his sessions')
    .argument('<email>', 'of the person')
    .addHelpText('after', help)
    .action(async (email: string, flags: UserFlags) => {
      const reset = await withAdministration(flags, terminal, (tended) =>
        tended.administration.resetUser(flags.merchant ?? tended.defaultMerchant, email),
      );
      tell(reset, flags, terminal);
    });

  addChange(user, terminal, 'disable', 'take the place away, and end his sessions now', {
    state: 'disabled',
  });
  addChange(user, terminal, 'enable', 'give the place back', { state: 'active' });
  addChange(user, terminal, 'unlock', 'let him try again after too many failures', {
    unlock: true,
  });
}

function addChange(
  user: Command,
  terminal: Terminal,
  name: string,
  description: string,
  change: { readonly state?: 'active' | 'disabled'; readonly unlock?: true },
): void {
  addMerchant(user.command(name))
    .description(description)
    .argument('<email>', 'of the person')
    .addHelpText('after', help)
    .action(async (email: string, flags: UserFlags) => {
      const changed = await withAdministration(flags, terminal, (tended) =>
        tended.administration.changeUser(flags.merchant ?? tended.defaultMerchant, email, change),
      );
      terminal.out(flags.json ? JSON.stringify(changed) : lineOf(changed));
    });
}

async function createUser(flags: UserFlags, terminal: Terminal): Promise<void> {
  const { email = '', name = '', role = '' } = flags;
  const password = flags.link === true ? null : await askPassword(terminal);
  const made = await withAdministration(flags, terminal, (tended) =>
    tended.administration.createUser(
      flags.merchant ?? tended.defaultMerchant,
      { email, name, role },
      password,
    ),
  );
  tell(made, flags, terminal);
}

/** Twice, since nobody sees what he types; null when nobody is there. */
async function askPassword({ readSecret, language }: Terminal): Promise<string | null> {
  const zh = language === 'zh';
  const password = await readSecret(
    zh ? '密码（至少 12 个字符）：' : 'Password (12 characters or more): ',
  );
  if (password === null) return null;
  const again = await readSecret(zh ? '再输入一次：' : 'Once more: ');
  if (password === again) return password;
  const message = zh ? '两次输入的密码不一致。' : 'The two passwords differ.';
  throw new CliError('passwords_differ', message);
}

function addMerchant(command: Command): Command {
  return addFormat(command).option(
    '--merchant <id>',
    'whose console (default: YIFEN_MERCHANT_ID, or default)',
  );
}

function tell(
  { user, url }: AdministeredInvitation,
  { json }: UserFlags,
  { out, note, language }: Terminal,
): void {
  if (json) {
    out(JSON.stringify({ ...user, url }));
    return;
  }
  out(lineOf(user));
  if (url === null) return;
  out(url);
  note(
    language === 'zh'
      ? '请把链接交给本人：24 小时内有效，仅可用一次。'
      : 'Hand the link to the person: it works once, for 24 hours.',
  );
}

function lineOf({ email, name, role, state, totp, lockedUntilMs }: AdministeredUser): string {
  const locked = lockedUntilMs === null ? '' : `  locked until ${timeOf(lockedUntilMs)}`;
  return `${email}  ${name}  ${role}  ${state}${totp ? '  totp' : ''}${locked}`;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
