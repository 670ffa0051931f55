import { ArgumentError } from '../core/errors/argument-error.ts';
import { isText } from '../core/objects/is-amount.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { PlatformClient } from './create-platform-client.ts';
import { type MiniProgramSession, readSession } from './mini-program-session.ts';

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
  const answer = await client.call({
    method: 'GET',
    path: '/sns/jscode2session',
    query: { appid, secret, js_code, grant_type: 'authorization_code' },
    options,
  });
  return readSession(answer);
}
