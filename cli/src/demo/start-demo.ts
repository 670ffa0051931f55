/** Starts the whole demo: WeChat on the desk, the payment server, the shop on the phone. */
import { fileURLToPath } from 'node:url';
import { createPhone, formatDiagnostic, type Phone } from '@yifen/phone';
import { type Config, loadConfig, startEmbeddedDatabase, startServer } from '@yifen/server';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { CliError } from '../cli-error.ts';
import { explainRefused } from '../diagnosis/explain-refused.ts';
import { explainListening, reachableUrl } from '../listen-settings.ts';
import { onSale } from '../read-products.ts';
import type { Terminal } from '../terminal.ts';
import { type Backstage, createBackstage } from './backstage.ts';
import { demoEnvironment, demoTemplates } from './demo-environment.ts';
import { type DemoFolder, openDemoFolder } from './demo-folder.ts';
import { type DemoPerson, demoPeople, peopleOf } from './demo-people.ts';
import { demoProducts } from './demo-products.ts';
import { createFlowFromPhone } from './flow-from-phone.ts';
import { flowFromServer } from './flow-from-server.ts';
import { demoScenarios } from './scenarios/demo-scenarios.ts';

/** How the demo is started. */
export interface DemoOptions {
  readonly host: string;
  /** The server's port; 0 takes a free one. */
  readonly port: number;
  /** The port of simulator, desk and phone; 0 takes a free one. */
  readonly simulatorPort: number;
  /** Null: a temporary folder that is removed at the end. */
  readonly dataDir: string | null;
}

/** A running demo. */
export interface Demo {
  /** Without a slash at the end. */
  readonly serverUrl: string;
  readonly simulatorUrl: string;
  readonly mchid: string;
  readonly appid: string;
  /** Who can sign in to the console. */
  readonly people: readonly DemoPerson[];
  /** Ends everything in the opposite order of its start. */
  close(): Promise<void>;
}

/** The shop's name, on the pay sheet and on the phone. */
const merchantName = '半山茶铺';
const shopProject = fileURLToPath(new URL('../../../miniprogram/shop', import.meta.url));
/** What the shop's source calls its server. */
const shopApi = 'https://pay.example.com';

/**
 * Starts simulator, server and phone; whatever started is closed again when a later one fails.
 *
 * @throws CliError `port_in_use`, `port_denied`, `build_failed`
 */
