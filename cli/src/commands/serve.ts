/** `yifen serve`: the payment server with a real configuration. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ConfigResult } from '@yifen/server';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { explainListening } from '../listen-settings.ts';
import { type CatalogueProduct, onSale, readProducts } from '../read-products.ts';
import type { Terminal } from '../terminal.ts';

interface ServeFlags {
  readonly products?: string;
  readonly envFile?: string;
  readonly json?: boolean;
}

type Findings = NonNullable<ConfigResult['findings']>;

/** Adds the command. */
export function addServe(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('start the payment server with your own merchant account')
    .option('--products <file>', 'JSON list of what is on sale: id, name, priceFen, …')
    .option('--env-file <file>', 'read settings from this file (default: .env, if there is one)')
    .option('--json', 'print findings, or the address, as one line of JSON')
    .addHelpText(
      'after',
      `
Settings come from the environment, and from .env for what the environment leaves out.
Everything that is missing or wrong is named at once, each with its remedy.

Examples:
  $ yifen serve --products products.json
  $ YIFEN_PORT=8080 yifen serve --env-file production.env

products.json:
  [{"id": "longjing-250g", "name": "明前龙井 250g", "priceFen": 12800, "stock": null}]`,
    )
    .action((flags: ServeFlags) => serve(flags, terminal));
}

async function serve(flags: ServeFlags, terminal: Terminal): Promise<void> {
  const stopped = terminal.untilStopped();
  const { loadConfig, startServer } = await import('@yifen/server');
  const envFile = chooseEnvFile(flags, terminal);
  const { config, findings } = loadConfig(terminal.env, envFile === null ? {} : { envFile });
  if (config === undefined) throw refuse(findings, terminal);
  const products = await readCatalogue(flags, terminal);
  const server = await startServer({
    config,
    ...(products === null ? {} : { products: onSale(products) }),
    onNotice: (message) => terminal.note(message),
  }).catch((error: unknown) => {
    const place = {
      port: config.port,
      option: 'YIFEN_PORT=0 yifen serve; for',
      variable: 'YIFEN_PORT',
    };
    throw explainListening(error, place, terminal);
  });
  if (flags.json === true) terminal.out(JSON.stringify({ server: server.url }));
  else
    terminal.out(`${terminal.language === 'zh' ? '支付服务器' : 'Payment server'}  ${server.url}`);
  await stopped;
  await server.close();
}

function chooseEnvFile({ envFile }: ServeFlags, { cwd }: Terminal): string | null {
  if (envFile !== undefined) return resolve(cwd, envFile);
  const usual = join(cwd, '.env');
  return existsSync(usual) ? usual : null;
}

async function readCatalogue(
  { products }: ServeFlags,
  terminal: Terminal,
): Promise<readonly CatalogueProduct[] | null> {
  if (products === undefined) return null;
  const path = resolve(terminal.cwd, products);
  const text = await terminal.readFile(path).catch((cause: unknown) => {
    throw new CliError('bad_products', `${products} cannot be read: check path and permissions.`, {
      cause,
    });
  });
  return readProducts(text, products);
}

/** All findings at once; as JSON they are the answer, for people they go beside it. */
function refuse(findings: Findings, terminal: Terminal): CliError {
  const { language } = terminal;
  const count = findings.length;
  const head =
    language === 'zh'
      ? `配置还缺 ${count} 项，或有误：`
      : `${count} ${count === 1 ? 'setting is' : 'settings are'} missing or wrong:`;
  const lines = findings.map((each) => `  ${each.name}\n      ${each[language]}`);
  const message = [head, '', ...lines].join('\n');
  return new CliError('bad_configuration', message, { details: { findings } });
}
