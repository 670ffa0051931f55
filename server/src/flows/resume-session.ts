import type { Ports, Session } from '../ports.ts';
import { Refusal } from './refusal.ts';

/**
 * Finds the login that a session token stands for.
 *
 * @throws Refusal `unauthorized` when there is none, or it has expired: the caller logs in again.
 */
export async function resumeSession(ports: Ports, token: string): Promise<Session> {
  const session = await ports.store.findSession(ports.secrets.digest(token));
  if (session === null || session.expiresAtMs <= ports.clock.nowMs()) {
    throw new Refusal('unauthorized');
  }
  return session;
}
