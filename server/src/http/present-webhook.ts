import type { Static } from '@fastify/type-provider-typebox';
import type {
  DeliveryAttempt as ContractAttempt,
  Delivery as ContractDelivery,
  WebhookEndpoint as ContractEndpoint,
} from '@yifen/contract';
import { stillSigning } from '../flows/endpoint-secrets.ts';
import { deliveryId } from '../flows/resend-deliveries.ts';
import type { Delivery, DeliveryAttempt, PlacedEvent, WebhookEndpoint } from '../ports.ts';
import { rfc3339 } from './present-order.ts';
import type {
  AttemptSchema,
  DeliverySchema,
  EndpointSchema,
  EventSchema,
} from './webhook-schemas.ts';

/** Shows an endpoint, without its secrets. */
export function presentEndpoint(
  endpoint: WebhookEndpoint,
  nowMs: number,
): Static<typeof EndpointSchema> {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    eventTypes: [...endpoint.eventTypes],
    enabled: endpoint.state === 'enabled',
    disabledBecause: endpoint.disabledBecause,
    createdAt: rfc3339(endpoint.createdAtMs),
    secretsSigning: stillSigning(endpoint.secrets, nowMs).length,
  } satisfies ContractEndpoint;
}

/** Shows one attempt. */
export function presentAttempt(attempt: DeliveryAttempt): Static<typeof AttemptSchema> {
  const { atMs, durationMs, status, failure, answer } = attempt;
  return { at: rfc3339(atMs), durationMs, status, failure, answer } satisfies ContractAttempt;
}

/** Shows a delivery with its attempts. */
export function presentDelivery(delivery: Delivery): Static<typeof DeliverySchema> {
  return {
    id: deliveryId(delivery),
    endpointId: delivery.endpointId,
    eventId: delivery.eventId,
    eventType: delivery.eventType,
    orderId: delivery.orderId,
    state: delivery.state,
    attemptCount: delivery.attemptCount,
    nextAttemptAt: timeOrNull(delivery.nextAttemptAtMs),
    createdAt: rfc3339(delivery.createdAtMs),
    finishedAt: timeOrNull(delivery.finishedAtMs),
    attempts: delivery.attempts.map(presentAttempt),
  } satisfies ContractDelivery;
}

/** Shows an event: what its webhook says. */
export function presentEvent(event: PlacedEvent): Static<typeof EventSchema> {
  const { id, type, atMs, payload } = event;
  return { id, type, timestamp: rfc3339(atMs), data: { ...payload } };
}

function timeOrNull(atMs: number | null): string | null {
  return atMs === null ? null : rfc3339(atMs);
}
