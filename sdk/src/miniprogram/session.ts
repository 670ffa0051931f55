/**
 * Who logged in. Never hand `session_key` to a client: it signs and encrypts user data.
 *
 * @see code2session, developers.weixin.qq.com `api_code2session`
 */
export interface MiniProgramSession {
  /** Of the user in this mini-program, 28 characters. */
  readonly openid: string;
  /** Base64 of 16 bytes. */
  readonly session_key: string;
  /** Only when the mini-program is bound to an Open Platform account. */
  readonly unionid?: string;
}
