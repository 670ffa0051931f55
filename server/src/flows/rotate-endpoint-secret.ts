import type { Ports } from '../ports.ts';
import { changeEndpoint } from './change-endpoint.ts';
import type { CreatedEndpoint } from './create-endpoint.ts';
import { createEndpointSecret, replaceSecret, stillSigning } from './endpoint-secrets.ts';
import { Refusal } from './refusal.ts';

/** How many secrets may sign at once: the header that carries the signatures is not endless. */
const MAX_SECRETS = 4;

/**
 * Gives an endpoint a new secret, told this once. The former ones sign as well for 24 hours, so that the
 * receiver can be changed without an event that it cannot verify.
 *
 * @throws Refusal `not_found`, `webhook_secret_limit_reached`
 */
export async function rotateEndpointSecret(ports: Ports, id: string): Promise<CreatedEndpoint> {
  const { text, kept } = createEndpointSecret(ports);
  const nowMs = ports.clock.nowMs();
  const endpoint = await changeEndpoint(ports, id, ({ secrets }) => {
    if (stillSigning(secrets, nowMs).length >= MAX_SECRETS) {
      throw new Refusal('webhook_secret_limit_reached');
    }
    return { secrets: replaceSecret(kept, secrets, nowMs) };
  });
  return { endpoint, secret: text };
}
