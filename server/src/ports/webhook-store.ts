import type { DeliveryAttempt, DeliveryState } from '../ledger/webhook.ts';
import type { Order, OutboxEvent } from '../ports.ts';

/** An announced fact in its place among those of its merchant. */
export interface PlacedEvent extends OutboxEvent {
  readonly merchantId: string;
  readonly orderId: string;
  /** Rises from event to event of a merchant, perhaps with gaps; those of one order in their order. */
  readonly position: number;
}

/** One secret of an endpoint; two sign while one takes over from the other. */
export interface EndpointSecret {
  /** `whsec_…`, sealed. */
  readonly sealed: string;
  /** When it ceases to sign; null: not foreseen. */
  readonly expiresAtMs: number | null;
}

/** Where a merchant wants to be told. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly merchantId: string;
  readonly url: string;
  readonly description: string;
  /** The types it wants; empty: all. */
  readonly eventTypes: readonly string[];
  /** Events for a disabled endpoint are kept as exhausted deliveries; a deleted one gets none. */
  readonly state: 'enabled' | 'disabled' | 'deleted';
  /** Why it is disabled: the endpoint answered 410, or somebody wanted it. */
  readonly disabledBecause: 'gone' | 'asked' | null;
  /** The newest first. */
  readonly secrets: readonly EndpointSecret[];
  readonly createdAtMs: number;
  /** Counts the commits; a commit against an older version is refused as stale. */
  readonly version: number;
}

/** The delivery of one event to one endpoint. */
export interface Delivery {
  readonly merchantId: string;
  readonly endpointId: string;
  /** The event's position; with the endpoint's id it names the delivery. */
  readonly position: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string;
  readonly state: DeliveryState;
  /** Attempts of all rounds. */
  readonly attemptCount: number;
  /** Attempts of this round: since it began, or was last asked for again. */
  readonly tries: number;
  /** Null when nothing more is to be sent. */
  readonly nextAttemptAtMs: number | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
  /** The last fifty, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
}

/** What is to be sent: the event, and the delivery as it was claimed. */
export interface DueDelivery {
  readonly event: PlacedEvent;
  readonly endpointId: string;
  readonly tries: number;
}

/** What came of a claimed delivery. */
export interface DeliveryResult {
  readonly endpointId: string;
  readonly position: number;
  /** `tries` as it was claimed: a failure that comes after somebody else's result changes nothing. */
  readonly tries: number;
  /** `again` names its time; `unsent` gives the claim back. */
  readonly outcome: DeliveryState | 'again' | 'unsent';
  readonly nextAttemptAtMs: number | null;
  /** Null: nothing was sent. */
  readonly attempt: DeliveryAttempt | null;
}

/** One page of a feed: where it ends, and whether something follows. */
export interface EventPage {
  readonly items: readonly PlacedEvent[];
  readonly nextPosition: number;
  readonly hasMore: boolean;
}

/** Where a walk through what is old goes on, and how much was deleted; null: it is at its end. */
export interface Swept<Place> {
  readonly deleted: number;
  readonly next: Place | null;
}

/** A delivery's place in a walk. */
export interface DeliveryPlace {
  readonly endpointId: string;
  readonly position: number;
}

/** How announced facts are put in order, and how their deliveries are kept. */
export interface WebhookStore {
  /**
   * Gives up to `limit` announced events their place and makes their deliveries, for one process at a
   * time: who comes second at the same moment places nothing. Events of one order are placed in the
   * order of their commits, and whoever sees a position sees every lower one.
   */
  placeEvents(placing: {
    readonly merchantId: string;
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<number>;
  /** Placed events after a position; with a type, as many of them as stand in a bounded stretch. */
  listEvents(page: {
    readonly merchantId: string;
    readonly after: number;
    readonly limit: number;
    readonly type: string | null;
  }): Promise<EventPage>;
  /** As `listEvents`, the other way: placed events before a position, newest first; null: from the last on. */
  listLatestEvents(page: {
    readonly merchantId: string;
    readonly before: number | null;
    readonly limit: number;
    readonly type: string | null;
  }): Promise<EventPage>;
  findEvent(merchantId: string, id: string): Promise<PlacedEvent | null>;

  createEndpoint(endpoint: WebhookEndpoint): Promise<void>;
  /** Deleted ones are not found. */
  findEndpoint(merchantId: string, id: string): Promise<WebhookEndpoint | null>;
  /** Oldest first, without those that were deleted. */
  listEndpoints(merchantId: string): Promise<readonly WebhookEndpoint[]>;
  /** One that is no longer enabled exhausts what it was still to get. */
  commitEndpoint(commit: {
    readonly before: WebhookEndpoint;
    readonly patch: Partial<
      Pick<
        WebhookEndpoint,
        'url' | 'description' | 'eventTypes' | 'state' | 'disabledBecause' | 'secrets'
      >
    >;
    readonly nowMs: number;
  }): Promise<'committed' | 'stale'>;

  /** Endpoints with deliveries that are due, whatever their state. */
  findDueEndpoints(due: {
    readonly merchantId: string;
    readonly nowMs: number;
  }): Promise<readonly WebhookEndpoint[]>;
  /**
   * Takes up to `limit` due deliveries of an endpoint for the time of the lease, never one that has
   * an unfinished one of the same order before it.
   */
  claimDeliveries(claim: {
    readonly merchantId: string;
    readonly endpointId: string;
    readonly nowMs: number;
    readonly leaseSeconds: number;
    readonly limit: number;
  }): Promise<readonly DueDelivery[]>;
  /** Keeps what came of claimed deliveries; a success counts whoever else was quicker. */
  recordDeliveries(record: {
    readonly merchantId: string;
    readonly nowMs: number;
    readonly results: readonly DeliveryResult[];
  }): Promise<void>;
  /** Gives up what an endpoint that is not enabled was still to get. */
  exhaustDeliveries(endpoint: {
    readonly merchantId: string;
    readonly endpointId: string;
    readonly nowMs: number;
  }): Promise<number>;

  findDelivery(merchantId: string, endpointId: string, position: number): Promise<Delivery | null>;
  /** What was announced of an order, to every endpoint, in its order. */
  listDeliveriesOfOrder(order: Pick<Order, 'merchantId' | 'id'>): Promise<readonly Delivery[]>;
  /** Newest first, before a position. */
  listDeliveries(page: {
    readonly merchantId: string;
    readonly endpointId: string;
    readonly state: DeliveryState | null;
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly Delivery[]>;
  /** Makes deliveries due anew, with all attempts before them: one, or all that are exhausted. */
  resendDeliveries(resend: {
    readonly merchantId: string;
    readonly endpointId: string;
    readonly position: number | 'exhausted';
    readonly nowMs: number;
  }): Promise<number>;

  /**
   * Looks at up to `limit` deliveries after a place and deletes those that were finished before a time; one that is
   * pending stays, however old. What is younger is passed over, endpoint by endpoint.
   */
  sweepDeliveries(sweep: {
    readonly merchantId: string;
    readonly beforeMs: number;
    readonly after: DeliveryPlace | null;
    readonly limit: number;
  }): Promise<Swept<DeliveryPlace>>;
  /**
   * Looks at up to `limit` placed events after a position and deletes those announced before a time of which no delivery is
   * left. It ends where events are younger. Positions are never given again.
   */
  sweepEvents(sweep: {
    readonly merchantId: string;
    readonly beforeMs: number;
    readonly after: number;
    readonly limit: number;
  }): Promise<Swept<number>>;
}
