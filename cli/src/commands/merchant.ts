/** `yifen merchant …`: the merchants beside the environment's, their mini-programs and keys. */
import type { ShownMerchant } from '@yifen/server';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type AdministrationFlags,
  type Tended,
  withAdministration,
} from '../administration/with-administration.ts';
import { CliError } from '../cli-error.ts';
import { addFormat } from '../merchant/merchant-options.ts';
import {
  addProgramOptions,
  type ProgramFlags,
  readProgramWish,
} from '../merchant/program-options.ts';
import { readText } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

const kinds = ['merchant-key', 'apiv3-key', 'public-key', 'platform-certificate'] as const;

const shippings = ['manual', 'virtual', 'self-pickup', 'same-city'] as const;

interface Flags extends AdministrationFlags, ProgramFlags {
  readonly name?: string;
  readonly mchid?: string;
  readonly subMchid?: string;
  readonly spAppid?: string;
  readonly appid?: string;
  readonly secretFile?: string;
  readonly kind?: (typeof kinds)[number];
  readonly serial?: string;
  readonly file?: string;
  readonly orderLifeSeconds?: number;
  readonly sessionLifeSeconds?: number;
  readonly refundApprovalAboveFen?: number;
  readonly latePayment?: 'accept' | 'refund';
  readonly shipping?: (typeof shippings)[number];
}

const help = `
The database is the one that YIFEN_DATABASE_URL names, or the embedded one; servers that run see the change within
seconds. Secrets come from files, are kept sealed under YIFEN_MASTER_KEY, and are never printed.`;

/** Adds the commands. */
export function addMerchant(program: Command, terminal: Terminal): void {
  const merchant = program
    .command('merchant')
    .description('several merchants in one server, and keys that change')
    .exitOverride();
  const add = (name: string, description: string) =>
    addFormat(merchant.command(name)).description(description).addHelpText('after', help);

  add('create', 'add a merchant: a direct one, or a sub-merchant that you serve as a partner')
    .argument('<id>', 'your name of it; last part of its notification address')
    .requiredOption('--mchid <number>', 'merchant number; of a partner: the service provider’s')
    .option('--name <text>', 'what people call it (default: its id)')
    .option('--sub-mchid <number>', 'partner: the sub-merchant that receives the money')
    .option('--sp-appid <appid>', 'partner: an appid of the service provider')
    .action((id: string, flags: Flags) =>
      run(flags, terminal, async ({ administration }) => {
        const { mchid = '', name = id } = flags;
        await administration.createMerchant({
          id,
          name,
          mchid,
          partner: partnerOf(flags),
          choices: {},
        });
        return { id };
      }),
    );

  add('list', 'list merchants with their mini-programs and the names of their keys').action(
    (flags: Flags) =>
      withAdministration(flags, terminal, async ({ administration }) => {
        const merchants = await administration.listMerchants();
        if (flags.json) terminal.out(JSON.stringify(merchants));
        else for (const each of merchants) terminal.out(textOf(each));
      }),
  );

  add('add-mini-program', 'let a merchant take payments in a mini-program, or change its AppSecret')
    .argument('<id>', 'of the merchant')
    .requiredOption('--appid <appid>', 'the mini-program')
    .requiredOption('--secret-file <file>', 'file with its AppSecret')
    .action((id: string, flags: Flags) =>
      run(flags, terminal, async ({ administration }) => {
        const { appid = '', secretFile = '' } = flags;
        const secret = (await readText(secretFile, terminal)).trim();
        await administration.saveMiniProgram({ merchantId: id, appid, secret });
        return { id, appid };
      }),
    );

  addProgramOptions(
    add('set-mini-program', 'choose what payers of a mini-program are told, and its message push'),
  ).action((id: string, flags: Flags) =>
    run(flags, terminal, async ({ administration }) => {
      const { appid = '' } = flags;
      const wish = await readProgramWish(flags, terminal);
      const chosen = await administration.changeMiniProgram(id, appid, wish);
      return { id, appid, ...chosen };
    }),
  );

  addKeyOptions(add('set-key', 'add a key to a merchant, or replace the one of that serial'))
    .requiredOption('--file <file>', 'PEM, or the 32 characters of an APIv3 key')
    .action((id: string, flags: Flags) =>
      run(flags, terminal, async ({ administration }) => {
        const text = (await readText(flags.file ?? '', terminal)).trim();
        return { id, ...(await administration.saveMerchantKey(id, { ...keyOf(flags), text })) };
      }),
    );

  addKeyOptions(add('remove-key', 'remove a key that another stands in for')).action(
    (id: string, flags: Flags) =>
      run(flags, terminal, async ({ administration }) => {
        await administration.removeMerchantKey(id, keyOf(flags));
        return { id, ...keyOf(flags) };
      }),
  );

  add('set', 'let a merchant differ from what the settings say for all')
    .argument('<id>', 'of the merchant')
    .option('--name <text>', 'what people call it')
    .option('--order-life-seconds <number>', 'how long its orders may be paid', parseWhole)
    .option('--session-life-seconds <number>', 'how long its logins last', parseWhole)
    .option(
      '--refund-approval-above-fen <number>',
      'refunds above need a second person',
      parseWhole,
    )
    .addOption(
      new Option('--late-payment <policy>', 'money for a closed order').choices([
        'accept',
        'refund',
      ]),
    )
    .addOption(
      new Option('--shipping <way>', 'how every paid order is shipped').choices([...shippings]),
    )
    .action((id: string, { name, ...flags }: Flags) =>
      run(flags, terminal, async ({ administration }) => {
        const choices = choicesOf(flags);
        await administration.changeMerchant(id, { ...(name ? { name } : {}), choices });
        return { id, ...choices };
      }),
    );

  for (const [name, active, description] of [
    ['activate', true, 'let a merchant take payments again'],
    ['deactivate', false, 'take a merchant out: payers, keys and notifications are refused'],
  ] as const) {
    add(name, description)
      .argument('<id>', 'of the merchant')
      .action((id: string, flags: Flags) =>
        run(flags, terminal, async ({ administration }) => {
          await administration.changeMerchant(id, { active });
          return { id, active };
        }),
      );
  }

  add('reseal', 'put every sealed secret under the present YIFEN_MASTER_KEY').action(
    (flags: Flags) =>
      run(flags, terminal, async ({ administration }) => {
        const count = await administration.reseal();
        if (count.unopened > 0) {
          const message = `${count.unopened} secrets are sealed under a key that YIFEN_MASTER_KEY_PREVIOUS does not name.`;
          throw new CliError('master_key_missing', message, { details: { ...count } });
        }
        return count;
      }),
  );
}

