/** What passwords and authenticators take of cryptography and time. */
export interface Credentials {
  /**
   * Hashes a password with argon2id.
   *
   * @throws Error with `statusCode` 429 when too many wait for it.
   */
  hashPassword(password: string): Promise<string>;
  /**
   * Is it the password? Takes as long when there is no hash, and says no.
   *
   * @throws Error with `statusCode` 429 when too many wait for it.
   */
  verifyPassword(hash: string | null, password: string): Promise<boolean>;
  /** A new secret of an authenticator, base32. */
  newTotpSecret(): string;
  /** `otpauth://totp/…`, for a QR code. */
  totpUri(secret: string, email: string): string;
  /** The time step whose six digits these are, one step before or after the present included; null: none. */
  totpStep(secret: string, digits: string, nowMs: number): number | null;
}

/** How the console lets people in. */
export interface ConsoleSettings {
  /** `required`: nobody works here without an authenticator. */
  readonly totp: 'required' | 'optional';
  /** The address of the server, for links; without a slash at the end. */
  readonly origin: string;
}
