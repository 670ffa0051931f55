import type { createMemoryStore } from '@yifen/server';
import type { Scheduler } from './scheduler.ts';

/**
 * Knows when anything falls due that a loop looks after, so that a loop which would find nothing need not look: in a
 * run of days almost every look finds nothing, and changes nothing.
 */
export interface Agenda {
  /** Wakes a loop when something is due for it by its server's clock, and not before `earliestMs` of the world's time. */
  sleep(sleeper: Sleeper): void;
  /** Something was written, or a clock was set: whoever sleeps looks at the agenda again. */
  changed(): void;
}

/** A loop that has nothing to do. */
export interface Sleeper {
  /** The name of what creates the loop, e.g. `createPollLoop`. */
  readonly loop: string;
  /** Whose step it is in the trace. */
  readonly label: string;
  /** How long after the moment it wakes, in milliseconds: loops look once a second. */
  readonly jitterMs: number;
  /** How long it sleeps at least, in milliseconds: what is due may be another's at the moment. */
  readonly pauseMs: number;
  /** What its server takes for the time. */
  nowMs(): number;
  isAlive(): boolean;
  wake(): void;
}

type MemoryStore = ReturnType<typeof createMemoryStore>;

/** When the next thing is due for a loop, by the clocks of the servers; null: nothing is. */
type DueTimes = Readonly<Record<string, number | null>>;

const DAY_MS = 24 * 3_600_000;

/** Opens the agenda of a world. */
export function openAgenda(parts: {
  readonly store: MemoryStore;
  readonly merchantId: string;
  readonly orderIds: ReadonlySet<string>;
  readonly endpointId: string;
  readonly scheduler: Scheduler;
}): Agenda {
  const { scheduler } = parts;
  const sleepers = new Set<{ readonly sleeper: Sleeper; earliestMs: number; cancel(): void }>();
  let times: Promise<DueTimes> | null = null;

  function set(entry: { readonly sleeper: Sleeper; earliestMs: number; cancel(): void }) {
    const { sleeper } = entry;
    times ??= readDueTimes(parts);
    times.then((due) => {
      if (!sleepers.has(entry)) return;
      entry.cancel();
      if (!sleeper.isAlive()) {
        sleepers.delete(entry);
        return;
      }
      const dueMs = due[sleeper.loop] ?? null;
      if (dueMs === null) return;
      const inMs = Math.max(0, dueMs - sleeper.nowMs());
      const atMs = Math.max(entry.earliestMs, scheduler.nowMs() + inMs) + sleeper.jitterMs;
      entry.cancel = scheduler.at(atMs, sleeper.label, () => {
        sleepers.delete(entry);
        if (sleeper.isAlive()) sleeper.wake();
      });
    });
  }

  return Object.freeze({
    sleep(sleeper: Sleeper) {
      const earliestMs = scheduler.nowMs() + sleeper.pauseMs;
      const entry = { sleeper, earliestMs, cancel: () => {} };
      sleepers.add(entry);
      set(entry);
    },
    changed() {
      times = null;
      for (const entry of sleepers) set(entry);
    },
  });
}

async function readDueTimes({
  store,
  merchantId,
  orderIds,
  endpointId,
}: Parameters<typeof openAgenda>[0]): Promise<DueTimes> {
  const orders: (number | null)[] = [];
  const refunds: (number | null)[] = [];
  const shipments: (number | null)[] = [];
  const messages: (number | null)[] = [];
  for (const id of orderIds) {
    const order = await store.findOrderById(merchantId, id);
    if (order === null) continue;
    orders.push(order.nextPollAtMs);
    for (const { nextPollAtMs } of await store.listRefunds(order)) refunds.push(nextPollAtMs);
    if (order.state !== 'paid') continue;
    shipments.push((await store.findShipment(order))?.nextReportAtMs ?? null);
    for (const { nextSendAtMs } of await store.listMessages(order)) messages.push(nextSendAtMs);
  }
  const runs = await store.listReconciliations(merchantId, { before: null, limit: 100 });
  const lastDay = runs[0]?.day;
  const nextDayMs = lastDay ? Date.parse(`${lastDay}T00:00:00+08:00`) + DAY_MS : 0;
  return {
    createPollLoop: earliest(orders),
    createRefundLoop: earliest(refunds),
    createShipmentLoop: earliest(shipments),
    createMessageLoop: earliest(messages),
    createReconcileLoop: earliest([nextDayMs, ...runs.map(({ nextRunAtMs }) => nextRunAtMs)]),
    createDeliveryLoop: await nextDeliveryMs(store, merchantId, endpointId),
  };
}

/** An event without a place is due at once; of an order's deliveries only the first can be. */
async function nextDeliveryMs(
  store: MemoryStore,
  merchantId: string,
  endpointId: string,
): Promise<number | null> {
  const all = { merchantId, endpointId, state: null, before: null, limit: 10_000 };
  const deliveries = await store.listDeliveries(all);
  if ((await store.records.outbox()).length > deliveries.length) return 0;
  const firsts = new Map<string, number | null>();
  // The latest stands first.
  for (const { orderId, state, nextAttemptAtMs } of deliveries) {
    if (state === 'pending') firsts.set(orderId, nextAttemptAtMs);
  }
  return earliest([...firsts.values()]);
}

function earliest(times: readonly (number | null)[]): number | null {
  const some = times.filter((time) => time !== null);
  return some.length === 0 ? null : Math.min(...some);
}
