import { encryptUserData } from './encrypt-user-data.ts';
import type { Memory } from './memory.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Variants } from './variants.ts';

/** What the register of users stands on. */
export interface IdentityParts {
  readonly memory: Memory;
  /** The mini-programs by appid: the merchant's own first. */
  readonly apps: readonly { readonly appid: string; readonly appSecret: string }[];
  readonly nowMs: () => number;
  readonly random: SeededRandom;
  readonly variants: Variants;
}

/** The query of `/sns/jscode2session`, as it came. */
interface SessionQuery {
  readonly appid?: string;
  readonly secret?: string;
  readonly js_code?: string;
  readonly grant_type?: string;
}

/** The answer of api.weixin.qq.com: HTTP 200 in both cases. */
type SessionAnswer =
  | { readonly session_key: string; readonly openid: string }
  | { readonly errcode: number; readonly errmsg: string };

/** An old-style phone number event: what the button hands to the page. */
interface PhoneNumberEvent {
  readonly encryptedData: string;
  readonly iv: string;
}

/** Users of mini-programs, their login codes and session keys. */
export interface Identity {
  /** Issues a code as `wx.login` does, for a new user when no `openid` is given; it may replace the session key. */
  issueLoginCode(
    openid?: string,
    appid?: string,
  ): { readonly code: string; readonly openid: string };
  /** Exchanges a code once, within five minutes. */
  exchange(query: SessionQuery): SessionAnswer;
  /** An answer of the platform with its `rid`. */
  failure(errcode: number, text: string): SessionAnswer;
  /** Encrypts a phone number under the user's current session key; `undefined` when the user never logged in. */
  encryptPhoneNumber(openid: string, phoneNumber: string): PhoneNumberEvent | undefined;
  /** The user's current session key; `undefined` when the user never logged in. */
  sessionKey(appid: string, openid: string): string | undefined;
  /** Replaces the user's session key. */
  resetSessionKey(appid: string, openid: string): string;
  ownsOpenid(appid: string, openid: string): boolean;
  /** The openid under `otherAppid` of the person who is `openid` under `appid`; always the same one. */
  openidUnder(appid: string, openid: string, otherAppid: string): string;
}

interface LoginCode {
  readonly appid: string;
  readonly openid: string;
  readonly issuedAtMs: number;
  readonly used: boolean;
}

/** The form of an openid. */
const OPENID = /^o[\w-]{27}$/;

const CODE_LIFE_MS = 300_000;

/** Creates an empty register. */
export function createIdentity(parts: IdentityParts): Identity {
  const { nowMs, random, variants, memory } = parts;
  const secrets = new Map(parts.apps.map(({ appid, appSecret }) => [appid, appSecret]));
  const ownAppid = parts.apps[0]?.appid ?? '';
  /** Openids of one person, by appid, openid and other appid. */
  const twins = memory.map<string, string>('identity.twins');
  const codes = memory.map<string, LoginCode>('identity.codes');
  /** By appid and openid, joined by a space. */
  const sessionKeys = memory.map<string, string>('identity.sessionKeys');
  /** Who logged in to another mini-program. */
  const elsewhere = memory.set<string>('identity.elsewhere');

  function issueLoginCode(
    openid = `o${random.letters(27)}`,
    appid = ownAppid,
  ): { code: string; openid: string } {
    forgetOldCodes(codes, nowMs());
    const user = `${appid} ${openid}`;
    if (!secrets.has(appid)) elsewhere.add(openid);
    if (!sessionKeys.has(user) || random.chance(variants.sessionKeyRotation)) {
      sessionKeys.set(user, random.bytes(16).toString('base64'));
    }
    const code = `0${random.letters(31)}`;
    codes.set(code, { appid, openid, issuedAtMs: nowMs(), used: false });
    return { code, openid };
  }

  function failure(errcode: number, text: string): SessionAnswer {
    const seconds = Math.floor(nowMs() / 1000)
      .toString(16)
      .padStart(8, '0');
    return { errcode, errmsg: `${text}, rid: ${seconds}-${random.hex(8)}-${random.hex(8)}` };
  }

  function exchange({ appid, secret, js_code, grant_type }: SessionQuery): SessionAnswer {
    if (!appid) return failure(41002, 'appid missing');
    if (!secrets.has(appid)) return failure(40013, 'invalid appid');
    if (!secret) return failure(41004, 'appsecret missing');
    if (secret !== secrets.get(appid)) return failure(40125, 'invalid appsecret');
    if (!js_code) return failure(41008, 'missing code');
    if (grant_type !== 'authorization_code') return failure(40002, 'invalid grant_type');
    const login = codes.get(js_code);
    if (login === undefined || login.appid !== appid) return failure(40029, 'invalid code');
    if (login.used) return failure(40163, 'code been used');
    if (nowMs() >= login.issuedAtMs + CODE_LIFE_MS) return failure(40029, 'invalid code');
    const session_key = sessionKeys.get(`${appid} ${login.openid}`);
    if (session_key === undefined) return failure(-1, 'system error');
    codes.set(js_code, { ...login, used: true });
    return { session_key, openid: login.openid };
  }

  return Object.freeze({
    issueLoginCode,
    exchange,
    failure,
    encryptPhoneNumber(openid: string, phoneNumber: string) {
      const sessionKey = sessionKeys.get(`${ownAppid} ${openid}`);
      if (sessionKey === undefined) return undefined;
      const watermark = { timestamp: Math.floor(nowMs() / 1000), appid: ownAppid };
      const data = { phoneNumber, purePhoneNumber: phoneNumber, countryCode: '86', watermark };
      return encryptUserData(data, sessionKey, random.bytes(16));
    },
    sessionKey: (appid: string, openid: string) => sessionKeys.get(`${appid} ${openid}`),
    resetSessionKey(appid: string, openid: string) {
      const sessionKey = random.bytes(16).toString('base64');
      sessionKeys.set(`${appid} ${openid}`, sessionKey);
      return sessionKey;
    },
    ownsOpenid(appid: string, openid: string) {
      if (sessionKeys.has(`${appid} ${openid}`)) return true;
      const isOthers = [...secrets.keys()].some((other) => sessionKeys.has(`${other} ${openid}`));
      const unseen = OPENID.test(openid) && !elsewhere.has(openid) && !isOthers;
      return unseen && variants.unseenOpenid === 'accepted';
    },
    openidUnder(appid: string, openid: string, otherAppid: string) {
      const known = twins.get(`${appid} ${openid} ${otherAppid}`);
      if (known !== undefined) return known;
      const twin = `o${random.letters(27)}`;
      twins.set(`${appid} ${openid} ${otherAppid}`, twin);
      twins.set(`${otherAppid} ${twin} ${appid}`, openid);
      return twin;
    },
  });
}

/** A used code stays long enough to be recognised; a day of them is plenty. */
function forgetOldCodes(codes: Map<string, LoginCode>, nowMs: number): void {
  for (const [code, { issuedAtMs }] of codes) {
    if (issuedAtMs > nowMs - 86_400_000) return;
    codes.delete(code);
  }
}
