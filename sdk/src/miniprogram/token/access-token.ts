/** What every call of the platform but the login needs; it never leaves the server. */
export interface AccessToken {
  /** Keep room for at least 512 characters. */
  readonly access_token: string;
  /** When it ends, in milliseconds since 1970 UTC. */
  readonly expiresAtMs: number;
}

/**
 * Where the processes of one mini-program share their access token, for example a row of a database.
 *
 * Sharing only saves calls: the stable token is the same for everyone who asks, so that a store that fails, or
 * forgets, or lets two processes in at once does no harm. Keep what it holds as secret as the AppSecret.
 */
export interface AccessTokenStore {
  /** The token last saved for this mini-program; undefined when there is none. */
  load(appid: string): Promise<AccessToken | undefined>;
  save(appid: string, token: AccessToken): Promise<void>;
}
