import type { House, Session } from '../ports.ts';
import { Refusal } from './refusal.ts';

/**
 * Finds the login that a session token stands for.
 *
 * @throws Refusal `unauthorized` when there is none, or it has expired: the caller logs in again.
 */
export async function resumeSession(
  house: Pick<House, 'store' | 'secrets' | 'clock'>,
  token: string,
): Promise<Session> {
  const session = await house.store.findSession(house.secrets.digest(token));
  if (session === null || session.expiresAtMs <= house.clock.nowMs()) {
    throw new Refusal('unauthorized');
  }
  return session;
}
