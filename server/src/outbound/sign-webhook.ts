import { createHmac } from 'node:crypto';

/** What is signed. */
export interface SignedContent {
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: string;
}

/**
 * Writes the header `webhook-signature` of Standard Webhooks 1.0: `v1,` and the HMAC-SHA256 of id,
 * timestamp and body, once for each secret.
 *
 * @param secrets `whsec_` and the key's bytes in base64.
 */
export function signWebhook(
  { id, timestampSeconds, body }: SignedContent,
  secrets: readonly string[],
): string {
  return secrets
    .map((secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .map((key) => createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`))
    .map((mac) => `v1,${mac.digest('base64')}`)
    .join(' ');
}
