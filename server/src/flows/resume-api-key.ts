import type { ApiKey, House } from '../ports.ts';
import { isApiKeyText } from './api-key-text.ts';

/** How exactly it is known when a key was last used: 1 min. */
const TOUCH_INTERVAL_MS = 60_000;

/**
 * Finds the key that a text stands for; null when there is none, or it has expired or was revoked. Which of
 * these it is, is not told.
 *
 * What is compared is a digest of 256 random bits: the time that takes says nothing about a key.
 */
export async function resumeApiKey(
  { store, secrets, clock }: Pick<House, 'store' | 'secrets' | 'clock'>,
  text: string,
): Promise<ApiKey | null> {
  if (!isApiKeyText(secrets, text)) return null;
  const key = await store.findApiKey(secrets.digest(text));
  const nowMs = clock.nowMs();
  if (key === null || (key.expiresAtMs !== null && key.expiresAtMs <= nowMs)) return null;
  if (nowMs - (key.lastUsedAtMs ?? 0) >= TOUCH_INTERVAL_MS) {
    await store.touchApiKey(key.digest, nowMs);
  }
  return key;
}
