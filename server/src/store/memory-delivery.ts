import type { Delivery, PlacedEvent, WebhookEndpoint } from '../ports.ts';

/** A delivery in a store in memory, and until when it is somebody's. */
export interface StoredDelivery {
  delivery: Delivery;
  leasedUntilMs: number;
}

/** Makes the delivery of an event to an endpoint; to one that is not enabled it is exhausted at once. */
export function beginDelivery(
  event: PlacedEvent,
  endpoint: WebhookEndpoint,
  nowMs: number,
): StoredDelivery {
  const isEnabled = endpoint.state === 'enabled';
  const delivery: Delivery = Object.freeze({
    merchantId: event.merchantId,
    endpointId: endpoint.id,
    position: event.position,
    eventId: event.id,
    eventType: event.type,
    orderId: event.orderId,
    state: isEnabled ? 'pending' : 'exhausted',
    attemptCount: 0,
    tries: 0,
    nextAttemptAtMs: isEnabled ? nowMs : null,
    createdAtMs: nowMs,
    finishedAtMs: isEnabled ? null : nowMs,
    attempts: Object.freeze([]),
  });
  return { delivery, leasedUntilMs: 0 };
}

/** Puts a changed delivery in the place of the one before. */
export function changeDelivery(stored: StoredDelivery, patch: Partial<Delivery>): void {
  stored.delivery = Object.freeze({ ...stored.delivery, ...patch });
}

/** Is it still to be delivered? */
export function isPending({ delivery }: StoredDelivery): boolean {
  return delivery.state === 'pending';
}

/** Is its time there? */
export function isDue({ nextAttemptAtMs }: Delivery, nowMs: number): boolean {
  return nextAttemptAtMs !== null && nextAttemptAtMs <= nowMs;
}

/** When it is to be sent; 0 when never, which no due one is. */
export function dueMs({ delivery }: StoredDelivery): number {
  return delivery.nextAttemptAtMs ?? 0;
}
