import { createHash } from 'node:crypto';
import { createClient } from '@yifen/contract';
import {
  createMemoryStore,
  createSecrets,
  type Log,
  type MerchantSettings,
  type Product,
} from '@yifen/server';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { type CrashPoint, type CrashPoints, createCrashPoints } from './crash-points.ts';
import type { FaultPlan } from './faults.ts';
import { type Journal, openJournal } from './journal.ts';
import type { KeyedRandom } from './keyed-random.ts';
import { readMaterial } from './material.ts';
import { createNotificationLink } from './notification-link.ts';
import { createPayerLink } from './payer-link.ts';
import { createReach, type Reach } from './reach.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createSimulatedServer, type SimulatedServer } from './simulated-server.ts';
import { createTrace, type Trace } from './trace.ts';
import { beginWeather, type Weather } from './weather.ts';
import { createWebhookSink } from './webhook-sink.ts';
import { createWechatClock } from './wechat-clock.ts';
import type { Board, Stage } from './workload/actor.ts';

/** Everything that one run consists of. */
export interface World extends Stage {
  readonly trace: Trace;
  readonly crashPoints: CrashPoints;
  readonly servers: readonly SimulatedServer[];
  readonly weather: Weather;
  readonly store: ReturnType<typeof createMemoryStore>;
  readonly settings: MerchantSettings;
  /** When each notification was first acknowledged. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Every order that was ever written down. */
  readonly orderIds: ReadonlySet<string>;
  /** Every number that an order ever had. */
  readonly orderNumbers: ReadonlySet<string>;
}

/** What makes one run different from another. */
export interface WorldOptions {
  readonly random: KeyedRandom;
  readonly faults: FaultPlan;
  /** How many servers share the work. */
  readonly servers: number;
  readonly latePayment: 'accept' | 'refund';
  /** Keeps every line of the trace. */
  readonly keepTrace: boolean;
  readonly crashAt: CrashPoint | null;
  /** For how long faults strike. */
  readonly stormMs: number;
  /** For how long everything may come right afterwards. */
  readonly calmMs: number;
}

/** When every run begins: 23:20 Beijing time, so that midnight passes in its midst. */
export const START_MS = Date.parse('2027-03-14T23:20:00+08:00');
const MINUTE_MS = 60_000;
const MERCHANT_ID = 'tea';
/** Where the merchant is told. */
export const ENDPOINT_ID = 'erp';
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const ORIGIN = 'https://pay.example.com';

/** On sale in every run; of the set there are few. */
const PRODUCTS: readonly Product[] = [
  product('tea', '明前龙井', 12_800, null),
  product('cup', '白瓷杯', 1, null),
  product('set', '茶具', 39_900, 2),
];
/** What they cost, for those who judge. */
export const PRICES: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  PRODUCTS.map(({ id, priceFen }) => [id, [priceFen]]),
);

/** Puts a world together; its servers run, its time stands. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const { random, faults } = options;
  const trace = createTrace(options.keepTrace);
  const reach = createReach();
  const journal = openJournal();
  const scheduler = createScheduler({ startMs: START_MS, random, trace });
  const servers: SimulatedServer[] = [];
  const weather = beginWeather({ scheduler, random, faults, reach, servers: () => servers });
  const pickServer = (place: string) => {
    const up = servers.filter((server) => server.isUp());
    return up.length === 0 ? null : random.pick(`server for ${place}`, up);
  };

  const board: Board = { orders: [], deliveries: [], consoleRefunds: [] };
  const acknowledged = new Map<string, number>();
  const orderIds = new Set<string>();
  const orderNumbers = new Set<string>();
  const wechat = await createSimulator({
    port: false,
    seed: random.between('wechat', 0, 2 ** 31),
    material: readMaterial(),
    clock: createWechatClock(scheduler),
    notificationTimeoutMs: 5_000,
    deliver: createNotificationLink({
      scheduler,
      random,
      faults,
      reach,
      journal,
      pickServer,
      onSent: (delivery) => void board.deliveries.push(delivery),
      onAcknowledged({ body }, atMs) {
        const id = idOf(body);
        if (!acknowledged.has(id)) acknowledged.set(id, atMs);
        else reach.count('duplicate statement');
      },
    }),
  });

  // The first request loads what it needs, and that takes real time: none of it may fall into the run.
  await wechat.inject({ method: 'GET', url: '/_simulator/clock' });

  const store = createMemoryStore();
  const secrets = createSecrets(new Uint8Array(32).fill(7));
  await store.saveProducts(MERCHANT_ID, PRODUCTS);
  await store.createEndpoint({
    id: ENDPOINT_ID,
    merchantId: MERCHANT_ID,
    url: 'https://erp.example.com/hook',
    description: '',
    eventTypes: [],
    state: 'enabled',
    disabledBecause: null,
    secrets: [{ sealed: secrets.seal(WEBHOOK_SECRET), expiresAtMs: null }],
    createdAtMs: START_MS,
    version: 1,
  });
  const settings = settingsOf(wechat, options.latePayment);
  const crashPoints = createCrashPoints(options.crashAt, (life) => {
    const server = servers.find(({ name }) => life.name.startsWith(`${name}.`));
    if (server) weather.kill(server, 'its crash point');
  });
  const log = watch(trace, scheduler, reach, journal);
  for (let number = 1; number <= options.servers; number += 1) {
    const name = `server-${number}`;
    servers.push(
      await createSimulatedServer({
        number,
        scheduler,
        random,
        faults,
        reach,
        crashPoints,
        wechat,
        store,
        settings,
        secrets,
        wechatConfig: wechatConfigOf(wechat),
        nowMs: () => weather.nowMsOf(name),
        longestPauseMs: () => longestPauseMs(scheduler.nowMs(), options),
        isDown: weather.isDatabaseDown,
        onEffect(method, input, result) {
          if (result === 'stale') reach.count('stale commit');
          if (method === 'store.createOrder') {
            const [{ order }] = input as Parameters<typeof store.createOrder>;
            orderIds.add(order.id);
          }
          if (method === 'store.commitOrder') {
            const [{ before }] = input as Parameters<typeof store.commitOrder>;
            orderNumbers.add(before.outTradeNo);
          }
        },
        log,
        outbound: createWebhookSink({ scheduler, random }),
      }),
    );
  }
  for (const server of servers) server.start();

  const apiKeys = {
    clerk: await createApiKey(store, 'clerk'),
    'second clerk': await createApiKey(store, 'second-clerk'),
  };
  const link = { scheduler, random, faults, pickServer };
  const send: Stage['request'] = (who, { method, path, headers = {}, body }) =>
    createPayerLink(
      who,
      link,
    )({
      method,
      url: ORIGIN + path,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
    });
  return Object.freeze({
    merchantId: MERCHANT_ID,
    scheduler,
    random,
    faults,
    reach,
    journal,
    wechat,
    trace,
    crashPoints,
    servers,
    weather,
    store,
    settings,
    board,
    acknowledged,
    orderIds,
    orderNumbers,
    client: (who: string, token?: string) =>
      createClient({
        baseUrl: ORIGIN,
        request: createPayerLink(who, link),
        ...(token === undefined ? {} : { token }),
      }),
    request: send,
    merchant: (who, as, request) =>
      send(who, {
        ...request,
        headers: { authorization: `Bearer ${apiKeys[as]}`, ...request.headers },
      }),
  } satisfies World);
}

/** Loops rest longer when there is less to do, and are awake at the end. */
function longestPauseMs(nowMs: number, { stormMs, calmMs }: WorldOptions): number {
  const calmAtMs = START_MS + stormMs;
  const lastMs = calmAtMs + calmMs - 30 * MINUTE_MS;
  if (nowMs < calmAtMs) return MINUTE_MS / 2;
  if (nowMs < calmAtMs + 180 * MINUTE_MS) return 10 * MINUTE_MS;
  return nowMs < lastMs ? Math.min(240 * MINUTE_MS, lastMs - nowMs) : 2 * MINUTE_MS;
}

