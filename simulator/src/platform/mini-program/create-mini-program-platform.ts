import { createHash } from 'node:crypto';
import type { Identity } from '../identity.ts';
import type { Memory } from '../memory.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { SimulatorClock } from '../simulated-clock.ts';
import { type AccessTokens, createAccessTokens } from './access-tokens.ts';
import {
  createMessagePusher,
  type MessagePusher,
  type MessagePusherParts,
} from './message-pusher.ts';
import { createPhoneDesk, type PhoneDesk } from './phone-desk.ts';
import { createShippingDesk, type ShippingDesk, type ShippingDeskParts } from './shipping-desk.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';

/** What api.weixin.qq.com knows of one merchant's mini-program, the login apart. */
export interface MiniProgramPlatform {
  /** The merchant's own mini-program. */
  readonly appid: string;
  readonly tokens: AccessTokens;
  readonly phones: PhoneDesk;
  readonly shipping: ShippingDesk;
  readonly sales: ShippingDeskParts['sales'];
  readonly subscriptions: Subscriptions;
  readonly messages: MessagePusher;
  /** The unionid of a user, when the mini-program is bound to an Open Platform account. */
  unionid(openid: string): string | undefined;
  bindOpenPlatform(bound: boolean): void;
  /** Two settings of the console that only have an address. */
  readonly paths: { messageJump?: string; orderDetail?: string };
}

/** What the platform stands on. */
export interface MiniProgramPlatformParts {
  readonly memory: Memory;
  readonly appid: string;
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  readonly identity: Identity;
  readonly sales: ShippingDeskParts['sales'];
  readonly isRefunded: (transactionId: string) => boolean;
  readonly sendPush: MessagePusherParts['send'];
}

/** Creates the platform of one mini-program: no tokens, nothing shipped, no push address. */
export function createMiniProgramPlatform(parts: MiniProgramPlatformParts): MiniProgramPlatform {
  const { appid, clock, random, identity, sales, isRefunded, memory } = parts;
  const { nowMs } = clock;
  const messages = createMessagePusher({ appid, clock, random, send: parts.sendPush, memory });
  const bound = memory.cell('openPlatform.bound', false);
  const paths: { messageJump?: string; orderDetail?: string } = {};
  memory.own(
    'mini-program.paths',
    () => ({ ...paths }),
    (kept) => {
      delete paths.messageJump;
      delete paths.orderDetail;
      Object.assign(paths, kept);
    },
  );
  return Object.freeze({
    appid,
    sales,
    messages,
    tokens: createAccessTokens({ nowMs, random, memory }),
    phones: createPhoneDesk({ appid, identity, nowMs, random, memory }),
    shipping: createShippingDesk({ clock, sales, isRefunded, push: messages.push, memory }),
    subscriptions: createSubscriptions({
      nowMs,
      memory,
      ownsOpenid: (openid) => identity.ownsOpenid(appid, openid),
    }),
    unionid: (openid: string) =>
      bound.value
        ? `o${createHash('sha256').update(openid).digest('base64url').slice(0, 27)}`
        : undefined,
    bindOpenPlatform(value: boolean) {
      bound.value = value;
    },
    paths,
  });
}
