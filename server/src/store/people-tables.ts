/** Somebody who works in the console. */
export interface UserRow {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
  sealed_totp: string | null;
  last_totp_step: number;
  recovery_digests: string[];
  last_sign_in_at_ms: number | null;
  created_at_ms: number;
  version: number;
}

/** A person's place at one merchant. */
export interface MembershipRow {
  merchant_id: string;
  user_id: string;
  role: string;
  active: boolean;
}

/** A browser that somebody signed in with. */
export interface ConsoleSessionRow {
  digest: string;
  user_id: string;
  state: 'open' | 'code' | 'enrol';
  sealed_totp: string | null;
  created_at_ms: number;
  seen_at_ms: number;
  expires_at_ms: number;
}

/** A link that lets somebody choose a password, once. */
export interface SignInLinkRow {
  digest: string;
  kind: 'first' | 'invited' | 'reset';
  user_id: string | null;
  created_at_ms: number;
  expires_at_ms: number;
}

/** How often something was guessed in vain. */
export interface SignInAttemptsRow {
  key: string;
  failures: number;
  locked_until_ms: number;
  at_ms: number;
}
