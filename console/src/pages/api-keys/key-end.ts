import type { ApiKey, AuditLine } from '@yifen/contract';

/** Why a key ended; `by` null: nobody is known. */
export interface KeyEnd {
  readonly why: 'expired' | 'revoked' | 'rotated';
  /** As the audit log has him, e.g. `user:…` or `cli`. */
  readonly by: string | null;
  /** What was said when it was revoked. */
  readonly reason: string | null;
}

const SECOND_MS = 1_000;

/** Between the moment a call read the clock and the one its audit line was written. */
const CALL_MS = 10_000;

/** Between the two times of one rotation, which the server reads one after the other. */
const ROTATION_MS = 100;

const REVOKE: readonly string[] = ['POST /v1/merchant/api-keys/:id/revoke', 'key.revoke'];
const ROTATE: readonly string[] = ['POST /v1/merchant/api-keys/:id/rotate', 'key.rotate'];

/** The overlap of a rotation that names none. */
const OVERLAP_SECONDS = 86_400;

/**
 * Says why a key ended by its times alone: a life is whole seconds long, to the millisecond; a key that was rotated
 * has a successor of its name and scopes, and goes on for whole seconds from then; any other was revoked.
 */
export function guessKeyEnd(key: ApiKey, keys: readonly ApiKey[]): KeyEnd {
  const endMs = Date.parse(key.expiresAt ?? key.createdAt);
  const createdMs = Date.parse(key.createdAt);
  const nobody = { by: null, reason: null };
  if ((endMs - createdMs) % SECOND_MS === 0) return { why: 'expired', ...nobody };
  const isReplaced = keys.some((other) => {
    const sinceMs = endMs - Date.parse(other.createdAt);
    const offMs = Math.abs(sinceMs - Math.round(sinceMs / SECOND_MS) * SECOND_MS);
    return isSuccessor(key, other) && sinceMs > -ROTATION_MS && offMs <= ROTATION_MS;
  });
  return { why: isReplaced ? 'rotated' : 'revoked', ...nobody };
}

/** Says it by what the audit log has of the key, newest first; null: none of it ended the key when it did. */
export function readKeyEnd(key: ApiKey, lines: readonly AuditLine[]): KeyEnd | null {
  const endMs = Date.parse(key.expiresAt ?? '');
  const isNear = (ms: number) => Math.abs(ms - endMs) <= CALL_MS;
  for (const { action, at, actor, details } of lines) {
    const atMs = Date.parse(at);
    if (REVOKE.includes(action) && isNear(atMs)) {
      const reason = typeof details.reason === 'string' ? details.reason : null;
      return { why: 'revoked', by: actor, reason };
    }
    const { overlapSeconds = OVERLAP_SECONDS } = details;
    if (ROTATE.includes(action) && isNear(atMs + Number(overlapSeconds) * SECOND_MS)) {
      return { why: 'rotated', by: actor, reason: null };
    }
  }
  return null;
}

function isSuccessor(key: ApiKey, other: ApiKey): boolean {
  return (
    other.id !== key.id &&
    other.name === key.name &&
    other.createdAt >= key.createdAt &&
    [...other.scopes].sort().join() === [...key.scopes].sort().join()
  );
}
