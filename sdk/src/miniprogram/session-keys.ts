import { ArgumentError } from '../core/errors/argument-error.ts';
import { PlatformError } from '../core/errors/platform-error.ts';
import { isText } from '../core/objects/is-amount.ts';
import { signWithSessionKey } from '../core/session-signature.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { PlatformClient } from './create-platform-client.ts';
import { foreignAnswer } from './malformed-answer.ts';
import { type MiniProgramSession, readSession } from './mini-program-session.ts';

/** Whose session key, and the key as it was stored. */
export interface StoredSession {
  readonly openid: string;
  /** Base64 text as code2session gave it; it stays here, only a signature made with it is sent. */
  readonly session_key: string;
}

/** Session keys kept on the server. */
export interface SessionKeysApi {
  /**
   * Whether a stored session key is still the user's present one.
   *
   * @throws ArgumentError, PlatformError, NetworkError, TimeoutError, AnswerError
   * @see checkSessionKey, developers.weixin.qq.com `api_checksessionkey`
   */
  check(session: StoredSession, options?: CallOptions): Promise<boolean>;
  /**
   * Replaces the user's session key and answers the new one; the old one ends.
   *
   * @throws ArgumentError; PlatformError (87007: no such key, 87009: not this key); NetworkError, TimeoutError, AnswerError
   * @see resetUserSessionKey, developers.weixin.qq.com `api_resetusersessionkey`
   */
  reset(session: StoredSession, options?: CallOptions): Promise<MiniProgramSession>;
}

/** Makes the session key calls. */
export function createSessionKeys(client: PlatformClient): SessionKeysApi {
  return Object.freeze({
    check: async (session: StoredSession, options?: CallOptions) => {
      const query = signedQuery(session);
      try {
        await client.call({ method: 'GET', path: '/wxa/checksession', query, options });
        return true;
      } catch (error) {
        if (error instanceof PlatformError && endedCodes.has(error.errcode)) return false;
        throw error;
      }
    },
    reset: async (session: StoredSession, options?: CallOptions) => {
      const query = signedQuery(session);
      const path = '/wxa/resetusersessionkey';
      const renewed = readSession(await client.call({ method: 'GET', path, query, options }));
      if (renewed.openid !== session.openid) throw foreignAnswer('it speaks of another openid');
      return renewed;
    },
  });
}

/** 87007: no key or expired; 87009: the signature was made with another key. */
const endedCodes: ReadonlySet<number> = new Set([87007, 87009]);

function signedQuery({ openid, session_key }: StoredSession): Record<string, string> {
  if (!isText(openid)) throw new ArgumentError('openid', 'must be given');
  if (!isText(session_key)) throw new ArgumentError('session_key', 'must be given');
  // Both calls are GET: the empty text is signed.
  return { openid, signature: signWithSessionKey('', session_key), sig_method: 'hmac_sha256' };
}
