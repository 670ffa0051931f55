/** How a merchant's systems are told what happened, as types: endpoints, deliveries, the feed of events. */
import type { MerchantEvent } from './events.ts';
import type { List } from './payer-api.ts';

/** Where a merchant wants to be told; its secrets are never shown again. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** Empty: all. */
  readonly eventTypes: readonly string[];
  readonly enabled: boolean;
  /** `gone`: the endpoint answered 410; `asked`: somebody wanted it. */
  readonly disabledBecause: 'gone' | 'asked' | null;
  readonly createdAt: string;
  /** 2 or more while a former secret signs as well. */
  readonly secretsSigning: number;
}

/** An endpoint to add: https, at a public address. */
export interface NewWebhookEndpoint {
  readonly url: string;
  /** At most 200 characters. */
  readonly description?: string;
  /** e.g. `order.paid`; empty or absent: all. */
  readonly eventTypes?: readonly string[];
}

/** What to change of an endpoint; what is not delivered while it is disabled is kept as exhausted. */
export interface WebhookEndpointChange extends Partial<NewWebhookEndpoint> {
  readonly enabled?: boolean;
}

/** An endpoint with its newest secret, `whsec_…`: told this once. */
export interface WebhookEndpointWithSecret extends WebhookEndpoint {
  readonly secret: string;
}

/** One attempt to send. */
export interface DeliveryAttempt {
  readonly at: string;
  readonly durationMs: number;
  /** HTTP status of the answer. */
  readonly status: number | null;
  /** Why there is no answer. */
  readonly failure: string | null;
  /** Its first 2 KiB. */
  readonly answer: string;
}

/** One event on its way to one endpoint; `exhausted`: given up, until somebody sends it again. */
export interface Delivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string;
  readonly state: 'pending' | 'delivered' | 'exhausted';
  readonly attemptCount: number;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  /** The last 50, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
}

/** Which deliveries to list, newest first. */
export interface DeliveryQuery {
  readonly endpointId: string;
  readonly state?: Delivery['state'];
  readonly cursor?: string;
  readonly limit?: number;
}

/** Which events to list; `order` says which come first, by default the oldest. */
export interface EventQuery {
  readonly order?: 'oldest' | 'newest';
  readonly type?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** A page of the feed; `nextCursor` goes on from here, also when nothing follows yet. */
export interface EventPage {
  readonly items: readonly MerchantEvent[];
  readonly nextCursor: string;
  readonly hasMore: boolean;
}

/** Every route of webhooks and events, with what it takes and what it answers. */
export interface WebhookRoutes {
  'POST /v1/merchant/webhook-endpoints': {
    body: NewWebhookEndpoint;
    answer: WebhookEndpointWithSecret;
  };
  'GET /v1/merchant/webhook-endpoints': { answer: List<WebhookEndpoint> };
  'GET /v1/merchant/webhook-endpoints/{id}': { answer: WebhookEndpoint };
  'PATCH /v1/merchant/webhook-endpoints/{id}': {
    body: WebhookEndpointChange;
    answer: WebhookEndpoint;
  };
  'DELETE /v1/merchant/webhook-endpoints/{id}': { answer: null };
  'POST /v1/merchant/webhook-endpoints/{id}/rotate-secret': { answer: WebhookEndpointWithSecret };
  'POST /v1/merchant/webhook-endpoints/{id}/test': { answer: DeliveryAttempt };
  'POST /v1/merchant/webhook-endpoints/{id}/resend': { answer: { count: number } };
  'GET /v1/merchant/deliveries': { query: DeliveryQuery; answer: List<Delivery> };
  'GET /v1/merchant/deliveries/{id}': { answer: Delivery };
  'POST /v1/merchant/deliveries/{id}/resend': { answer: Delivery };
  'GET /v1/merchant/events': { query: EventQuery; answer: EventPage };
  'GET /v1/merchant/events/{id}': { answer: MerchantEvent };
}
