import { isText } from '../../core/objects/is-amount.ts';
import type { System } from '../../core/system.ts';
import type { AccessToken, AccessTokenStore } from './access-token.ts';

/** The access token of one mini-program, asked for once however many calls wait for it. */
export interface TokenSource {
  /**
   * A token that is good for now. In its last five minutes a new one is fetched; while that fails, the old one
   * serves until its end.
   *
   * @throws PlatformError, NetworkError, TimeoutError, AnswerError
   */
  get(): Promise<AccessToken>;
  /** A token after WeChat refused this one. @throws as `get` */
  replace(refused: string): Promise<AccessToken>;
  /** Ends the present token everywhere and fetches another. @throws as `get` */
  forceRefresh(): Promise<AccessToken>;
}

/** What a `TokenSource` is made of. */
export interface TokenParts {
  readonly appid: string;
  /** Asks WeChat. */
  readonly fetchToken: (force: boolean) => Promise<AccessToken>;
  readonly store: AccessTokenStore | undefined;
  readonly system: System;
}

/** WeChat hands out the next token in the last five minutes of this one; both then work. */
const overlapMs = 300_000;

/** Makes the token source of one mini-program. */
export function createTokenSource({ appid, fetchToken, store, system }: TokenParts): TokenSource {
  let current: AccessToken | undefined;
  let flight: Promise<AccessToken> | undefined;

  const lastsMs = (token: AccessToken) => token.expiresAtMs - system.nowMs();
  const isFresh = (token: AccessToken | undefined, refused?: string): token is AccessToken =>
    token !== undefined && token.access_token !== refused && lastsMs(token) > overlapMs;

  /** Everyone who asks while an answer is under way gets that answer. */
  function share(ask: () => Promise<AccessToken>): Promise<AccessToken> {
    flight ??= ask().finally(() => {
      flight = undefined;
    });
    return flight;
  }

  async function renew(refused?: string): Promise<AccessToken> {
    const shared = await load();
    if (isFresh(shared, refused)) {
      current = shared;
      return shared;
    }
    return fetchAndKeep(false);
  }

  async function fetchAndKeep(force: boolean): Promise<AccessToken> {
    const token = await fetchToken(force);
    current = token;
    await save(token);
    return token;
  }

  async function load(): Promise<AccessToken | undefined> {
    try {
      const token = await store?.load(appid);
      const usable = isText(token?.access_token) && Number.isFinite(token?.expiresAtMs);
      return usable ? token : undefined;
    } catch {
      // A store that fails costs one question to WeChat, see AccessTokenStore.
      return undefined;
    }
  }

  async function save(token: AccessToken): Promise<void> {
    try {
      await store?.save(appid, token);
    } catch {
      // The token is good all the same, see AccessTokenStore.
    }
  }

  return Object.freeze({
    async get() {
      if (isFresh(current)) return current;
      const old = current;
      try {
        return await share(() => renew());
      } catch (error) {
        if (old !== undefined && old === current && lastsMs(old) > 0) return old;
        throw error;
      }
    },
    async replace(refused: string) {
      if (current?.access_token === refused) current = undefined;
      if (isFresh(current)) return current;
      return share(() => renew(refused));
    },
    forceRefresh: () => fetchAndKeep(true),
  });
}