function settingsOf(wechat: Simulator, latePayment: 'accept' | 'refund'): MerchantSettings {
  return Object.freeze<MerchantSettings>({
    merchantId: MERCHANT_ID,
    mchid: wechat.merchant.mchid,
    appid: wechat.merchant.appid,
    notifyUrl: `${ORIGIN}/wechatpay/notifications/${MERCHANT_ID}`,
    orderLifeSeconds: 1_800,
    sessionLifeSeconds: 604_800,
    refundApprovalAboveFen: 20_000,
    latePayment,
    afterPayment: {
      shipping: 'manual',
      paidTemplate: null,
      shippedTemplate: null,
      orderPage: null,
    },
  });
}

function wechatConfigOf({ merchant }: Simulator) {
  return {
    appid: merchant.appid,
    appSecret: merchant.appSecret,
    wechatBaseUrl: null,
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    merchantKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    publicKey: { id: merchant.publicKeyId, pem: merchant.publicKey },
    platformCertificate: merchant.platformCertificate,
    wechatpayBaseUrl: null,
    messagePush: null,
  };
}

/** A key of the merchant's own systems that may do everything. */
async function createApiKey(store: World['store'], name: string): Promise<string> {
  const token = name.padEnd(43, '0');
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const text = `yk_${token}${digest(`yk_${token}`).slice(0, 6)}`;
  await store.saveApiKey({
    id: name,
    merchantId: MERCHANT_ID,
    holder: name,
    name,
    digest: digest(text),
    hint: text.slice(0, 9),
    scopes: ['orders:read', 'orders:write', 'refunds:read', 'refunds:write'],
    createdAtMs: 0,
    expiresAtMs: null,
    lastUsedAtMs: null,
  });
  return text;
}

/** Listens to the servers' log: what happened sometimes, and whether a secret was said. */
function watch(trace: Trace, scheduler: Scheduler, reach: Reach, journal: Journal): Log {
  return Object.freeze({
    event(name: string, fields: Parameters<Log['event']>[1]) {
      // The places in a stack are this machine's; the run is to be the same on every one.
      const text = JSON.stringify(fields).replace(/\\n.*?(?=")/g, '');
      trace.note(scheduler.nowMs(), `log ${name} ${text}`);
      journal.said.push({ place: `log ${name}`, text });
      if (name === 'notification.refused') reach.count('forgery refused');
      if (name === 'order.disputed') reach.count('disputed order');
      if (name === 'order.paid' && fields.source === 'query') reach.count('order paid by query');
      if (name === 'order.paid' && fields.source === 'notification') {
        reach.count('order paid by notification');
      }
      if (fields.late === true) reach.count('money after close');
      if (name === 'order.paid' && fields.late === true) reach.count('money after close was kept');
      if (name === 'order.refunding') reach.count('money after close was given back');
      if (name === 'refund.succeeded') reach.count('refund succeeded');
      if (name === 'refund.abnormal') reach.count('refund abnormal');
    },
  });
}

function idOf(body: string): string {
  return /"id":"([^"]+)"/.exec(body)?.[1] ?? '';
}

function product(id: string, name: string, priceFen: number, stock: number | null): Product {
  return { id, name, description: '', priceFen, stock, imageUrl: null, active: true };
}
