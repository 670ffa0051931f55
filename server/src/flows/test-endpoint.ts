import type { DeliveryAttempt, Ports } from '../ports.ts';
import { openSecrets } from './endpoint-secrets.ts';
import { findEndpoint } from './find-endpoint.ts';
import { webhookBody } from './webhook-body.ts';

/**
 * Sends an endpoint a `webhook.test` now, signed like every other, and says what it answered. It is sent
 * once, is in no list, and goes to a disabled endpoint too.
 *
 * @throws Refusal `not_found`
 */
export async function testEndpoint(ports: Ports, id: string): Promise<DeliveryAttempt> {
  const endpoint = await findEndpoint(ports, id);
  const atMs = ports.clock.nowMs();
  const event = {
    id: ports.random.uuid(),
    type: 'webhook.test',
    atMs,
    payload: { endpointId: endpoint.id, merchantId: endpoint.merchantId },
  };
  const { status, failure, answer } = await ports.outbound.send({
    url: endpoint.url,
    id: event.id,
    timestampSeconds: Math.floor(atMs / 1000),
    body: webhookBody(event),
    secrets: openSecrets(ports, endpoint),
  });
  return { atMs, durationMs: ports.clock.nowMs() - atMs, status, failure, answer };
}
