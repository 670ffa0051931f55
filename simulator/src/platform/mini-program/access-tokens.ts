import type { Memory } from '../memory.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { PlatformRefusal } from './platform-refusal.ts';

/** The answer to whoever asks for a token; `expires_in` in seconds. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
}

/** Both families of access tokens; they do not disturb each other. */
export interface AccessTokens {
  /** A new token on every call; the earlier one ends five minutes later. */
  issue(appid: string): TokenAnswer;
  /** The same token until its last five minutes; `force` ends it at once, within limits. */
  issueStable(appid: string, force: boolean): TokenAnswer;
  /** The mini-program a token speaks for. @throws PlatformRefusal 41001, 40001, 40014, 42001 */
  check(token: string | undefined): string;
}

/** What the tokens stand on. */
export interface AccessTokenParts {
  readonly memory: Memory;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
}

interface Token {
  readonly text: string;
  readonly appid: string;
  readonly untilMs: number;
}

const LIFE_MS = 7_200_000;
const OVERLAP_MS = 300_000;
const FORCE_PAUSE_MS = 30_000;
const FORCES_PER_DAY = 20;
const DAY_MS = 86_400_000;

/**
 * Creates an empty register of tokens.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getstableaccesstoken.html
 */
export function createAccessTokens({ nowMs, random, memory }: AccessTokenParts): AccessTokens {
  /** By text; what ended by force or by a successor is taken out, what merely expired stays. */
  const tokens = memory.map<string, Token>('tokens');
  const latest = memory.map<string, Token>('tokens.latest');
  const stable = memory.map<string, Token>('tokens.stable');
  const forcedAtMs = memory.map<string, readonly number[]>('tokens.forced');

  function make(appid: string): Token {
    const text = `${10 + Math.floor(random.next() * 90)}_${random.letters(133)}`;
    const token = Object.freeze({ text, appid, untilMs: nowMs() + LIFE_MS });
    tokens.set(text, token);
    return token;
  }

  function answer({ text, untilMs }: Token): TokenAnswer {
    return { access_token: text, expires_in: Math.floor((untilMs - nowMs()) / 1000) };
  }

  function mayForce(appid: string): boolean {
    const today = (forcedAtMs.get(appid) ?? []).filter(
      (atMs) => beijingDay(atMs) === beijingDay(nowMs()),
    );
    const lastMs = today.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (today.length >= FORCES_PER_DAY || nowMs() < lastMs + FORCE_PAUSE_MS) return false;
    forcedAtMs.set(appid, [...today, nowMs()]);
    return true;
  }

  return Object.freeze({
    issue(appid: string) {
      const earlier = latest.get(appid);
      if (earlier !== undefined) {
        const untilMs = Math.min(earlier.untilMs, nowMs() + OVERLAP_MS);
        tokens.set(earlier.text, Object.freeze({ ...earlier, untilMs }));
      }
      const token = make(appid);
      latest.set(appid, token);
      return answer(token);
    },
    issueStable(appid: string, force: boolean) {
      const present = stable.get(appid);
      const forced = present !== undefined && force && mayForce(appid);
      if (present !== undefined && !forced && present.untilMs - nowMs() > OVERLAP_MS) {
        return answer(present);
      }
      if (forced) tokens.delete(present.text);
      const token = make(appid);
      stable.set(appid, token);
      return answer(token);
    },
    check(text: string | undefined) {
      if (!text) throw new PlatformRefusal(41001, 'access_token missing');
      if (!/^\d\d_[\w-]{20,509}$/.test(text))
        throw new PlatformRefusal(40014, 'invalid access_token');
      const token = tokens.get(text);
      if (token === undefined) {
        const more =
          'could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r';
        const what = 'invalid credential, access_token is invalid or not latest';
        throw new PlatformRefusal(40001, `${what}, ${more}`);
      }
      if (nowMs() >= token.untilMs) throw new PlatformRefusal(42001, 'access_token expired');
      return token.appid;
    },
  });
}

function beijingDay(ms: number): number {
  return Math.floor((ms + 8 * 3_600_000) / DAY_MS);
}