async function run(
  flags: Flags,
  terminal: Terminal,
  work: (tended: Tended) => Promise<object>,
): Promise<void> {
  const done = await withAdministration(flags, terminal, work);
  if (flags.json) terminal.out(JSON.stringify(done));
  else
    terminal.out(
      Object.entries(done)
        .map(([name, value]) => `${name} ${value}`)
        .join('  '),
    );
}

function addKeyOptions(command: Command): Command {
  return command
    .argument('<id>', 'of the merchant')
    .addOption(new Option('--kind <kind>', 'what it is').choices([...kinds]).makeOptionMandatory())
    .requiredOption(
      '--serial <serial>',
      'the certificate’s serial, PUB_KEY_ID_…, or current or next of an APIv3 key',
    );
}

function keyOf({ kind = 'merchant-key', serial = '' }: Flags) {
  return { kind, serial };
}

/** Only what was said. */
function choicesOf({
  orderLifeSeconds,
  sessionLifeSeconds,
  refundApprovalAboveFen,
  latePayment,
  shipping,
}: Flags) {
  return {
    ...(orderLifeSeconds === undefined ? {} : { orderLifeSeconds }),
    ...(sessionLifeSeconds === undefined ? {} : { sessionLifeSeconds }),
    ...(refundApprovalAboveFen === undefined ? {} : { refundApprovalAboveFen }),
    ...(latePayment === undefined ? {} : { latePayment }),
    ...(shipping === undefined ? {} : { shipping }),
  };
}

function parseWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number, such as 900');
  return Number(text);
}

function partnerOf({ subMchid, spAppid }: Flags) {
  if (subMchid === undefined && spAppid === undefined) return null;
  if (subMchid !== undefined && spAppid !== undefined) return { subMchid, spAppid };
  throw new CliError('bad_usage', 'A partner’s merchant has both --sub-mchid and --sp-appid.', {
    exitCode: 2,
  });
}

function textOf(merchant: ShownMerchant): string {
  const { id, name, active, mchid, partner, appids, keys } = merchant;
  const lines = [
    `${id}  ${name}${active ? '' : '  (not active)'}`,
    `    ${partner ? `sp_mchid ${mchid}  sub_mchid ${partner.subMchid}` : `mchid ${mchid}`}`,
    ...appids.map((appid) => `    mini-program ${appid}`),
    ...keys.map(({ kind, serial }) => `    ${kind} ${serial}`),
  ];
  return lines.join('\n');
}
