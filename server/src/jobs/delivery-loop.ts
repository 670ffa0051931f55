import { changeEndpoint } from '../flows/change-endpoint.ts';
import { sendDelivery } from '../flows/send-delivery.ts';
import type { DeliveryResult, DueDelivery, Ports, WebhookEndpoint } from '../ports.ts';
import { type DueLoop, type DueLoopOptions, describeFailure } from './due-loop.ts';

/** How many events are placed, deliveries claimed and results kept by one statement. */
const BATCH = 100;
/** How many deliveries of one endpoint are under way at once. */
const LANE_WIDTH = 16;
/** For how long a claimed delivery is ours, in seconds. */
const LEASE_SECONDS = 60;
/** How much of a lease must be left for sending: more than one attempt may take, half of a short one. */
const MARGIN_MS = 20_000;

/**
 * Creates the loop that puts announced events in order and delivers them. Every endpoint has a lane of
 * its own, so that one that hangs keeps no other waiting; a lane claims, sends and records in batches.
 *
 * `tick` looks for what is due and begins lanes that are not under way already; it resolves when all
 * lanes have come to an end.
 */
export function createDeliveryLoop(ports: Ports, options: DueLoopOptions = {}): DueLoop {
  const { intervalMs = 1_000, leaseSeconds = LEASE_SECONDS, concurrency = LANE_WIDTH } = options;
  const { merchantId } = ports.settings;
  const lanes = new Map<string, Promise<number>>();
  let looking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  async function tick(): Promise<number> {
    looking ??= look().finally(() => {
      looking = null;
    });
    await looking;
    const counts = await Promise.all(lanes.values());
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async function look(): Promise<void> {
    while (!isStopped && (await place()) === BATCH);
    if (isStopped) return;
    const due = await ports.store.findDueEndpoints({ merchantId, nowMs: ports.clock.nowMs() });
    for (const endpoint of due.filter(({ id }) => !lanes.has(id))) {
      const lane = runLane(endpoint)
        .catch((error: unknown) => report(error, endpoint.id))
        .finally(() => lanes.delete(endpoint.id));
      lanes.set(endpoint.id, lane);
    }
  }

  function place(): Promise<number> {
    return ports.store.placeEvents({ merchantId, nowMs: ports.clock.nowMs(), limit: BATCH });
  }

  /** Delivers what is due to one endpoint until nothing is, and says how many attempts that took. */
  async function runLane(endpoint: WebhookEndpoint): Promise<number> {
    const endpointId = endpoint.id;
    if (endpoint.state !== 'enabled') {
      const nowMs = ports.clock.nowMs();
      await ports.store.exhaustDeliveries({ merchantId, endpointId, nowMs });
      return 0;
    }
    const recorder = createRecorder(ports, (error) => report(error, endpointId));
    const queue = createQueue(claim);
    let count = 0;
    let isOver = false;

    /** The endpoint is read anew with every batch: its URL, its secrets, and whether it is enabled. */
    async function claim(): Promise<readonly Claimed[]> {
      if (isStopped || isOver) return [];
      const now = await ports.store.findEndpoint(merchantId, endpointId);
      if (now?.state !== 'enabled') return [];
      const nowMs = ports.clock.nowMs();
      const limits = { leaseSeconds, limit: BATCH };
      const claimed = await ports.store.claimDeliveries({
        merchantId,
        endpointId,
        nowMs,
        ...limits,
      });
      const leaseMs = leaseSeconds * 1_000;
      const sendBeforeMs = nowMs + leaseMs - Math.min(MARGIN_MS, leaseMs / 2);
      return claimed.map((due) => ({ due, endpoint: now, sendBeforeMs }));
    }

    async function work(): Promise<void> {
      for (let next = await queue.next(); next !== null; next = await queue.next()) {
        if (isStopped || isOver || ports.clock.nowMs() > next.sendBeforeMs) {
          recorder.keep(unsent(next.due));
          continue;
        }
        const { result, isGone } = await sendDelivery(ports, next.endpoint, next.due);
        count += 1;
        recorder.keep(result);
        if (isGone && !isOver) {
          isOver = true;
          await disable(endpointId);
        }
      }
    }

    const ended = await Promise.allSettled(Array.from({ length: concurrency }, work));
    await recorder.end();
    // All workers wait for the same claim: one failure of the database is one failure, not one for each of them.
    const failures = new Set(
      ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : [])),
    );
    for (const failure of failures) report(failure, endpointId);
    return count;
  }

  async function disable(endpointId: string): Promise<void> {
    ports.log.event('webhook.endpoint-disabled', { endpointId, because: 'gone' });
    await changeEndpoint(ports, endpointId, () => ({ state: 'disabled', disabledBecause: 'gone' }));
  }

  function report(error: unknown, endpointId: string | null): number {
    ports.log.event('webhook.loop-failed', { endpointId, error: describeFailure(error) });
    return 0;
  }

  return Object.freeze<DueLoop>({
    tick,
    start() {
      timer ??= setInterval(() => {
        tick().catch((error: unknown) => report(error, null));
      }, intervalMs);
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearInterval(timer);
      await looking?.catch(() => {});
      await Promise.all(lanes.values());
    },
  });
}

interface Claimed {
  readonly due: DueDelivery;
  readonly endpoint: WebhookEndpoint;
  /** After this it may have become somebody else's before an answer comes. */
  readonly sendBeforeMs: number;
}

function unsent({ endpointId, event, tries }: DueDelivery): DeliveryResult {
  const { position } = event;
  return { endpointId, position, tries, outcome: 'unsent', nextAttemptAtMs: null, attempt: null };
}

/** Hands out what was claimed, and claims more when nothing is left; null when there is nothing more. */
function createQueue(claim: () => Promise<readonly Claimed[]>) {
  const waiting: Claimed[] = [];
  let claiming: Promise<void> | null = null;
  let isEmpty = false;

  async function fill(): Promise<void> {
    const claimed = await claim();
    waiting.push(...claimed);
    isEmpty = claimed.length === 0;
  }

  return {
    async next(): Promise<Claimed | null> {
      for (;;) {
        const first = waiting.shift();
        if (first) return first;
        if (isEmpty) return null;
        claiming ??= fill().finally(() => {
          claiming = null;
        });
        await claiming;
      }
    },
  };
}

/**
 * Keeps results together: at once while no statement is under way, else with all that came meanwhile.
 * What cannot be kept is sent again when its lease ends.
 */
function createRecorder(
  { store, clock, settings: { merchantId } }: Ports,
  onFailure: (error: unknown) => void,
) {
  const waiting: DeliveryResult[] = [];
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const results = waiting.splice(0, BATCH);
      await store
        .recordDeliveries({ merchantId, nowMs: clock.nowMs(), results })
        .catch((error: unknown) => onFailure(error));
    }
    writing = null;
  }

  return {
    keep(result: DeliveryResult): void {
      waiting.push(result);
      writing ??= write();
    },
    /** Resolves when everything that was given is kept. */
    async end(): Promise<void> {
      await writing;
    },
  };
}
