import { createApp } from './create-app.ts';
import { createWorld, type World } from './create-world.ts';
import type { Desk } from './desk/index.ts';
import { makeMaterial, type PrivateKeys, type SimulatorMaterial } from './platform/material.ts';
import type { PayerChoice, PaymentCall } from './platform/payment-params.ts';
import { publishedKeys } from './platform/published-keys.ts';
import { signText } from './platform/rsa-signature.ts';
import { createSeededRandom } from './platform/seeded-random.ts';
import { createClock, createHandClock, type SimulatorClock } from './platform/simulated-clock.ts';
import { defaultVariants } from './platform/variants.ts';
import type { InjectedRequest, Simulator, SimulatorOptions } from './simulator.ts';
import { catchUp, createStateKeeper, readState } from './state-keeper.ts';
import { system } from './system.ts';

/** How long the receiver of a notification may take, in milliseconds. */
const NOTIFICATION_TIMEOUT_MS = 5000;

const LOOPBACK = '127.0.0.1';

/**
 * Starts a WeChat Pay with one merchant: the APIv3, the login of api.weixin.qq.com, the cashier and its control API.
 *
 * It listens on 127.0.0.1 unless `host` says otherwise. Its private keys are published ones unless `keys` says `fresh`
 * or others can reach it: that makes a start a matter of milliseconds.
 *
 * @throws RangeError when `host` is not of this machine and `allowPublic` is not set
 * @example
 * const simulator = await createSimulator();
 * const { code, openid } = simulator.loginCode();
 * await simulator.close();
 */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? LOOPBACK;
  refusePublic(host, options);
  const { stateFile } = options;
  const saved = stateFile === undefined ? undefined : readState(stateFile, system);
  const material = saved?.material ?? options.material ?? (await materialFor(host, options));
  const world = createWorld({
    material,
    random: createSeededRandom(options.seed ?? system.seed()),
    clock: options.clock ?? createClock(system),
    variants: { ...defaultVariants, ...options.variants },
    deliver: options.deliver ?? system.deliver,
    rsa: options.rsa ?? { generateKeyPair: system.generateRsaKeyPair, sign: signText },
    compress: system.compress,
    notificationTimeoutMs: options.notificationTimeoutMs ?? NOTIFICATION_TIMEOUT_MS,
    onWorked: () => keeper.touch(),
  });
  const keeper = createStateKeeper({ memory: world.memory, material, system, path: stateFile });
  if (saved !== undefined) world.memory.put(catchUp(saved, system.nowMs()));
  keeper.flush();
  const app = createApp({
    world: { ...world, keeper },
    onServed: keeper.touch,
    mounts: options.mounts ?? {},
    desk: createDeskLoader(world, options),
    explainPaySign: options.explainPaySign,
    corsOrigins: options.corsOrigins ?? [],
    wait: (ms) =>
      new Promise((resolve) => {
        world.clock.schedule(world.clock.nowMs() + ms, () => resolve());
      }),
  });
  const listening =
    options.port === false ? undefined : await system.listen(app.handle, host, options.port ?? 0);

  // Only those who listen nowhere need it, and they ask often: finding it again each time takes longer than an answer.
  let injecting: Promise<Pick<typeof import('light-my-request'), 'inject'>> | undefined;
  const { merchant, clock, faults, keys, identity, payDesk, orders, notifier, cashier, flow } =
    world;
  return Object.freeze({
    url: listening?.url ?? '',
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
    record(event: Parameters<Simulator['record']>[0]) {
      // Copied at once: it is the caller's object, who may change it.
      flow.list(flow.record(event) - 1, 1);
    },
    events: flow.list,
    snapshot: keeper.take,
    restore: keeper.putBack,
    reset: keeper.reset,
    async inject({ body, ...rest }: InjectedRequest) {
      injecting ??= import('light-my-request');
      const { inject } = await injecting;
      const payload = body === undefined ? {} : { payload: body };
      const names = Object.keys(rest.headers ?? {}).map((name) => name.toLowerCase());
      const handle: typeof app.handle = (request, response) => {
        // The library's own: whoever sends none shall be judged for it.
        if (!names.includes('user-agent')) delete request.headers['user-agent'];
        app.handle(request, response);
      };
      const answer = await inject(handle, { ...rest, ...payload });
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: answer.body,
        bytes: answer.rawPayload,
      };
    },
    async close() {
      clock.close();
      app.close();
      await listening?.close();
      keeper.end();
    },
  });
}

/** Makes a merchant on fresh RSA keys (100–300 ms), to be shared by several simulators or kept in a file. */
export async function createMaterial(
  options: Pick<SimulatorOptions, 'seed' | 'merchantName'> = {},
): Promise<SimulatorMaterial> {
  const make = async () => (await system.generateRsaKeyPair()).privateKey;
  const [merchant, platformPublicKey, platformCertificate] = await Promise.all([
    make(),
    make(),
    make(),
  ]);
  return materialOn({ merchant, platformPublicKey, platformCertificate }, options);
}

/** A clock that stands still at `startMs` until `advance` moves it. */
export function handClock(startMs: number): SimulatorClock {
  return createHandClock(system, startMs);
}

/** The control API hands out keys and obeys whoever asks: not to the whole network by accident. */
function refusePublic(host: string, { allowPublic, port }: SimulatorOptions): void {
  if (isLoopback(host) || allowPublic === true || port === false) return;
  throw new RangeError(
    `host ${host} can be reached by other machines, and the control API obeys whoever asks: set allowPublic to want that`,
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Whom others can reach must not sign with keys that they know. */
async function materialFor(host: string, options: SimulatorOptions): Promise<SimulatorMaterial> {
  const keys = options.keys ?? (isLoopback(host) ? 'published' : 'fresh');
  return keys === 'fresh' ? await createMaterial(options) : materialOn(publishedKeys, options);
}

function materialOn(
  keys: PrivateKeys,
  { seed, merchantName }: Pick<SimulatorOptions, 'seed' | 'merchantName'>,
): SimulatorMaterial {
  return makeMaterial({
    // A sequence of its own: names stay the same whether material was given or made.
    random: createSeededRandom((seed ?? system.seed()) + 1),
    nowMs: system.nowMs(),
    merchantName: merchantName ?? '一分小店',
    keys,
  });
}

/** The page's bundler is heavy: it is loaded when the page is first asked for, in tests never. */
function createDeskLoader(
  { merchant }: World,
  { desk: shown, explainPaySign }: SimulatorOptions,
): () => Promise<Desk> {
  const instance = system.seed().toString(16);
  const { phones = [], scenarios = [] } = shown ?? {};
  const explains = explainPaySign !== undefined;
  let desk: Desk | undefined;
  return async () => {
    const { createDesk } = await import('./desk/index.ts');
    const { name: merchantName, mchid, appid } = merchant;
    desk ??= createDesk({
      instance,
      merchantName,
      mchid,
      appid,
      phones,
      scenarios,
      explains,
    });
    return desk;
  };
}
