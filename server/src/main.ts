/** The composition: the only file that knows everything. It builds the real effects and starts them. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Transport } from '@yifen/wechatpay';
import { type Closing, createClosing } from './closing.ts';
import type { Config } from './config/config.ts';
import { type ConfigResult, parseConfig } from './config/parse-config.ts';
import type { Environment } from './config/settings-reader.ts';
import { createCredentials } from './create-credentials.ts';
import { createLog } from './create-log.ts';
import { drainConnections } from './drain-connections.ts';
import { addFirstPeople } from './flows/people/add-first-people.ts';
import { makeSignInLink } from './flows/people/sign-in-link.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { createLiveFeed } from './jobs/live-feed.ts';
import { merchantLoopKinds } from './jobs/merchant-loop-kinds.ts';
import { startMerchantLoops } from './jobs/merchant-loops.ts';
import { startMerchantRefresh } from './jobs/merchant-refresh.ts';
import { startOldSweep } from './jobs/old-sweep.ts';
import { startSessionSweep } from './jobs/session-sweep.ts';
import { createMerchantRegistry, type MerchantRegistry } from './merchant-registry.ts';
import { openWatch, type Watch } from './open-watch.ts';
import { createUndiciOutbound } from './outbound/undici-outbound.ts';
import { createUndiciTransport } from './platform/undici-transport.ts';
import { createWechatPlatform } from './platform/wechat-platform.ts';
import type { House, Log, MerchantSettings, Outbound, Store } from './ports.ts';
import type { ServerOptions } from './server-options.ts';
import { startEmbeddedDatabase } from './store/embedded-database.ts';
import { migrate } from './store/migrate.ts';
import { createPostgresStore } from './store/postgres-store.ts';
import { createSecrets, systemClock, systemRandom } from './system.ts';

/** A running server. */
export interface RunningServer {
  /** Where it listens, e.g. `http://127.0.0.1:7777`. */
  readonly url: string;
  /**
   * Stops in order: no new requests, those under way are finished, the poll is drained, the database
   * is left; an embedded database that this server started is stopped. May be called twice.
   */
  close(): Promise<void>;
}

/**
 * Reads the configuration from the environment and, beneath it, from a `.env` file: what stands in
 * the environment wins. All findings come at once.
 *
 * @param options `envFile`: path of a `.env` file; one that cannot be read is a finding.
 */
export function loadConfig(
  env: Environment,
  options: { readonly envFile?: string } = {},
): ConfigResult {
  const readFile = (path: string): string => readFileSync(path, 'utf8');
  if (options.envFile === undefined) return parseConfig(env, readFile);
  let fromFile: Environment;
  try {
    fromFile = parseEnv(readFile(options.envFile));
  } catch {
    const finding = {
      name: options.envFile,
      zh: '读不到该配置文件，请检查路径与权限。',
      en: 'The configuration file cannot be read: check its path and permissions.',
    };
    return { findings: [finding] };
  }
  return parseConfig({ ...fromFile, ...env }, readFile);
}

/**
 * Starts the payment server: database, WeChat, HTTP, poll. It installs no signal handlers; whoever
 * starts it decides when to close it.
 *
 * @throws Error when the database or the address is not to be had; what was opened is closed again.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config } = options;
  const closing = createClosing();
  try {
    let url = '';
    const { house, merchants, watch } = await openHouse(options, closing, () => url);
    const { store, log } = house;
    await watch.show(store, log);
    if (options.products) await store.saveProducts(config.merchantId, options.products);
    if (options.people) await addFirstPeople(house, config.merchantId, options.people);
    let isDraining = false;
    const live = createLiveFeed(house);
    const app = await createHttpApp(house, {
      ...config,
      observer: watch.observer.requests,
      isDraining: () => isDraining,
      live,
      ...(config.console ? { consoleFolder: findConsole() } : {}),
    });
    closing.add(() => app.close());
    if (options.drain) {
      closing.add(() => {
        isDraining = true;
        return drainConnections(app.server);
      });
    }
    // A live stream has no end of its own: the door would wait for it.
    closing.add(() => live.close());
    url = await app.listen({ host: config.host, port: config.port });
    closing.add(startMerchantLoops(house, merchantLoopKinds, options.poll));
    closing.add(startMerchantRefresh(merchants, log));
    closing.add(startSessionSweep(house));
    closing.add(startOldSweep(house, keepFor(config)));
    log.event('server.started', { url });
    if (options.onFirstLink && !(await store.hasUsers())) {
      options.onFirstLink((await makeSignInLink(house, { kind: 'first', userId: null })).url);
    }
    closing.add(async () => log.event('server.stopping', { url }));
    return Object.freeze({ url, close: closing.close });
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/**
 * Opens everything but the door: database, WeChat, merchants. Nothing listens, and no loop runs.
 *
 * @param origin The address of the server, when it has one; asked each time, since it may come later.
 * @throws Error when something is not to be had; what was opened is closed by whoever owns `closing`.
 */
