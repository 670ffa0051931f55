import { decodeBase64 } from '../core/decode-base64.ts';
import { isText } from '../core/objects/is-amount.ts';
import type { JsonObject } from '../core/parse-object.ts';
import { malformedAnswer } from './malformed-answer.ts';

/** Who logged in. Never hand `session_key` to a client: it signs and encrypts user data. */
export interface MiniProgramSession {
  /** Of the user in this mini-program, 28 characters. */
  readonly openid: string;
  /** Base64 of 16 bytes. */
  readonly session_key: string;
  /** Only when the mini-program is bound to an Open Platform account. */
  readonly unionid?: string;
}

/**
 * Reads a session out of an answer.
 *
 * @throws AnswerError `ANSWER_MALFORMED`
 */
export function readSession({ openid, session_key, unionid }: JsonObject): MiniProgramSession {
  if (!isText(openid) || !isText(session_key) || decodeBase64(session_key)?.length !== 16) {
    throw malformedAnswer('openid or session_key is missing or misshapen');
  }
  return Object.freeze({ openid, session_key, ...(isText(unionid) ? { unionid } : {}) });
}
