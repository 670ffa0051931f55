import type { Delivery, DeliveryAnswer } from '@yifen/simulator';
import type { FaultPlan } from './faults.ts';
import { flipBit, flipHeader } from './flip-bit.ts';
import type { Journal } from './journal.ts';
import type { KeyedRandom } from './keyed-random.ts';
import type { Reach } from './reach.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** What lies between WeChat and the servers. */
export interface NotificationLinkParts {
  readonly scheduler: Scheduler;
  readonly random: KeyedRandom;
  readonly faults: FaultPlan;
  readonly reach: Reach;
  readonly journal: Journal;
  pickServer(place: string): SimulatedServer | null;
  /** Sees each delivery whose answer of 2xx left the server. */
  onAcknowledged(delivery: Delivery, atMs: number): void;
  /** Sees each delivery: an attacker may listen. */
  onSent(delivery: Delivery): void;
}

const DAY_MS = 24 * 3_600_000;
/** The headers that a signature stands or falls with. */
const SIGNED = /^wechatpay-(timestamp|nonce|signature|serial)$/i;

/** The way of a notification: at WeChat an attempt ends after `timeoutMs`, on the wire it may go on for a day. */
export function createNotificationLink(
  parts: NotificationLinkParts,
): (delivery: Delivery) => Promise<DeliveryAnswer> {
  const { scheduler, random, faults, reach, journal } = parts;

  function arrive(delivery: Delivery, place: string, answer: (answer: DeliveryAnswer) => void) {
    const server = parts.pickServer(place);
    if (server === null) {
      answer({ failure: 'nobody listens' });
      return;
    }
    const { pathname, search } = new URL(delivery.url);
    const { headers, body } = delivery;
    server
      .request({ method: delivery.method ?? 'POST', url: pathname + search, headers, body })
      .then(
        ({ status, text }) => {
          if (status >= 200 && status < 300) parts.onAcknowledged(delivery, scheduler.nowMs());
          if (!faults.strikes('acknowledgement-lost', place)) answer({ status, body: text });
          else reach.count('acknowledgement lost');
        },
        () => answer({ failure: 'connection reset' }),
      );
  }

  return (delivery) => {
    parts.onSent(delivery);
    const place = `notification ${idOf(delivery.body)}`;
    const { promise, resolve } = Promise.withResolvers<DeliveryAnswer>();
    scheduler.at(scheduler.nowMs() + delivery.timeoutMs, `${place} time limit`, () =>
      resolve({ failure: 'no answer in time' }),
    );
    const answerAfterTravel = (answer: DeliveryAnswer) =>
      scheduler.at(scheduler.nowMs() + random.between(`back ${place}`, 5, 80), place, () =>
        resolve(answer),
      );
    if (faults.strikes('notification-lost', place)) {
      reach.count('notification lost');
      return promise;
    }
    const isFlipped = faults.strikes('notification-flipped', place);
    if (isFlipped) reach.count('notification forged');
    const arriving = isFlipped ? flipDelivery(random, place, delivery) : delivery;
    const isLate = faults.strikes('notification-late', place);
    const travelMs = random.between(`travel ${place}`, 5, isLate ? DAY_MS : 120);
    scheduler.at(scheduler.nowMs() + travelMs, `${place} arrives`, () =>
      arrive(arriving, place, (answer) => {
        if (isFlipped) {
          const succeeded = 'status' in answer && answer.status < 300;
          journal.attacks.push({ kind: 'flipped-notification', note: place, succeeded });
        }
        answerAfterTravel(answer);
      }),
    );
    if (faults.strikes('notification-twice', place)) {
      reach.count('notification twice');
      const againMs = random.between(`again ${place}`, 5, 3_600_000);
      scheduler.at(scheduler.nowMs() + againMs, `${place} arrives again`, () =>
        arrive(delivery, place, () => {}),
      );
    }
    return promise;
  };
}

function idOf(body: string): string {
  return /"id":"([^"]+)"/.exec(body)?.[1] ?? 'without id';
}

/** Flips one bit of the body or of a header that the signature covers. */
function flipDelivery(random: KeyedRandom, place: string, delivery: Delivery): Delivery {
  if (random.chance(`flip body ${place}`, 0.5)) {
    const body = Buffer.from(flipBit(random, place, Buffer.from(delivery.body))).toString();
    return { ...delivery, body };
  }
  const signed = Object.keys(delivery.headers).filter((name) => SIGNED.test(name));
  const name = random.pick(`flipped header ${place}`, signed);
  const headers = {
    ...delivery.headers,
    [name]: flipHeader(random, place, delivery.headers[name] ?? ''),
  };
  return { ...delivery, headers };
}
