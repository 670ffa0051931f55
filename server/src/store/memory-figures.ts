import type { Difference } from '../ledger/difference.ts';
import type {
  Delivery,
  FigureBucket,
  FigureHead,
  FigureStore,
  Figures,
  MerchantPulse,
  Order,
  OrderEvent,
  Refund,
} from '../ports.ts';

const HOUR_MS = 3_600_000;
const OPEN: readonly Order['state'][] = ['created', 'payable', 'closing'];

/** What figures are counted from. */
export interface MemoryBooks {
  orders(): readonly Order[];
  eventsOf(order: Pick<Order, 'merchantId' | 'id'>): readonly OrderEvent[];
  refunds(): readonly Refund[];
  deliveries(): readonly Delivery[];
  differences(): readonly Difference[];
  lastPosition(merchantId: string): number;
}

/** A kept hour: its figures, and whether more may come of its orders. */
interface KeptHour {
  readonly figures: Figures;
  readonly isUnsettled: boolean;
  readonly countedAtMs: number;
}

/** Adds figures up in a store in memory; it keeps hours as the database does, so that what is stale shows. */
export function createMemoryFigures(books: MemoryBooks): FigureStore {
  const heads = new Map<string, FigureHead>();
  const kept = new Map<string, Map<number, KeptHour>>();
  const ofMerchant = <T extends { readonly merchantId: string }>(all: readonly T[], id: string) =>
    all.filter(({ merchantId }) => merchantId === id);

  function count(merchantId: string, hourMs: number): KeptHour {
    const isIn = (atMs: number | null) =>
      atMs !== null && atMs >= hourMs && atMs < hourMs + HOUR_MS;
    const orders = ofMerchant(books.orders(), merchantId);
    const made = orders.filter(({ createdAtMs }) => isIn(createdAtMs));
    const paid = orders.filter(({ paidAtMs }) => isIn(paidAtMs));
    const refunds = ofMerchant(books.refunds(), merchantId)
      .filter(({ kind, state }) => kind !== 'surplus' && state === 'succeeded')
      .filter(({ succeededAtMs }) => isIn(succeededAtMs));
    return {
      figures: {
        created: made.length,
        prepaid: made.filter((o) => o.prepaidAtMs !== null || o.paidAtMs !== null).length,
        paid: made.filter(({ paidAtMs }) => paidAtMs !== null).length,
        payments: paid.length,
        paidFen: sumOf(paid),
        refunds: refunds.length,
        refundedFen: sumOf(refunds),
      },
      isUnsettled: made.some(({ state }) => OPEN.includes(state)),
      countedAtMs: 0,
    };
  }

  return {
    async findFigureHead(merchantId) {
      return heads.get(merchantId) ?? null;
    },
    async lastEventPosition(merchantId) {
      return books.lastPosition(merchantId);
    },
    async findFigureHours(merchantId, orderIds) {
      const orders = ofMerchant(books.orders(), merchantId).filter((o) => orderIds.includes(o.id));
      const refunds = ofMerchant(books.refunds(), merchantId);
      const times = [
        ...orders.flatMap(({ createdAtMs, paidAtMs }) => [createdAtMs, paidAtMs]),
        ...refunds.flatMap((r) => (orderIds.includes(r.orderId) ? [r.succeededAtMs] : [])),
      ].filter((atMs) => atMs !== null);
      return [...new Set(times.map(hourOf))].sort((a, b) => a - b);
    },
    async listUnsettledHours(merchantId, { countedBeforeMs, limit }) {
      return [...(kept.get(merchantId) ?? [])]
        .filter(([, hour]) => hour.isUnsettled && hour.countedAtMs < countedBeforeMs)
        .map(([hourMs]) => hourMs)
        .sort((a, b) => a - b)
        .slice(0, limit);
    },
    async rollFigures({ merchantId, before, head, hoursMs, nowMs }) {
      const present = heads.get(merchantId) ?? null;
      if ((present?.version ?? null) !== (before?.version ?? null)) return { kind: 'stale' };
      heads.set(merchantId, Object.freeze({ ...head, version: (present?.version ?? 0) + 1 }));
      const hours = kept.get(merchantId) ?? new Map<number, KeptHour>();
      kept.set(merchantId, hours);
      let corrected = 0;
      for (const hourMs of hoursMs) {
        const counted = { ...count(merchantId, hourMs), countedAtMs: nowMs };
        const former = hours.get(hourMs);
        if (former && JSON.stringify(former.figures) !== JSON.stringify(counted.figures)) {
          corrected += 1;
        }
        hours.set(hourMs, counted);
      }
      return { kind: 'rolled', corrected };
    },
    async readFigures(merchantId, { fromMs, toMs, bucket }) {
      const rolledUntilMs = heads.get(merchantId)?.rolledUntilMs ?? fromMs;
      const buckets = new Map<number, FigureBucket>();
      for (let hourMs = fromMs; hourMs < toMs; hourMs += HOUR_MS) {
        const { figures } =
          hourMs < rolledUntilMs
            ? (kept.get(merchantId)?.get(hourMs) ?? { figures: NOTHING })
            : count(merchantId, hourMs);
        if (Object.values(figures).every((value) => value === 0)) continue;
        const atMs = bucket === 'hour' ? hourMs : dayOf(hourMs);
        buckets.set(atMs, add(buckets.get(atMs) ?? { atMs, ...NOTHING }, figures));
      }
      return [...buckets.values()].sort((a, b) => a.atMs - b.atMs);
    },
    async readMerchantPulse(merchantId, nowMs) {
      return pulseOf(books, merchantId, nowMs);
    },
  };
}

