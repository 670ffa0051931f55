import type { Ports, WebhookEndpoint } from '../ports.ts';
import { Refusal } from './refusal.ts';

/**
 * Finds an endpoint of this merchant.
 *
 * @throws Refusal `not_found`, in the same way for one of somebody else and for none at all.
 */
export async function findEndpoint(ports: Ports, id: string): Promise<WebhookEndpoint> {
  const found = await ports.store.findEndpoint(ports.settings.merchantId, id);
  if (found === null) throw new Refusal('not_found');
  return found;
}
