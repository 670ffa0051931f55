import type { Ports, WebhookEndpoint } from '../ports.ts';
import { checkUrl, type EndpointInput } from './create-endpoint.ts';
import { findEndpoint } from './find-endpoint.ts';
import { Refusal } from './refusal.ts';

/** How often it is tried anew because others changed the endpoint first. */
const MAX_ATTEMPTS = 10;

type Patch = Parameters<Ports['store']['commitEndpoint']>[0]['patch'];

/**
 * Changes what is said of an endpoint, or whether it is enabled. One that is disabled has what it was
 * still to get kept as exhausted deliveries, and so what is announced meanwhile.
 *
 * @throws Refusal `not_found`, `webhook_url_refused`
 */
export async function updateEndpoint(
  ports: Ports,
  id: string,
  { enabled, ...input }: Partial<EndpointInput> & { readonly enabled?: boolean },
): Promise<WebhookEndpoint> {
  if (input.url !== undefined) await checkUrl(ports, input.url);
  return changeEndpoint(ports, id, (endpoint) => ({ ...input, ...stateOf(endpoint, enabled) }));
}

/**
 * Removes an endpoint and forgets its secrets; what it was still to get is given up.
 *
 * @throws Refusal `not_found`
 */
export async function deleteEndpoint(ports: Ports, id: string): Promise<void> {
  await changeEndpoint(ports, id, () => ({ state: 'deleted', secrets: [] }));
}

/**
 * Reads, decides and commits, again when somebody else was quicker.
 *
 * @throws Refusal `not_found`, `webhook_endpoint_busy`
 */
export async function changeEndpoint(
  ports: Ports,
  id: string,
  decide: (endpoint: WebhookEndpoint) => Patch,
): Promise<WebhookEndpoint> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const before = await findEndpoint(ports, id);
    const patch = decide(before);
    const commit = { before, patch, nowMs: ports.clock.nowMs() };
    if ((await ports.store.commitEndpoint(commit)) === 'committed') {
      return Object.freeze({ ...before, ...patch, version: before.version + 1 });
    }
  }
  throw new Refusal('webhook_endpoint_busy');
}

function stateOf(endpoint: WebhookEndpoint, enabled: boolean | undefined): Patch {
  if (enabled === undefined || enabled === (endpoint.state === 'enabled')) return {};
  return enabled
    ? { state: 'enabled', disabledBecause: null }
    : { state: 'disabled', disabledBecause: 'asked' };
}
