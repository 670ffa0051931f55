import type { Session, Store } from '../ports.ts';

/** Keeps logins in this process. */
export function createMemorySessions(): Pick<
  Store,
  'saveSession' | 'findSession' | 'hasLoggedIn' | 'deleteExpiredSessions'
> {
  const sessions = new Map<string, Session>();
  const payers = new Set<string>();
  const payerOf = (merchantId: string, openid: string) => JSON.stringify([merchantId, openid]);
  return {
    async saveSession(session) {
      payers.add(payerOf(session.merchantId, session.openid));
      sessions.set(session.tokenDigest, Object.freeze({ ...session }));
    },
    async findSession(tokenDigest) {
      return sessions.get(tokenDigest) ?? null;
    },
    async hasLoggedIn(merchantId, openid) {
      return payers.has(payerOf(merchantId, openid));
    },
    async deleteExpiredSessions(beforeMs) {
      const expired = [...sessions.values()].filter(({ expiresAtMs }) => expiresAtMs < beforeMs);
      for (const { tokenDigest } of expired) sessions.delete(tokenDigest);
      return expired.length;
    },
  };
}
