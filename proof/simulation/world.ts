import { createClient } from '@yifen/contract';
import { createMemoryStore, createSecrets, type MerchantSettings } from '@yifen/server';
import { openAgenda } from './agenda.ts';
import { type CrashPoint, type CrashPoints, createCrashPoints } from './crash-points.ts';
import type { FaultPlan } from './faults.ts';
import { createInFlight } from './in-flight.ts';
import { openJournal } from './journal.ts';
import type { KeyedRandom } from './keyed-random.ts';
import { ENDPOINT_ID, saveEndpoint } from './merchant-endpoint.ts';
import { createNotificationLink } from './notification-link.ts';
import { openWechat } from './open-wechat.ts';
import { createPayerLink } from './payer-link.ts';
import { createReach } from './reach.ts';
import { createScheduler } from './scheduler.ts';
import {
  createApiKey,
  MERCHANT_ID,
  ORIGIN,
  PRODUCTS,
  settingsOf,
  wechatConfigOf,
} from './simulated-merchant.ts';
import { createSimulatedServer, type SimulatedServer } from './simulated-server.ts';
import { READS } from './store-gate.ts';
import { createTrace, type Trace } from './trace.ts';
import { watchConnections } from './watch-connections.ts';
import { watchEffect } from './watch-effect.ts';
import { watchLog } from './watch-log.ts';
import { beginWeather, type Weather } from './weather.ts';
import { createWebhookSink } from './webhook-sink.ts';
import type { Board, Stage } from './workload/actor.ts';
import { mendIfAbnormal } from './workload/mend-abnormal.ts';

/** Everything that one run consists of. */
export interface World extends Stage {
  readonly trace: Trace;
  readonly crashPoints: CrashPoints;
  readonly servers: readonly SimulatedServer[];
  readonly weather: Weather;
  readonly store: ReturnType<typeof createMemoryStore>;
  readonly settings: MerchantSettings;
  /** How often something was written, or answered for good. */
  changes(): number;
  /** When each notification was first acknowledged. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Every order that was ever written down. */
  readonly orderIds: ReadonlySet<string>;
  /** When the merchant's system first took each event. */
  readonly webhooksTaken: ReadonlyMap<string, number>;
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
/** How soon a server notices that keys have changed, in milliseconds. */
const REFRESH_MS = 3_000;
/** Puts a world together; its servers run, its time stands. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const { random, faults } = options;
  const trace = createTrace(options.keepTrace);
  const reach = createReach();
  const journal = openJournal();
  const inFlight = createInFlight();
  const { isBusy } = inFlight;
  const scheduler = createScheduler({ startMs: START_MS, random, trace, isBusy });
  const servers: SimulatedServer[] = [];
  const weather = beginWeather({
    scheduler,
    random,
    faults,
    reach,
    servers: () => servers,
    onClock: () => agenda.changed(),
  });
  const pickServer = (place: string) => {
    const up = servers.filter((server) => server.isUp());
    return up.length === 0 ? null : random.pick(`server for ${place}`, up);
  };

  const board: Board = {
    orders: [],
    deliveries: [],
    consoleRefunds: [],
    platformCertificates: [],
  };
  const onConnection = watchConnections(journal);
  let changes = 0;
  const acknowledged = new Map<string, number>();
  const orderIds = new Set<string>();
  const webhooksTaken = new Map<string, number>();
  const orderNumbers = new Set<string>();
  const wechat = await openWechat({
    scheduler,
    random,
    inFlight,
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
        changes += 1;
        if (!acknowledged.has(id)) acknowledged.set(id, atMs);
        else reach.count('duplicate statement');
      },
    }),
  });

  const store = createMemoryStore();
  const secrets = createSecrets(new Uint8Array(32).fill(7));
  await store.saveProducts(MERCHANT_ID, PRODUCTS);
  await saveEndpoint(store, secrets, START_MS);
  const settings = settingsOf(wechat, options.latePayment);
  const crashPoints = createCrashPoints(options.crashAt, (life) => {
    const server = servers.find(({ name }) => life.name.startsWith(`${name}.`));
    if (server) weather.kill(server, 'its crash point');
  });
  const watched = { merchantId: MERCHANT_ID, orderIds, endpointId: ENDPOINT_ID };
  const agenda = openAgenda({ store, scheduler, ...watched });
  let wechatConfig = wechatConfigOf(wechat);
  const log = watchLog({ trace, scheduler, reach, journal });
  // One for all servers: what it refuses of one server it remembers when another sends it again.
  const outbound = createWebhookSink({
    scheduler,
    random,
    onConnection,
    onTaken(eventId, atMs, body) {
      if (webhooksTaken.has(eventId)) return;
      webhooksTaken.set(eventId, atMs);
      mendIfAbnormal(world, body);
    },
  });
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
        wechatConfig: () => wechatConfig,
        inFlight,
        nowMs: () => weather.nowMsOf(name),
        agenda,
        isDown: weather.isDatabaseDown,
        onEffect(method, input, result) {
          watchEffect(method, input, { orderIds, orderNumbers });
          if (result === 'stale') reach.count('stale commit');
          if (READS.test(method)) return;
          changes += 1;
          agenda.changed();
        },
        log,
        onConnection,
        outbound,
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
  const world: World = Object.freeze({
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
    changes: () => changes,
    acknowledged,
    orderIds,
    webhooksTaken,
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
    credentials: () => wechatConfig,
    reconfigure(change) {
      wechatConfig = { ...wechatConfig, ...change };
      for (const server of servers) {
        const heardAtMs = scheduler.nowMs() + random.between(`hears ${server.name}`, 0, REFRESH_MS);
        scheduler.at(heardAtMs, `${server.name} hears of other keys`, server.adopt);
      }
    },
  } satisfies World);
  return world;
}

function idOf(body: string): string {
  return /"id":"([^"]+)"/.exec(body)?.[1] ?? '';
}
