import { createHash } from 'node:crypto';
import type { Identity } from '../identity.ts';
import type { Memory } from '../memory.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { PlatformRefusal } from './platform-refusal.ts';

/** What a `getPhoneNumber` button hands to the page, in the new way and in the old. */
export interface PhoneNumberEvent {
  readonly code: string;
  readonly encryptedData: string;
  readonly iv: string;
}

/** Telephone numbers on their way from a user's tap to the merchant's server. */
export interface PhoneDesk {
  /** The user agrees; `undefined` when this openid never logged in. */
  agree(openid: string, phoneNumber: string): PhoneNumberEvent | undefined;
  /** Exchanges a code once, within five minutes. @throws PlatformRefusal 40029 */
  exchange(code: string): Record<string, unknown>;
  /** Whether a ciphertext with this SHA-256 (hex) was made here in the last three days. */
  checkHash(hash: string): { readonly vaild: boolean; readonly create_time?: number };
}

/** What the desk stands on. */
export interface PhoneDeskParts {
  readonly memory: Memory;
  readonly appid: string;
  readonly identity: Identity;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
}

const CODE_LIFE_MS = 300_000;
const HASH_LIFE_MS = 3 * 86_400_000;

/**
 * Creates a desk without codes; codes of `wx.login` are not known here.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/user-info/phone-number/api_getphonenumber.html
 */
export function createPhoneDesk(parts: PhoneDeskParts): PhoneDesk {
  const { appid, identity, nowMs, random, memory } = parts;
  const codes = memory.map<string, { readonly phoneNumber: string; readonly issuedAtMs: number }>(
    'phones.codes',
  );
  const madeAtMs = memory.map<string, number>('phones.madeAtMs');
  return Object.freeze({
    agree(openid: string, phoneNumber: string) {
      const sealed = identity.encryptPhoneNumber(openid, phoneNumber);
      if (sealed === undefined) return undefined;
      forget(codes, ({ issuedAtMs }) => nowMs() >= issuedAtMs + CODE_LIFE_MS);
      forget(madeAtMs, (atMs) => nowMs() >= atMs + HASH_LIFE_MS);
      const code = random.hex(64);
      codes.set(code, { phoneNumber, issuedAtMs: nowMs() });
      madeAtMs.set(createHash('sha256').update(sealed.encryptedData).digest('hex'), nowMs());
      return { code, ...sealed };
    },
    exchange(code: string) {
      const kept = codes.get(code);
      if (kept === undefined || nowMs() >= kept.issuedAtMs + CODE_LIFE_MS) {
        throw new PlatformRefusal(40029, 'invalid code');
      }
      codes.delete(code);
      const { phoneNumber } = kept;
      const watermark = { timestamp: Math.floor(nowMs() / 1000), appid };
      return { phoneNumber, purePhoneNumber: phoneNumber, countryCode: '86', watermark };
    },
    checkHash(hash: string) {
      const atMs = madeAtMs.get(hash.toLowerCase());
      return atMs === undefined || nowMs() >= atMs + HASH_LIFE_MS
        ? { vaild: false }
        : { vaild: true, create_time: Math.floor(atMs / 1000) };
    },
  });
}

function forget<Value>(kept: Map<string, Value>, isOver: (value: Value) => boolean): void {
  for (const [key, value] of kept) if (isOver(value)) kept.delete(key);
}