export async function openHouse(
  options: Omit<ServerOptions, 'products' | 'poll'>,
  closing: Closing,
  origin: () => string,
): Promise<{
  readonly house: House;
  readonly merchants: MerchantRegistry;
  readonly watch: Watch;
}> {
  const { config } = options;
  const clock = options.clock ?? systemClock;
  const watch = await openWatch(config, clock, options.shareMetrics ?? false);
  closing.add(() => watch.close());
  const log = createLog(config.logLevel, {
    requestId: watch.requestId,
    onEvent(name, fields) {
      watch.observer.onEvent(name, fields);
      options.onEvent?.(name, fields);
    },
  });
  const store = options.store ?? (await openPostgres(options, log, closing));
  closing.add(() => store.close());
  const transport = options.transport ?? openTransport(closing);
  const shared = {
    store,
    outbound: openOutbound(config, closing),
    clock,
    random: systemRandom,
    secrets: createSecrets(config.masterKey, config.otherMasterKeys),
    log,
  };
  const merchants = await createMerchantRegistry({
    config,
    store,
    shared,
    bind: ({ settings, wechat }, appid, appSecret) =>
      Object.freeze({
        ...shared,
        platform: createWechatPlatform({
          config: { ...wechat, appid, appSecret },
          transport,
          clock,
          onEvent: watch.observer.onWechat,
        }),
        settings: withNotifyUrl({ ...settings, appid }, () => config.publicUrl ?? origin()),
      }),
  });
  const house: House = Object.freeze({
    merchants,
    ...shared,
    credentials: createCredentials(),
    console: Object.freeze({
      totp: config.consoleTotp,
      get origin() {
        return config.publicUrl ?? origin();
      },
    }),
  });
  return { house, merchants, watch };
}

async function openPostgres(options: ServerOptions, log: Log, closing: Closing): Promise<Store> {
  const connectionString = options.config.databaseUrl ?? (await openEmbedded(options, closing));
  await migrate(connectionString);
  return createPostgresStore({
    connectionString,
    onError: (error) => log.event('database.connection-failed', { error: error.message }),
  });
}

async function openEmbedded(options: ServerOptions, closing: Closing): Promise<string> {
  const { onNotice, config } = options;
  const database = await startEmbeddedDatabase({
    dataDir: config.dataDir,
    ...(onNotice ? { onNotice } : {}),
  });
  closing.add(() => database.stop());
  return database.connectionString;
}

function keepFor({ keepDeliveriesDays, keepEventsDays }: Config) {
  const dayMs = 24 * 3_600_000;
  return { deliveriesMs: keepDeliveriesDays * dayMs, eventsMs: keepEventsDays * dayMs };
}

/** The built pages of the console's package; null when it is not there, or was not built. */
function findConsole(): string | null {
  try {
    const home = dirname(createRequire(import.meta.url).resolve('@yifen/console/package.json'));
    const folder = join(home, 'dist');
    return existsSync(join(folder, 'index.html')) ? folder : null;
  } catch {
    return null;
  }
}

function openTransport(closing: Closing): Transport {
  const { transport, close } = createUndiciTransport();
  closing.add(close);
  return transport;
}

function openOutbound({ webhookAllowPrivate }: Config, closing: Closing): Outbound {
  const outbound = createUndiciOutbound({ allowPrivate: webhookAllowPrivate });
  closing.add(() => outbound.close());
  return outbound;
}

/** The notify URL is known once the server listens, if no public one is set; orders come later. */
function withNotifyUrl(
  settings: Omit<MerchantSettings, 'notifyUrl'>,
  origin: () => string,
): MerchantSettings {
  return Object.freeze({
    ...settings,
    get notifyUrl() {
      return `${origin()}/wechatpay/notifications/${settings.merchantId}`;
    },
  });
}
