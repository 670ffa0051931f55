/** `yifen serve`: the payment server with a real configuration. */
import { resolve } from 'node:path';
import type { Config } from '@yifen/server';
import { type Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import { explainListening } from '../listen-settings.ts';
import { loadServerConfig } from '../load-server-config.ts';
import { type CatalogueProduct, onSale, readProducts } from '../read-products.ts';
import { isWorker, leave, sayReady, untilTold } from '../serve/cluster-workers.ts';
import { PRODUCTS_LOADED, serveWithWorkers } from '../serve/serve-with-workers.ts';
import type { Terminal } from '../terminal.ts';

interface ServeFlags {
  readonly products?: string;
  readonly envFile?: string;
  readonly workers?: number;
  readonly json?: boolean;
}

/** More than this on one machine is a mistake: a worker uses a processor of its own. */
const MOST_WORKERS = 64;

/** Adds the command. */
export function addServe(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('start the payment server with your own merchant account')
    .option('--products <file>', 'JSON list of what is on sale: id, name, priceFen, …')
    .option('--env-file <file>', 'read settings from this file (default: .env, if there is one)')
    .option(
      '--workers <number>',
      'serve with this many processes on one address (1 to 64); SIGHUP replaces them one by one',
      parseWorkers,
    )
    .option('--json', 'print findings, or the address, as one line of JSON')
    .addHelpText(
      'after',
      `
Settings come from the environment, and from .env for what the environment leaves out.
Everything that is missing or wrong is named at once, each with its remedy.

Examples:
  $ yifen serve --products products.json
  $ YIFEN_PORT=8080 yifen serve --env-file production.env
  $ yifen serve --workers 4

products.json:
  [{"id": "longjing-250g", "name": "明前龙井 250g", "priceFen": 12800, "stock": null}]`,
    )
    // Whatever became of a worker: what it left keeps its process alive no longer.
    .action((flags: ServeFlags) => serve(flags, terminal).finally(leave));
}

async function serve(flags: ServeFlags, terminal: Terminal): Promise<void> {
  const config = await loadServerConfig(flags.envFile, terminal);
  const announce = (url: string) => {
    if (flags.json === true) terminal.out(JSON.stringify({ server: url }));
    else terminal.out(`${terminal.language === 'zh' ? '支付服务器' : 'Payment server'}  ${url}`);
  };
  if (flags.workers === undefined) {
    const stopped = terminal.untilStopped();
    await run(config, flags, terminal, { announce, untilStopped: () => stopped, drain: false });
  } else if (isWorker()) {
    await run(config, flags, terminal, {
      announce: sayReady,
      untilStopped: untilTold,
      drain: true,
    });
    leave();
  } else {
    await serveWithWorkers({ count: flags.workers, config }, terminal, announce);
  }
}

/** Runs one server in this process until the end is wanted. */
async function run(
  config: Config,
  flags: ServeFlags,
  terminal: Terminal,
  life: {
    readonly announce: (url: string) => void;
    readonly untilStopped: () => Promise<void>;
    readonly drain: boolean;
  },
): Promise<void> {
  const { startServer } = await import('@yifen/server');
  const isLoaded = isWorker() && terminal.env[PRODUCTS_LOADED] !== undefined;
  const products = isLoaded ? null : await readCatalogue(flags, terminal);
  const server = await startServer({
    config,
    drain: life.drain,
    shareMetrics: isWorker(),
    ...(products === null ? {} : { products: onSale(products) }),
    onNotice: (message) => terminal.note(message),
    // Of several workers the first one tells it.
    ...(isLoaded ? {} : { onFirstLink: (url: string) => tellFirstLink(url, terminal) }),
  }).catch((error: unknown) => {
    const place = {
      port: config.port,
      option: 'YIFEN_PORT=0 yifen serve; for',
      variable: 'YIFEN_PORT',
    };
    throw explainListening(error, place, terminal);
  });
  life.announce(server.url);
  await life.untilStopped();
  await server.close();
}

/** Beside the answer: it is a secret, and no part of a log that is collected from standard output. */
function tellFirstLink(url: string, { note, language }: Terminal): void {
  note(
    language === 'zh'
      ? `控制台还没有用户。请在 24 小时内打开此链接创建第一个（仅可用一次）：${url}`
      : `The console has no user yet. Open this link within 24 hours to become the first (it works once): ${url}`,
  );
}

function parseWorkers(text: string): number {
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MOST_WORKERS) return count;
  throw new InvalidArgumentError(`It must be a number from 1 to ${MOST_WORKERS}.`);
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
