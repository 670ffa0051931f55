import type { Membership, User } from '../ports.ts';
import type { MembershipRow, UserRow } from './people-tables.ts';

/** Writes a user as a row. */
export function rowFromUser(user: User): UserRow {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    password_hash: user.passwordHash,
    sealed_totp: user.sealedTotp,
    last_totp_step: user.lastTotpStep,
    recovery_digests: [...user.recoveryDigests],
    last_sign_in_at_ms: user.lastSignInAtMs,
    created_at_ms: user.createdAtMs,
    version: user.version,
  };
}

/** Reads a row as a user. */
export function userFromRow(row: UserRow): User {
  return Object.freeze({
    id: row.id,
    email: row.email,
    name: row.name,
    passwordHash: row.password_hash,
    sealedTotp: row.sealed_totp,
    lastTotpStep: row.last_totp_step,
    recoveryDigests: Object.freeze([...row.recovery_digests]),
    lastSignInAtMs: row.last_sign_in_at_ms,
    createdAtMs: row.created_at_ms,
    version: row.version,
  });
}

/** Reads a row as a person's place. */
export function membershipFromRow(row: MembershipRow): Membership {
  return Object.freeze({
    userId: row.user_id,
    merchantId: row.merchant_id,
    role: row.role,
    active: row.active,
  });
}
