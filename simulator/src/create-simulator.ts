import { createPayDesk } from './control/pay-desk.ts';
import { createApp } from './create-app.ts';
import type { Desk } from './desk/index.ts';
import { createFaultBoard } from './faults/fault-board.ts';
import { createNotificationSender } from './http/notification-sender.ts';
import { createCashier } from './platform/cashier.ts';
import { createFlowLog } from './platform/flow-log.ts';
import { createIdentity } from './platform/identity.ts';
import { openKeyRoom } from './platform/key-room.ts';
import { createMask } from './platform/mask-secrets.ts';
import { makeMaterial, type SimulatorMaterial } from './platform/material.ts';
import { createNotifier } from './platform/notifier.ts';
import { createOrderBook } from './platform/order-book.ts';
import type { PayerChoice, PaymentParams } from './platform/payment-params.ts';
import { createSeededRandom } from './platform/seeded-random.ts';
import { createClock, createHandClock, type SimulatorClock } from './platform/simulated-clock.ts';
import { defaultVariants } from './platform/variants.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';
import { system as machine, type System } from './system.ts';

/** How long the receiver of a notification may take, in milliseconds. */
const NOTIFICATION_TIMEOUT_MS = 5000;

/**
 * Starts a WeChat Pay with one merchant: the APIv3, the login of api.weixin.qq.com, the cashier and its control API.
 *
 * It listens on 127.0.0.1 unless `host` says otherwise. The making of its RSA keys is most of the start: hand in
 * `material` of an earlier simulator to start in a few milliseconds.
 *
 * @example
 * const simulator = await createSimulator();
 * const { code, openid } = simulator.loginCode();
 * await simulator.close();
 */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const system = machine;
  const random = createSeededRandom(options.seed ?? system.seed());
  const clock = options.clock ?? createClock(system);
  const material = options.material ?? (await freshMaterial(options, system));
  const { merchant } = material;
  const variants = { ...defaultVariants, ...options.variants };
  const { nowMs, wallMs } = clock;

  const keys = openKeyRoom(material);
  const faults = createFaultBoard(random);
  const flow = createFlowLog(nowMs, createMask(merchant));
  const identity = createIdentity({ ...merchant, nowMs, random, variants });
  const notifier = createNotifier({
    clock,
    random,
    apiV3Key: merchant.apiV3Key,
    holdBackMs: () => faults.strike('notification.delay')?.delayMs ?? 0,
    send: createNotificationSender({
      keys,
      random,
      faults,
      flow,
      wallMs,
      deliver: system.deliver,
      timeoutMs: options.notificationTimeoutMs ?? NOTIFICATION_TIMEOUT_MS,
    }),
  });
  const orders = createOrderBook({
    appid: merchant.appid,
    nowMs,
    random,
    variants,
    ownsOpenid: identity.ownsOpenid,
    onPaid: notifier.notifyPaid,
  });
  const { merchantPublicKey } = keys;
  const cashier = createCashier({ merchant, merchantPublicKey, orders, nowMs, random, variants });
  const payDesk = createPayDesk({ cashier, orders, merchant, faults, flow });
  const phones = options.desk?.phones ?? [];
  const instance = system.seed().toString(16);
  let loadedDesk: Desk | undefined;
  // The page's bundler is heavy: simulators in tests never load it.
  const desk = async () => {
    const { createDesk } = await import('./desk/index.ts');
    const { name: merchantName, mchid, appid } = merchant;
    loadedDesk ??= createDesk({ instance, merchantName, mchid, appid, phones });
    return loadedDesk;
  };
  const app = createApp({
    world: {
      merchant,
      orders,
      keys,
      random,
      wallMs,
      faults,
      flow,
      identity,
      clock,
      cashier,
      payDesk,
      notifier,
    },
    mounts: options.mounts ?? {},
    desk,
    wait: (ms) => new Promise((resolve) => system.setTimer(ms, resolve)),
  });
  await app.ready();
  const url =
    options.port === false
      ? ''
      : await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });

  return Object.freeze({
    url,
    merchant,
    material,
    clock,
    faults,
    keys,
    loginCode: (openid?: string) => identity.issueLoginCode(openid),
    pay: async (params: PaymentParams, outcome?: PayerChoice) => payDesk.pay(params, outcome),
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
export function createMaterial(
  options: Pick<SimulatorOptions, 'seed' | 'merchantName'> = {},
): Promise<SimulatorMaterial> {
  return freshMaterial(options, machine);
}

/** A clock that stands still at `startMs` until `advance` moves it. */
export function handClock(startMs: number): SimulatorClock {
  return createHandClock(machine, startMs);
}

function freshMaterial(
  { seed, merchantName }: Pick<SimulatorOptions, 'seed' | 'merchantName'>,
  system: System,
): Promise<SimulatorMaterial> {
  return makeMaterial({
    // A sequence of its own: names stay the same whether material was given or made.
    random: createSeededRandom((seed ?? system.seed()) + 1),
    nowMs: system.nowMs(),
    merchantName: merchantName ?? '一分小店',
    generateRsaKeyPair: system.generateRsaKeyPair,
  });
}