export async function startDemo(options: DemoOptions, terminal: Terminal): Promise<Demo> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let next = closing.pop(); next !== undefined; next = closing.pop()) await next();
  };
  try {
    const folder = await openDemoFolder(options.dataDir, merchantName);
    closing.push(folder.close);
    const phone = createLatePhone();
    const backstage = createBackstage();
    const simulator = await openSimulator(options, folder, { phone, backstage }, terminal);
    closing.push(simulator.close);
    const simulatorUrl = reachableUrl(options.host, simulator.url);
    const config = await openDatabase(
      readConfig(options, folder, simulator, simulatorUrl, terminal),
      closing,
    );
    const isShared = (terminal.env.YIFEN_DATABASE_URL ?? '') !== '';
    const people = demoPeople(folder, isShared ? simulator.merchant.mchid : null);
    const server = await openServer({ config, simulator, backstage, people }, terminal);
    closing.push(server.close);
    const serverUrl = reachableUrl(options.host, server.url);
    closing.push(await phone.open({ simulator, simulatorUrl, serverUrl }));
    await backstage.open({ simulator, serverUrl, config });
    const { mchid, appid } = simulator.merchant;
    return Object.freeze({ serverUrl, simulatorUrl, mchid, appid, people, close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function openSimulator(
  { host, simulatorPort: port }: DemoOptions,
  { material }: DemoFolder,
  { phone, backstage }: { readonly phone: LatePhone; readonly backstage: Backstage },
  terminal: Terminal,
): Promise<Simulator> {
  try {
    const simulator: Simulator = await createSimulator({
      host,
      // Another address than loopback is here because YIFEN_HOST names it.
      allowPublic: true,
      port,
      material,
      mounts: { '/phone': phone.handler },
      // Nobody wants to wait five minutes for a refund on his desk.
      variants: { refundArrivalMs: 2_000 },
      desk: {
        phones: [{ title: merchantName, url: '/phone/' }],
        scenarios: demoScenarios(backstage.stage),
      },
      explainPaySign: (refused) => explainRefused(simulator.merchant, refused),
    });
    return simulator;
  } catch (error) {
    const place = { port, option: '--simulator-port', variable: 'YIFEN_SIMULATOR_PORT' };
    throw explainListening(error, place, terminal);
  }
}

function readConfig(
  { host, port }: DemoOptions,
  { dataDir, masterKey }: DemoFolder,
  simulator: Simulator,
  simulatorUrl: string,
  terminal: Terminal,
): Config {
  const { merchant } = simulator;
  const databaseUrl = terminal.env.YIFEN_DATABASE_URL;
  const { config, findings } = loadConfig(
    demoEnvironment({ merchant, simulatorUrl, masterKey, dataDir, host, port, databaseUrl }),
  );
  if (config === undefined) {
    const lines = findings.map((each) => `${each.name}: ${each[terminal.language]}`);
    throw new CliError('bad_configuration', lines.join('\n'));
  }
  return config;
}

/** The embedded database is opened here, so that others than the server can reach it too. */
async function openDatabase(config: Config, closing: (() => Promise<void>)[]): Promise<Config> {
  if (config.databaseUrl !== null) return config;
  const database = await startEmbeddedDatabase({ dataDir: config.dataDir });
  closing.push(() => database.stop());
  return { ...config, databaseUrl: database.connectionString };
}

async function openServer(
  parts: {
    readonly config: Config;
    readonly simulator: Simulator;
    readonly backstage: Backstage;
    readonly people: readonly DemoPerson[];
  },
  terminal: Terminal,
) {
  const { config, simulator, backstage, people } = parts;
  try {
    return await startServer({
      config,
      products: onSale(demoProducts),
      people: peopleOf(people, terminal.language),
      onEvent(name, fields) {
        backstage.hear(name, fields);
        if (name.endsWith('.failed') && name !== 'wechat.failed')
          terminal.note(`${name} ${JSON.stringify(fields)}`);
        const event = flowFromServer(name, fields);
        if (event !== null) simulator.record(event);
      },
    });
  } catch (error) {
    const place = { port: config.port, option: '--port', variable: 'YIFEN_PORT' };
    throw explainListening(error, place, terminal);
  }
}

interface LatePhone {
  readonly handler: Phone['handler'];
  open(parts: {
    readonly simulator: Simulator;
    readonly simulatorUrl: string;
    readonly serverUrl: string;
  }): Promise<() => Promise<void>>;
}

/** The simulator carries the phone from its start on, the phone needs to know simulator and server. */
function createLatePhone(): LatePhone {
  let phone: Phone | null = null;
  return {
    handler(request, response) {
      if (phone !== null) phone.handler(request, response);
      else response.writeHead(503, { 'retry-after': '1' }).end('The phone is starting.');
    },
    async open({ simulator, simulatorUrl, serverUrl }) {
      const toFlow = createFlowFromPhone(() => simulator.clock.nowMs() - Date.now());
      phone = await createPhone({
        project: shopProject,
        simulatorUrl,
        apis: { [shopApi]: serverUrl },
        appid: simulator.merchant.appid,
        templates: {
          [demoTemplates.paid]: '付款成功通知',
          [demoTemplates.shipped]: '订单发货通知',
        },
        minify: true,
        onExchange(exchange) {
          for (const event of toFlow(exchange)) simulator.record(event);
        },
      });
      const { build, close } = phone;
      if (build.errors.length > 0) {
        await close();
        throw new CliError('build_failed', build.errors.map(formatDiagnostic).join('\n'));
      }
      return close;
    },
  };
}
