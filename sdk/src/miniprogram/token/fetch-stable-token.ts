import { isText } from '../../core/objects/is-amount.ts';
import type { System } from '../../core/system.ts';
import type { PlatformClient } from '../create-platform-client.ts';
import { malformedAnswer } from '../malformed-answer.ts';
import type { AccessToken } from './access-token.ts';

/**
 * Asks for the stable access token: the same one for everyone who asks, until its last five minutes.
 *
 * `force_refresh` ends the present token at once; WeChat does so at most 20 times a day, 30 seconds apart.
 *
 * @throws PlatformError, NetworkError, TimeoutError, AnswerError
 * @see getStableAccessToken, developers.weixin.qq.com `api_getstableaccesstoken`
 */
export async function fetchStableToken(
  client: PlatformClient,
  credential: { readonly appid: string; readonly secret: string; readonly force_refresh: boolean },
  system: System,
): Promise<AccessToken> {
  const askedAtMs = system.nowMs();
  const { access_token, expires_in } = await client.call({
    method: 'POST',
    path: '/cgi-bin/stable_token',
    body: { grant_type: 'client_credential', ...credential },
  });
  if (!isText(access_token) || !Number.isSafeInteger(expires_in) || Number(expires_in) <= 0) {
    throw malformedAnswer('access_token or expires_in is missing or misshapen');
  }
  // Counted from before the question: the answer's way takes from the token's life.
  return Object.freeze({ access_token, expiresAtMs: askedAtMs + Number(expires_in) * 1000 });
}
