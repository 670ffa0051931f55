import { decodeBase64 } from '../core/decode-base64.ts';
import { AnswerError } from '../core/errors/answer-error.ts';
import { ArgumentError } from '../core/errors/argument-error.ts';
import { isText } from '../core/objects/is-amount.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { PlatformClient } from './create-platform-client.ts';

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
 * Exchanges the code of `wx.login` (5 minutes, once) for who logged in.
 *
 * @throws ArgumentError, PlatformError, NetworkError, TimeoutError, AnswerError
 * @see code2session, developers.weixin.qq.com `api_code2session`
 */
export async function code2session(
  client: PlatformClient,
  login: { readonly appid: string; readonly secret: string; readonly js_code: string },
  options?: CallOptions,
): Promise<MiniProgramSession> {
  const { appid, secret, js_code } = login;
  if (!isText(js_code)) throw new ArgumentError('js_code', 'must be the code that wx.login gave');
  const answer = await client.get(
    '/sns/jscode2session',
    { appid, secret, js_code, grant_type: 'authorization_code' },
    options,
  );
  const { openid, session_key, unionid } = answer;
  if (!isText(openid) || !isText(session_key) || decodeBase64(session_key)?.length !== 16) {
    const reason = 'openid or session_key is missing or misshapen';
    throw new AnswerError('ANSWER_MALFORMED', { status: 200, reason });
  }
  return Object.freeze({ openid, session_key, ...(isText(unionid) ? { unionid } : {}) });
}
