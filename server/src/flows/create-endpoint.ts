import type { Ports, WebhookEndpoint } from '../ports.ts';
import { createEndpointSecret } from './endpoint-secrets.ts';
import { Refusal } from './refusal.ts';

/** How many endpoints one merchant may have. */
const MAX_ENDPOINTS = 20;

/** How many random characters follow `ep_` in an endpoint's id. */
const ID_LENGTH = 20;

/** What may be said of an endpoint. */
export interface EndpointInput {
  readonly url: string;
  readonly description: string;
  /** Empty: all types. */
  readonly eventTypes: readonly string[];
}

/** An endpoint with its secret, which is told this once. */
export interface CreatedEndpoint {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/**
 * Adds an endpoint: it is told of every event from now on.
 *
 * @throws Refusal `webhook_url_refused`, `webhook_endpoint_limit_reached`
 */
export async function createEndpoint(ports: Ports, input: EndpointInput): Promise<CreatedEndpoint> {
  const { store, settings, clock, random } = ports;
  const { merchantId } = settings;
  const others = await store.listEndpoints(merchantId);
  if (others.length >= MAX_ENDPOINTS) throw new Refusal('webhook_endpoint_limit_reached');
  await checkUrl(ports, input.url);
  const { text, kept } = createEndpointSecret(ports);
  const endpoint: WebhookEndpoint = Object.freeze({
    ...input,
    id: `ep_${random.digits(ID_LENGTH)}`,
    merchantId,
    state: 'enabled',
    disabledBecause: null,
    secrets: Object.freeze([kept]),
    createdAtMs: clock.nowMs(),
    version: 1,
  });
  await store.createEndpoint(endpoint);
  return { endpoint, secret: text };
}

/**
 * Refuses a URL that nothing would be sent to.
 *
 * @throws Refusal `webhook_url_refused`, which says why.
 */
export async function checkUrl({ outbound }: Ports, url: string): Promise<void> {
  const urlProblem = await outbound.inspect(url);
  if (urlProblem !== null) throw new Refusal('webhook_url_refused', { urlProblem });
}