const NOTHING: Figures = Object.freeze({
  created: 0,
  prepaid: 0,
  paid: 0,
  payments: 0,
  paidFen: 0,
  refunds: 0,
  refundedFen: 0,
});

function add(bucket: FigureBucket, figures: Figures): FigureBucket {
  const names = Object.keys(NOTHING) as (keyof Figures)[];
  const sums = Object.fromEntries(names.map((name) => [name, bucket[name] + figures[name]]));
  return Object.freeze({ ...bucket, ...sums });
}

function pulseOf(books: MemoryBooks, merchantId: string, nowMs: number): MerchantPulse {
  const isOwn = (thing: { readonly merchantId: string }) => thing.merchantId === merchantId;
  const orders = books.orders().filter(isOwn);
  const open = orders.filter((o) => o.nextPollAtMs !== null && OPEN.includes(o.state));
  const due = orders.flatMap(({ nextPollAtMs: at }) => (at !== null && at <= nowMs ? [at] : []));
  const refunds = books.refunds().filter(isOwn);
  const lags = orders
    .filter((order) => order.paidAtMs !== null)
    .sort((a, b) => Number(b.paidAtMs) - Number(a.paidAtMs))
    .slice(0, 100)
    .flatMap((order) =>
      books
        .eventsOf(order)
        .filter(({ name }) => name === 'pay')
        .map(({ atMs }) => atMs - Number(order.paidAtMs)),
    );
  return Object.freeze({
    openOrders: open.length,
    oldestOpenOrderAtMs: least(open.map(({ createdAtMs }) => createdAtMs)),
    disputedOrders: orders.filter(({ state }) => state === 'disputed').length,
    mostOverduePollAtMs: least(due),
    refundsAwaitingApproval: refunds.filter(({ state }) => state === 'awaiting-approval').length,
    abnormalRefunds: refunds.filter(({ state }) => state === 'abnormal').length,
    openDifferences: books.differences().filter((d) => isOwn(d) && d.state === 'open').length,
    exhaustedDeliveries: books.deliveries().filter((d) => isOwn(d) && d.state === 'exhausted')
      .length,
    notificationLagMs: median(lags),
  });
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}

function least(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values);
}

function sumOf(things: readonly { readonly amountFen: number }[]): number {
  return things.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function hourOf(atMs: number): number {
  return atMs - (atMs % HOUR_MS);
}

function dayOf(hourMs: number): number {
  const offsetMs = 8 * HOUR_MS;
  return hourMs - ((hourMs + offsetMs) % (24 * HOUR_MS));
}
