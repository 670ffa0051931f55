import type { Delivery, Ports, WebhookEndpoint } from '../ports.ts';
import { findEndpoint } from './find-endpoint.ts';
import { Refusal } from './refusal.ts';

/** Names a delivery to people: its endpoint and the event's position there. */
export function deliveryId({ endpointId, position }: Pick<Delivery, 'endpointId' | 'position'>) {
  return `${endpointId}.${position}`;
}

/**
 * Finds a delivery of this merchant.
 *
 * @throws Refusal `not_found`
 */
export async function findDelivery(ports: Ports, id: string): Promise<Delivery> {
  const [, endpointId = '', position] = /^(ep_[0-9A-Z]{1,40})\.([1-9]\d{0,14})$/.exec(id) ?? [];
  const found = await ports.store.findDelivery(
    ports.settings.merchantId,
    endpointId,
    Number(position ?? 0),
  );
  if (found === null) throw new Refusal('not_found');
  return found;
}

/**
 * Sends one event to its endpoint again, whatever became of it before, with all attempts before it.
 *
 * @throws Refusal `not_found`, `webhook_endpoint_disabled`
 */
export async function resendDelivery(ports: Ports, id: string): Promise<Delivery> {
  const { endpointId, position } = await findDelivery(ports, id);
  await demandEnabled(ports, endpointId);
  const { merchantId } = ports.settings;
  const nowMs = ports.clock.nowMs();
  await ports.store.resendDeliveries({ merchantId, endpointId, position, nowMs });
  return findDelivery(ports, id);
}

/**
 * Sends an endpoint again all that it did not get, in order, and says how many events that is.
 *
 * @throws Refusal `not_found`, `webhook_endpoint_disabled`
 */
export async function resendExhausted(ports: Ports, endpointId: string): Promise<number> {
  await demandEnabled(ports, endpointId);
  return ports.store.resendDeliveries({
    merchantId: ports.settings.merchantId,
    endpointId,
    position: 'exhausted',
    nowMs: ports.clock.nowMs(),
  });
}

async function demandEnabled(ports: Ports, endpointId: string): Promise<WebhookEndpoint> {
  const endpoint = await findEndpoint(ports, endpointId);
  if (endpoint.state !== 'enabled') throw new Refusal('webhook_endpoint_disabled');
  return endpoint;
}
