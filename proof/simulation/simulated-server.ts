import {
  createWechatPlatform,
  type DueLoop,
  houseOf,
  type Log,
  type MerchantSettings,
  merchantLoopKinds,
  type Ports,
  type Secrets,
  type Store,
} from '@yifen/server';
import type { Agenda } from './agenda.ts';
import { openHttpSlot } from './http-slot.ts';
import type { InFlight } from './in-flight.ts';
import type { KeyedRandom } from './keyed-random.ts';
import { beginLife, type Life } from './life.ts';
import { rememberedSigner } from './remembered-rsa.ts';
import type { WechatConfig } from './simulated-merchant.ts';
import { createStoreGate, type StoreGateParts } from './store-gate.ts';
import { createWechatLink, type WechatLinkParts } from './wechat-link.ts';

/** A request as it arrives. */
export interface ArrivingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A payment server in the simulated world: the real one, but for its effects. */
export interface SimulatedServer {
  readonly name: string;
  isUp(): boolean;
  /** Rejects when the server dies before it answers, or is dead. */
  request(request: ArrivingRequest): Promise<{ readonly status: number; readonly text: string }>;
  kill(): void;
  start(): void;
  /** Goes on with what is known of WeChat now, as servers do that look for changed keys. */
  adopt(): void;
}

/** What a simulated server is made of. */
export interface SimulatedServerParts extends WechatLinkParts, StoreGateParts {
  readonly number: number;
  readonly store: Store;
  readonly secrets: Secrets;
  readonly settings: MerchantSettings;
  /** What the servers know of WeChat at this moment. */
  wechatConfig(): WechatConfig;
  readonly agenda: Agenda;
  readonly inFlight: InFlight;
  /** What this server takes for the time. */
  nowMs(): number;
  readonly log: Log;
  readonly outbound: Ports['outbound'];
}

/** The longest pause of a loop between two looks, when what is due could not be had, in milliseconds. */
const LONGEST_PAUSE_MS = 32_000;

/** Creates a server that is down. */
export async function createSimulatedServer(parts: SimulatedServerParts): Promise<SimulatedServer> {
  const slot = await openHttpSlot(parts.number);
  const name = `server-${parts.number}`;
  let lives = 0;
  let shifts = 0;
  let life: Life | null = null;

  function openPorts(living: Life): Ports {
    const { random } = parts;
    const config = parts.wechatConfig();
    return Object.freeze({
      store: createStoreGate(parts.store, living, parts),
      platform: createWechatPlatform({
        config,
        transport: createWechatLink(living, parts),
        clock: { nowMs: parts.nowMs },
        signer: rememberedSigner(config.merchantKey),
        system: {
          nonce: () => random.text(`nonce ${name}`, 32, '0123456789abcdef'),
          sleep: (durationMs: number) => sleep(living, durationMs),
        },
      }),
      clock: { nowMs: parts.nowMs },
      outbound: parts.outbound,
      random: seededPort(random, name),
      secrets: parts.secrets,
      log: parts.log,
      settings: parts.settings,
    });
  }

  /** Waits in the simulated time; the dead do not wake up. */
  function sleep(living: Life, durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      parts.scheduler.at(parts.scheduler.nowMs() + durationMs, `${living.name} wakes`, () => {
        if (living.isAlive()) resolve();
      });
    });
  }

  /** Looks after what is due, as a timer would every second, but for the looks that would find nothing. */
  function keepLooking(living: Life, loop: string, { tick }: Pick<DueLoop, 'tick'>): void {
    const { agenda, random } = parts;
    const label = `${living.name} ${loop}`;
    const shift = shifts;
    const isAlive = () => living.isAlive() && shift === shifts;

    function look(fruitless: number): void {
      const sleep = (looks: number) =>
        agenda.sleep({
          ...{ loop, label, isAlive, nowMs: parts.nowMs },
          jitterMs: random.between(`pause ${label}`, 500, 1_500),
          pauseMs: looks === 0 ? 0 : Math.min(1_000 * 2 ** (looks - 1), LONGEST_PAUSE_MS),
          wake: () => look(looks),
        });
      tick().then(
        (count) => sleep(count > 0 ? 0 : fruitless + 1),
        () => sleep(fruitless + 1),
      );
    }
    const firstMs = random.between(`pause ${label}`, 500, 1_500);
    parts.scheduler.at(parts.scheduler.nowMs() + firstMs, label, () => {
      if (isAlive()) look(0);
    });
  }

  /** Serves and looks after things with what is known now; who was at it before finishes what is under way. */
  function begin(living: Life): void {
    const ports = openPorts(living);
    slot.occupy(houseOf(ports));
    shifts += 1;
    for (const create of merchantLoopKinds) keepLooking(living, create.name, create(ports));
  }

  return Object.freeze({
    name,
    isUp: () => life?.isAlive() ?? false,
    request(request: ArrivingRequest) {
      const { promise, resolve, reject } = Promise.withResolvers<{
        status: number;
        text: string;
      }>();
      const living = life;
      if (!living?.isAlive()) {
        reject(new Error('connection refused'));
        return promise;
      }
      const forget = living.onEnd(() => reject(new Error('connection reset')));
      const { method, url, headers, body } = request;
      const answering = slot.app.inject({
        method: method as 'GET' | 'POST',
        url,
        headers: { ...headers },
        ...(body === undefined ? {} : { payload: body }),
      });
      parts.inFlight.track(Promise.resolve(answering)).then(({ statusCode, payload }) => {
        forget();
        if (living.isAlive()) resolve({ status: statusCode, text: payload });
      }, reject);
      return promise;
    },
    kill() {
      life?.end();
    },
    start() {
      if (life?.isAlive()) return;
      lives += 1;
      const living = beginLife(`${name}.${lives}`);
      life = living;
      begin(living);
    },
    adopt() {
      if (life?.isAlive()) begin(life);
    },
  });
}

function seededPort(random: KeyedRandom, name: string) {
  const hex = (length: number) => random.text(`hex ${name}`, length, '0123456789abcdef');
  return Object.freeze({
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    token: () => hex(64),
    digits: (length: number) =>
      random.text(`digits ${name}`, length, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  });
}
