import { createApp } from './create-app.ts';
import { createWorld, type World } from './create-world.ts';
import type { Desk } from './desk/index.ts';
import { makeMaterial, type SimulatorMaterial } from './platform/material.ts';
import type { PayerChoice, PaymentCall } from './platform/payment-params.ts';
import { createSeededRandom } from './platform/seeded-random.ts';
import { createClock, createHandClock, type SimulatorClock } from './platform/simulated-clock.ts';
import { defaultVariants } from './platform/variants.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';
import { system } from './system.ts';

/** How long the receiver of a notification may take, in milliseconds. */
const NOTIFICATION_TIMEOUT_MS = 5000;

/**
 * Starts a WeChat Pay with one merchant: the APIv3, the login of api.weixin.qq.com, the cashier and its control API.
 *
 * It listens on 127.0.0.1 unless `host` says otherwise. The making of its RSA keys is most of the start: hand in
 * `material` of an earlier simulator to start in about 20 ms.
 *
 * @example
 * const simulator = await createSimulator();
 * const { code, openid } = simulator.loginCode();
 * await simulator.close();
 */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const material = options.material ?? (await createMaterial(options));
  const world = createWorld({
    material,
    random: createSeededRandom(options.seed ?? system.seed()),
    clock: options.clock ?? createClock(system),
    variants: { ...defaultVariants, ...options.variants },
    deliver: options.deliver ?? system.deliver,
    generateRsaKeyPair: system.generateRsaKeyPair,
    notificationTimeoutMs: options.notificationTimeoutMs ?? NOTIFICATION_TIMEOUT_MS,
  });
  const app = createApp({
    world,
    mounts: options.mounts ?? {},
    desk: createDeskLoader(world, options),
    explainPaySign: options.explainPaySign,
    wait: (ms) => new Promise((resolve) => system.setTimer(ms, resolve)),
  });
  await app.ready();
  const url =
    options.port === false
      ? ''
      : await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });

  const { merchant, clock, faults, keys, identity, payDesk, orders, notifier, cashier, flow } =
    world;
  return Object.freeze({
    url,
    merchant,
    material,
    clock,
    faults,
    keys,
    miniProgram: world.miniProgram,
    loginCode: (openid?: string, loginAppid?: string) =>
      identity.issueLoginCode(openid, loginAppid),
    pay: async (call: PaymentCall, outcome?: PayerChoice) => payDesk.pay(call, outcome),
    order: (outTradeNo: string) => orders.find(outTradeNo),
    notifications: notifier.list,
    resend: notifier.resend,
    cashierLog: cashier.log,
    record: (event: Parameters<Simulator['record']>[0]) => void flow.record(event),
    events: flow.list,
    inject: async (request: Parameters<Simulator['inject']>[0]) => {
      const { body, ...rest } = request;
      const answer = await app.inject({
        ...rest,
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: answer.statusCode, headers: answer.headers, body: answer.body };
    },
    async close() {
      clock.close();
      await app.close();
    },
  });
}

/** Makes the keys and the merchant that several simulators can share through `SimulatorOptions.material`. */
export function createMaterial({
  seed,
  merchantName,
}: Pick<SimulatorOptions, 'seed' | 'merchantName'> = {}): Promise<SimulatorMaterial> {
  return makeMaterial({
    // A sequence of its own: names stay the same whether material was given or made.
    random: createSeededRandom((seed ?? system.seed()) + 1),
    nowMs: system.nowMs(),
    merchantName: merchantName ?? '一分小店',
    generateRsaKeyPair: system.generateRsaKeyPair,
  });
}

/** A clock that stands still at `startMs` until `advance` moves it. */
export function handClock(startMs: number): SimulatorClock {
  return createHandClock(system, startMs);
}

/** The page's bundler is heavy: it is loaded when the page is first asked for, in tests never. */
function createDeskLoader(
  { merchant }: World,
  { desk: shown, explainPaySign }: SimulatorOptions,
): () => Promise<Desk> {
  const instance = system.seed().toString(16);
  const phones = shown?.phones ?? [];
  const explains = explainPaySign !== undefined;
  let desk: Desk | undefined;
  return async () => {
    const { createDesk } = await import('./desk/index.ts');
    const { name: merchantName, mchid, appid } = merchant;
    desk ??= createDesk({ instance, merchantName, mchid, appid, phones, explains });
    return desk;
  };
}
