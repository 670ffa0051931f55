import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { type Client, createClient, fetchRequest, type Order } from '@yifen/contract';
import { createMaterial, createSimulator, type Simulator, type Variants } from '@yifen/simulator';
import {
  type Clock,
  type Config,
  type EventListener,
  loadConfig,
  type Product,
  type RunningServer,
  startServer,
} from '../index.ts';
import { createPostgresStore, type PostgresStore } from '../store/postgres-store.ts';
import { shopProducts } from './shop-products.ts';

/** A simulator, a server that takes it for WeChat, and a look into its database. */
export interface Shop {
  readonly simulator: Simulator;
  readonly server: RunningServer;
  readonly config: Config;
  /** A second connection to the server's database, for looking only. */
  readonly store: PostgresStore;
  readonly products: readonly Product[];
  /** Logs a payer in, a new one unless named. */
  logIn(openid?: string): Promise<Payer>;
  /** Resolves with the next event of this name about this order. */
  nextEvent(name: string, outTradeNo?: string): Promise<Readonly<Record<string, unknown>>>;
  /** The server's clock. */
  readonly clock: Clock;
  /** Moves the server's clock, not WeChat's. */
  skew(ms: number): void;
  stop(): Promise<void>;
}

/** A payer with the server's client. */
export interface Payer {
  readonly openid: string;
  readonly token: string;
  readonly client: Client;
}

/** What a shop can be told. */
export interface ShopOptions {
  readonly databaseUrl: string;
  /** Where WeChat sends its notifications. Default: the server itself. */
  readonly publicUrl?: string;
  /** What WeChat's documents leave open. */
  readonly variants?: Partial<Variants>;
  /** More settings, as in the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Sees the server's events as well. */
  readonly onEvent?: EventListener;
}

/** The keys are made once per test file: they take most of a simulator's start. */
const material = createMaterial();

/** Starts simulator and server; the configuration is read as `yifen serve` reads it. */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const { variants = {} } = options;
  const simulator = await createSimulator({ material: await material, variants });
  let skewMs = 0;
  const clock: Clock = { nowMs: () => Date.now() + skewMs };
  const waiting = new Set<(name: string, fields: Readonly<Record<string, unknown>>) => void>();
  const config = shopConfig(simulator, options);
  const server = await startServer({
    config,
    products: shopProducts,
    clock,
    poll: { intervalMs: 20 },
    onEvent: (name, fields) => {
      options.onEvent?.(name, fields);
      for (const listener of waiting) listener(name, fields);
    },
  });
  const store = await createPostgresStore({ connectionString: options.databaseUrl });
  return {
    simulator,
    server,
    config,
    store,
    products: shopProducts,
    clock,
    logIn: (openid) => logIn(simulator, server.url, openid),
    nextEvent(name, outTradeNo) {
      return new Promise((resolve) => {
        const listener = (seen: string, fields: Readonly<Record<string, unknown>>) => {
          if (seen !== name || (outTradeNo && fields.outTradeNo !== outTradeNo)) return;
          waiting.delete(listener);
          resolve(fields);
        };
        waiting.add(listener);
      });
    },
    skew: (ms) => {
      skewMs += ms;
    },
    async stop() {
      await server.close();
      await store.close();
      await simulator.close();
    },
  };
}

/** The environment of a server that takes a simulator for WeChat. */
export function shopEnvironment(
  { merchant, url }: Simulator,
  { databaseUrl, publicUrl, environment = {} }: ShopOptions,
): Record<string, string> {
  return {
    YIFEN_PORT: '0',
    YIFEN_DATABASE_URL: databaseUrl,
    YIFEN_MASTER_KEY: masterKey,
    YIFEN_LOG_LEVEL: 'silent',
    ...(publicUrl ? { YIFEN_PUBLIC_URL: publicUrl } : {}),
    WECHAT_APPID: merchant.appid,
    WECHAT_APP_SECRET: merchant.appSecret,
    WECHAT_BASE_URL: url,
    WECHATPAY_BASE_URL: url,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_MERCHANT_SERIAL: merchant.merchantSerial,
    WECHATPAY_MERCHANT_KEY: merchant.merchantPrivateKey,
    WECHATPAY_APIV3_KEY: merchant.apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: merchant.publicKeyId,
    WECHATPAY_PUBLIC_KEY: merchant.publicKey,
    ...environment,
  };
}

/** Logs a payer in at the server with a login code of the simulator. */
export async function logIn(
  simulator: Simulator,
  baseUrl: string,
  wanted?: string,
): Promise<Payer> {
  const { code, openid } = simulator.loginCode(wanted);
  const request = fetchRequest(fetch);
  const { token } = await createClient({ baseUrl, request }).createSession(code);
  return { openid, token, client: createClient({ baseUrl, request, token }) };
}

/** Orders one item and prepays it; the answer is what `wx.requestPayment` would take. */
export async function order(payer: Payer, productId = 'longjing-250g') {
  const wanted = { items: [{ productId, quantity: 1 }] };
  const created = await payer.client.createOrder(wanted, randomBytes(8).toString('hex'));
  return payer.client.prepay(created.id);
}

/** A notification as it came in. */
export interface CapturedNotification {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Takes WeChat's notifications in place of the server, acknowledges them, and hands them out. */
export async function captureNotifications() {
  const captured: CapturedNotification[] = [];
  const waiting: ((notification: CapturedNotification) => void)[] = [];
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(204).end();
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => /^wechatpay-|^content-type$/.test(name)),
      ) as Record<string, string>;
      const notification = { headers, body: Buffer.concat(chunks) };
      const first = waiting.shift();
      if (first) first(notification);
      else captured.push(notification);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    next(): Promise<CapturedNotification> {
      const first = captured.shift();
      return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
    },
    async close() {
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
}

/** Sends a notification to a server, as WeChat would. */
export function deliver(
  baseUrl: string,
  { headers, body }: CapturedNotification,
  path = '/wechatpay/notifications/default',
): Promise<Response> {
  return fetch(baseUrl + path, { method: 'POST', headers, body: new Uint8Array(body) });
}

/** What is stored of an order. */
export async function storedOrder(shop: Shop, { outTradeNo }: Pick<Order, 'outTradeNo'>) {
  const found = await shop.store.findOrderByNumber('default', outTradeNo);
  if (!found) throw new Error('no such order');
  return found;
}

const masterKey = randomBytes(32).toString('base64');

function shopConfig(simulator: Simulator, options: ShopOptions): Config {
  const { config, findings } = loadConfig(shopEnvironment(simulator, options));
  if (!config) throw new Error(JSON.stringify(findings));
  return config;
}
