// More than 250 lines: feed, endpoints and deliveries share what they keep.
import type {
  Delivery,
  Order,
  OutboxEvent,
  PlacedEvent,
  WebhookEndpoint,
  WebhookStore,
} from '../ports.ts';
import { ConstraintViolation } from './constraint-violation.ts';
import {
  beginDelivery,
  changeDelivery,
  dueMs,
  isDue,
  isPending,
  type StoredDelivery,
} from './memory-delivery.ts';

/** The announced facts and their deliveries in a store in memory. */
export interface MemoryWebhooks {
  readonly store: WebhookStore;
  /** Keeps facts of an order, in the order in which they come. */
  announce(order: Pick<Order, 'merchantId' | 'id'>, events: readonly OutboxEvent[]): void;
  /** The facts of one merchant, in the order in which they came. */
  announced(merchantId: string): readonly OutboxEvent[];
  /** Those of them that have their place, in its order. */
  placed(merchantId: string): readonly PlacedEvent[];
  /** All facts that were announced. */
  readonly outbox: () => Promise<readonly OutboxEvent[]>;
  /** All deliveries, of all merchants. */
  deliveries(): readonly Delivery[];
  /** The same, with until when each is somebody's; 0: it never was. */
  leases(): readonly { readonly delivery: Delivery; readonly leasedUntilMs: number }[];
  /** The last place in a merchant's feed; 0: there is none. */
  lastPosition(merchantId: string): number;
  /** How many facts have no place yet. */
  unplaced(): number;
}

interface Fact {
  readonly event: OutboxEvent;
  readonly merchantId: string;
  readonly orderId: string;
  position: number | null;
}

