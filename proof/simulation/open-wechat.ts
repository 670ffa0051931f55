import {
  createSimulator,
  type Delivery,
  type DeliveryAnswer,
  type Simulator,
} from '@yifen/simulator';
import type { InFlight } from './in-flight.ts';
import type { KeyedRandom } from './keyed-random.ts';
import { readMaterial } from './material.ts';
import { rememberedRsa } from './remembered-rsa.ts';
import type { Scheduler } from './scheduler.ts';
import { createWechatClock } from './wechat-clock.ts';

/** WeChat on the run's clock: its keys and its payers' luck come from the seed. */
export async function openWechat({
  scheduler,
  random,
  inFlight,
  deliver,
}: {
  readonly scheduler: Scheduler;
  readonly random: KeyedRandom;
  readonly inFlight: InFlight;
  /** The way of its notifications. */
  readonly deliver: (delivery: Delivery) => Promise<DeliveryAnswer>;
}): Promise<Simulator> {
  const material = readMaterial();
  const simulator = await createSimulator({
    port: false,
    seed: random.between('wechat', 0, 2 ** 31),
    material,
    rsa: rememberedRsa(material.supply),
    clock: createWechatClock(scheduler),
    notificationTimeoutMs: 5_000,
    deliver,
  });
  // The first request loads what it needs, and that takes real time: none of it may fall into the run.
  await simulator.inject({ method: 'GET', url: '/_simulator/clock' });
  return Object.freeze({
    ...simulator,
    inject: (request) => inFlight.track(simulator.inject(request)),
  } satisfies Simulator);
}