/** Keeps them in this process. */
export function createMemoryWebhooks(): MemoryWebhooks {
  const facts = new Map<string, Fact>();
  const endpoints = new Map<string, WebhookEndpoint>();
  const deliveries = new Map<string, StoredDelivery>();
  /** The last position that was given, by merchant. */
  const heads = new Map<string, number>();

  const placed = (merchantId: string): PlacedEvent[] =>
    [...facts.values()]
      .filter((fact) => fact.merchantId === merchantId && fact.position !== null)
      .map((fact) => eventOf(fact, fact.position ?? 0))
      .sort((a, b) => a.position - b.position);
  const ofEndpoint = (merchantId: string, endpointId: string): StoredDelivery[] =>
    [...deliveries.values()]
      .filter(
        ({ delivery }) => delivery.merchantId === merchantId && delivery.endpointId === endpointId,
      )
      .sort((a, b) => a.delivery.position - b.delivery.position);
  const endpointsOf = (merchantId: string): WebhookEndpoint[] =>
    [...endpoints.values()].filter((endpoint) => endpoint.merchantId === merchantId);

  function place(fact: Fact, position: number, nowMs: number): void {
    fact.position = position;
    heads.set(fact.merchantId, position);
    const wanting = endpointsOf(fact.merchantId)
      .filter(({ state }) => state !== 'deleted')
      .filter(({ eventTypes: t }) => t.length === 0 || t.includes(fact.event.type));
    for (const endpoint of wanting) {
      const event = eventOf(fact, position);
      const key = keyOf(fact.merchantId, endpoint.id, position);
      deliveries.set(key, beginDelivery(event, endpoint, nowMs));
    }
  }

  function exhaust(merchantId: string, endpointId: string, nowMs: number): number {
    const pending = ofEndpoint(merchantId, endpointId).filter(isPending);
    for (const stored of pending) {
      changeDelivery(stored, { state: 'exhausted', nextAttemptAtMs: null, finishedAtMs: nowMs });
    }
    return pending.length;
  }

  const store: WebhookStore = {
    async sweepDeliveries({ merchantId, beforeMs, after, limit }) {
      const { endpointId: from = '', position: past = 0 } = after ?? {};
      const stretch = [...deliveries.values()]
        .map(({ delivery }) => delivery)
        .filter((each) => each.merchantId === merchantId)
        .filter((each) =>
          each.endpointId === from ? each.position > past : each.endpointId > from,
        )
        .sort((a, b) =>
          a.endpointId === b.endpointId
            ? a.position - b.position
            : a.endpointId < b.endpointId
              ? -1
              : 1,
        )
        .slice(0, limit);
      const old = stretch.filter(
        ({ finishedAtMs }) => finishedAtMs !== null && finishedAtMs < beforeMs,
      );
      for (const { endpointId, position } of old) {
        deliveries.delete(keyOf(merchantId, endpointId, position));
      }
      const last = stretch.at(-1);
      if (!last || stretch.length < limit) return { deleted: old.length, next: null };
      const isYoung = last.createdAtMs >= beforeMs;
      const position = isYoung ? Number.MAX_SAFE_INTEGER : last.position;
      return { deleted: old.length, next: { endpointId: last.endpointId, position } };
    },
    async sweepEvents({ merchantId, beforeMs, after, limit }) {
      const stretch = placed(merchantId)
        .filter(({ position }) => position > after)
        .slice(0, limit);
      const isWanted = (position: number) =>
        [...deliveries.values()].some(
          ({ delivery }) => delivery.merchantId === merchantId && delivery.position === position,
        );
      const old = stretch.filter(({ atMs, position }) => atMs < beforeMs && !isWanted(position));
      for (const [key, fact] of [...facts]) {
        const isOld = old.some(({ position }) => position === fact.position);
        if (fact.merchantId === merchantId && isOld) facts.delete(key);
      }
      const last = stretch.at(-1);
      const isEnd = !last || stretch.length < limit || last.atMs >= beforeMs;
      return { deleted: old.length, next: isEnd ? null : last.position };
    },
    async placeEvents({ merchantId, nowMs, limit }) {
      const own = [...facts.values()].filter((fact) => fact.merchantId === merchantId);
      const last = heads.get(merchantId) ?? 0;
      const unplaced = own.filter(({ position }) => position === null).slice(0, limit);
      unplaced.forEach((fact, index) => {
        place(fact, last + index + 1, nowMs);
      });
      return unplaced.length;
    },
    async listEvents({ merchantId, after, limit, type }) {
      const following = placed(merchantId).filter(({ position }) => position > after);
      const wanted = following.filter((event) => type === null || event.type === type);
      const items = wanted.slice(0, limit);
      const isCut = wanted.length > limit;
      const end = isCut || type === null ? items.at(-1) : following.at(-1);
      return { items, nextPosition: end?.position ?? after, hasMore: isCut };
    },
    async listLatestEvents({ merchantId, before, limit, type }) {
      const earlier = placed(merchantId)
        .filter(({ position }) => before === null || position < before)
        .reverse();
      const wanted = earlier.filter((event) => type === null || event.type === type);
      const items = wanted.slice(0, limit);
      const isCut = wanted.length > limit;
      const end = isCut ? items.at(-1) : earlier.at(-1);
      return { items, nextPosition: end?.position ?? 0, hasMore: isCut };
    },
    async findEvent(merchantId, id) {
      return placed(merchantId).find((event) => event.id === id) ?? null;
    },

    async createEndpoint(endpoint) {
      const key = keyOf(endpoint.merchantId, endpoint.id);
      if (endpoints.has(key)) throw new ConstraintViolation('webhook_endpoints_pkey');
      endpoints.set(key, Object.freeze({ ...endpoint }));
    },
    async findEndpoint(merchantId, id) {
      const found = endpoints.get(keyOf(merchantId, id));
      return found && found.state !== 'deleted' ? found : null;
    },
    async listEndpoints(merchantId) {
      return endpointsOf(merchantId)
        .filter(({ state }) => state !== 'deleted')
        .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
    },
    async commitEndpoint({ before, patch, nowMs }) {
      const key = keyOf(before.merchantId, before.id);
      const stored = endpoints.get(key);
      if (stored?.version !== before.version) return 'stale';
      const after = Object.freeze({ ...stored, ...patch, version: stored.version + 1 });
      endpoints.set(key, after);
      if (after.state !== 'enabled') exhaust(after.merchantId, after.id, nowMs);
      return 'committed';
    },

    async findDueEndpoints({ merchantId, nowMs }) {
      return endpointsOf(merchantId).filter(({ id }) =>
        ofEndpoint(merchantId, id).some(({ delivery }) => isDue(delivery, nowMs)),
      );
    },
    async claimDeliveries({ merchantId, endpointId, nowMs, leaseSeconds, limit }) {
      const own = ofEndpoint(merchantId, endpointId);
      const earlier = ({ orderId, position }: Delivery) =>
        own.find(
          (other) =>
            isPending(other) &&
            other.delivery.orderId === orderId &&
            other.delivery.position < position,
        );
      const taken = own
        .filter(({ delivery, leasedUntilMs }) => isDue(delivery, nowMs) && leasedUntilMs <= nowMs)
        .sort((a, b) => dueMs(a) - dueMs(b))
        .slice(0, limit)
        .map((stored) => ({ stored, before: earlier(stored.delivery) }));
      const due: StoredDelivery[] = [];
      for (const { stored, before } of taken) {
        if (before === undefined) due.push(stored);
        // One that must wait is moved on in time, so that it does not stand in the way of others.
        else changeDelivery(stored, { nextAttemptAtMs: waitUntilMs(before, nowMs) });
      }
      const events = new Map(placed(merchantId).map((event) => [event.position, event]));
      return due
        .sort((a, b) => a.delivery.position - b.delivery.position)
        .flatMap((stored) => {
          stored.leasedUntilMs = nowMs + leaseSeconds * 1000;
          const event = events.get(stored.delivery.position);
          return event ? [Object.freeze({ event, endpointId, tries: stored.delivery.tries })] : [];
        });
    },
    async recordDeliveries({ merchantId, nowMs, results }) {
      for (const { endpointId, position, tries, outcome, nextAttemptAtMs, attempt } of results) {
        const stored = deliveries.get(keyOf(merchantId, endpointId, position));
        if (!stored) continue;
        const { delivery } = stored;
        const isLast = delivery.state === 'pending' && delivery.tries === tries;
        if (!isLast && !(outcome === 'delivered' && delivery.state !== 'delivered')) continue;
        const isFinished = outcome === 'delivered' || outcome === 'exhausted';
        const sent = attempt === null ? 0 : 1;
        stored.leasedUntilMs = 0;
        changeDelivery(stored, {
          state: isFinished ? outcome : 'pending',
          attemptCount: delivery.attemptCount + sent,
          tries: delivery.tries + sent,
          nextAttemptAtMs: isFinished ? null : outcome === 'again' ? nextAttemptAtMs : nowMs,
          finishedAtMs: isFinished ? nowMs : null,
          attempts: [...delivery.attempts, ...(attempt === null ? [] : [attempt])].slice(-50),
        });
      }
    },
    async exhaustDeliveries({ merchantId, endpointId, nowMs }) {
      return exhaust(merchantId, endpointId, nowMs);
    },

    async findDelivery(merchantId, endpointId, position) {
      return deliveries.get(keyOf(merchantId, endpointId, position))?.delivery ?? null;
    },
    async listDeliveriesOfOrder({ merchantId, id }) {
      return [...deliveries.values()]
        .map(({ delivery }) => delivery)
        .filter((delivery) => delivery.merchantId === merchantId && delivery.orderId === id)
        .sort((a, b) => a.position - b.position || (a.endpointId < b.endpointId ? -1 : 1));
    },
    async listDeliveries({ merchantId, endpointId, state, before, limit }) {
      return ofEndpoint(merchantId, endpointId)
        .map(({ delivery }) => delivery)
        .filter((delivery) => state === null || delivery.state === state)
        .filter(({ position }) => before === null || position < before)
        .reverse()
        .slice(0, limit);
    },
    async resendDeliveries({ merchantId, endpointId, position, nowMs }) {
      const chosen = ofEndpoint(merchantId, endpointId).filter(({ delivery }) =>
        position === 'exhausted' ? delivery.state === position : delivery.position === position,
      );
      for (const stored of chosen) {
        const tries = isPending(stored) ? stored.delivery.tries : 0;
        changeDelivery(stored, {
          state: 'pending',
          tries,
          nextAttemptAtMs: nowMs,
          finishedAtMs: null,
        });
      }
      return chosen.length;
    },
  };

  return {
    store,
    announce({ merchantId, id: orderId }, events) {
      // Of one commit they are placed by time and id, as the database does.
      for (const event of [...events].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))) {
        facts.set(keyOf(merchantId, event.id), { event, merchantId, orderId, position: null });
      }
    },
    announced: (merchantId) =>
      [...facts.values()]
        .filter((fact) => fact.merchantId === merchantId)
        .map((fact) => fact.event),
    placed,
    outbox: async () => [...facts.values()].map(({ event }) => event),
    deliveries: () => [...deliveries.values()].map(({ delivery }) => delivery),
    leases: () => [...deliveries.values()],
    lastPosition: (merchantId) => heads.get(merchantId) ?? 0,
    unplaced: () => [...facts.values()].filter(({ position }) => position === null).length,
  };
}

/** With the one it waits for, but within a second and a minute. */
function waitUntilMs(before: StoredDelivery, nowMs: number): number {
  return Math.max(nowMs + 1_000, Math.min(dueMs(before), nowMs + 60_000));
}

function eventOf({ event, merchantId, orderId }: Fact, position: number): PlacedEvent {
  return Object.freeze({ ...event, merchantId, orderId, position });
}

function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}
