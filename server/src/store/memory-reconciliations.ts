import type { Difference } from '../ledger/difference.ts';
import type {
  Order,
  OutboxEvent,
  Reconciliation,
  ReconciliationKey,
  ReconciliationResult,
  ReconciliationStore,
  Refund,
} from '../ports.ts';
import { createMemoryBooks } from './memory-books.ts';

/**
 * Keeps reconciliations in this process, with the rules of the database's.
 *
 * @param books What orders and refunds there are, and where facts are announced.
 */
export function createMemoryReconciliations(books: {
  orders(): readonly Order[];
  refunds(): readonly Refund[];
  announce(about: { merchantId: string; id: string }, events: readonly OutboxEvent[]): void;
  /** Where differences are kept, by id. */
  readonly differences: Map<string, Difference>;
  /** Where the days are kept. */
  readonly jobs: Map<string, Reconciliation>;
}): ReconciliationStore {
  const { differences, jobs } = books;
  const ofMerchant = <T extends { readonly merchantId: string }>(all: Iterable<T>, id: string) =>
    [...all].filter(({ merchantId }) => merchantId === id);

  function counted(job: Reconciliation): Reconciliation {
    const open = [...differences.values()].filter(
      (each) => isOfJob(each, job) && each.state === 'open',
    );
    return Object.freeze({ ...job, openDifferences: open.length });
  }

  function plan(key: ReconciliationKey, nextRunAtMs: number): Reconciliation {
    const known = jobs.get(keyOf(key));
    if (known) return known;
    const { merchantId, day, bill } = key;
    const none = { problem: null, finishedAtMs: null, file: null, totals: null };
    const counts = { attempts: 0, openDifferences: 0, version: 1 };
    const job = { merchantId, day, bill, state: 'waiting' as const, nextRunAtMs };
    jobs.set(keyOf(key), { ...job, ...none, ...counts });
    return { ...job, ...none, ...counts };
  }

  function write(run: Reconciliation, changes: Partial<Reconciliation>): 'committed' | 'stale' {
    const stored = jobs.get(keyOf(run));
    if (stored?.version !== run.version) return 'stale';
    jobs.set(keyOf(run), { ...stored, ...changes, version: stored.version + 1 });
    return 'committed';
  }

  function keep(run: Reconciliation, result: ReconciliationResult): void {
    const known = new Map(
      [...differences.values()]
        .filter((each) => isOfJob(each, run))
        .map((each) => [sameOf(each), each]),
    );
    const atMs = result.finishedAtMs;
    for (const { healed, ...found } of result.differences) {
      const former = known.get(sameOf(found));
      const { merchantId, day, bill } = run;
      const now: Difference = {
        ...found,
        id: former?.id ?? found.id,
        ...{ merchantId, day, bill },
        state: healed ? 'resolved' : 'open',
        firstSeenAtMs: former?.firstSeenAtMs ?? atMs,
        lastSeenAtMs: atMs,
        resolution: healed ? 'healed' : null,
        resolvedBy: healed ? 'system' : null,
        resolvedAtMs: healed ? atMs : null,
        reason: null,
        ...(former && staysResolved(former, { healed, ...found }) ? endOf(former) : {}),
      };
      differences.set(now.id, Object.freeze(now));
      known.delete(sameOf(found));
    }
    for (const gone of known.values()) {
      if (gone.state === 'open') resolve(gone, { resolution: 'gone', resolvedBy: 'system', atMs });
    }
  }

  function resolve(
    difference: Difference,
    end: Pick<Difference, 'resolution' | 'resolvedBy'> & { atMs: number; reason?: string },
  ): void {
    const { resolution, resolvedBy, atMs: resolvedAtMs, reason = null } = end;
    const resolved = { state: 'resolved' as const, resolution, resolvedBy, resolvedAtMs, reason };
    differences.set(difference.id, Object.freeze({ ...difference, ...resolved }));
  }

  return {
    ...createMemoryBooks(books),
    async lastReconciliationDay(merchantId) {
      const days = ofMerchant(jobs.values(), merchantId).map(({ day }) => day);
      return days.sort().at(-1) ?? null;
    },
    async firstOrderAtMs(merchantId) {
      const made = ofMerchant(books.orders(), merchantId).map(({ createdAtMs }) => createdAtMs);
      return made.length === 0 ? null : Math.min(...made);
    },
    async planReconciliations(planned) {
      for (const { nextRunAtMs, ...key } of planned) plan(key, nextRunAtMs);
    },
    async demandReconciliation(key, atMs) {
      const job = { ...plan(key, atMs), nextRunAtMs: atMs };
      jobs.set(keyOf(key), job);
      return counted(job);
    },
    async takeReconciliation(key, untilMs) {
      const known = jobs.has(keyOf(key));
      const job = plan(key, untilMs);
      const taken = { ...job, nextRunAtMs: untilMs, attempts: job.attempts + 1 };
      jobs.set(keyOf(key), known ? { ...taken, version: job.version + 1 } : taken);
      return counted(jobs.get(keyOf(key)) ?? job);
    },
    async claimDueReconciliations({ merchantId, nowMs, leaseSeconds, limit }) {
      return ofMerchant(jobs.values(), merchantId)
        .filter(({ nextRunAtMs }) => nextRunAtMs !== null && nextRunAtMs <= nowMs)
        .sort((a, b) => Number(a.nextRunAtMs) - Number(b.nextRunAtMs))
        .slice(0, limit)
        .map((job) => {
          const nextRunAtMs = nowMs + leaseSeconds * 1000;
          write(job, { nextRunAtMs, attempts: job.attempts + 1 });
          return counted(jobs.get(keyOf(job)) ?? job);
        });
    },
    async postponeReconciliation(run, { problem, nextRunAtMs }) {
      const isOver = nextRunAtMs === null && run.finishedAtMs === null;
      return write(run, { problem, nextRunAtMs, ...(isOver ? { state: 'expired' } : {}) });
    },
    async finishReconciliation(run, result) {
      const { finishedAtMs, file, totals } = result;
      const done = { state: 'finished', nextRunAtMs: null, attempts: 0, problem: null } as const;
      if (write(run, { ...done, finishedAtMs, file, totals }) === 'stale') return 'stale';
      keep(run, result);
      const { merchantId, day, bill } = run;
      books.announce({ merchantId, id: `bill:${day}:${bill}` }, result.outbox);
      return 'committed';
    },
    async findReconciliation(key) {
      const job = jobs.get(keyOf(key));
      return job ? counted(job) : null;
    },
    async listReconciliations(merchantId, { before, limit }) {
      return ofMerchant(jobs.values(), merchantId)
        .filter(({ day }) => before === null || day < before)
        .sort((a, b) => compare(b.day, a.day) || compare(b.bill, a.bill))
        .slice(0, limit * 2)
        .map(counted);
    },

    async listDifferences(merchantId, { state, day, cursor, limit }) {
      const all = ofMerchant(differences.values(), merchantId)
        .filter((each) => state === null || each.state === state)
        .filter((each) => day === null || each.day === day)
        .sort((a, b) => compare(b.day, a.day) || compare(a.id, b.id));
      const last = cursor === null ? undefined : differences.get(cursor);
      if (cursor !== null && last?.merchantId !== merchantId)
        return { items: [], nextCursor: null };
      const rest = all.filter(
        (each) =>
          last === undefined || each.day < last.day || (each.day === last.day && each.id > last.id),
      );
      const items = rest.slice(0, limit);
      return { items, nextCursor: rest.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    async findDifference(merchantId, id) {
      const found = differences.get(id);
      return found?.merchantId === merchantId ? found : null;
    },
    async resolveDifference({ merchantId, id }, { resolvedBy, reason, atMs }) {
      const found = differences.get(id);
      if (found?.merchantId !== merchantId || found.state !== 'open') return 'stale';
      resolve(found, { resolution: 'by-hand', resolvedBy, reason, atMs });
      return 'committed';
    },
  };
}

type Same = Pick<Difference, 'kind' | 'reference'>;

function sameOf({ kind, reference }: Same): string {
  return JSON.stringify([kind, reference]);
}

/** A person's word holds while the amounts are the same; what was set right is not opened by being set right again. */
function staysResolved(
  former: Difference,
  found: Pick<ReconciliationResult['differences'][number], 'healed' | 'oursFen' | 'billFen'>,
): boolean {
  if (former.state === 'open') return false;
  const isSame = former.oursFen === found.oursFen && former.billFen === found.billFen;
  return found.healed || (former.resolution === 'by-hand' && isSame);
}

function endOf({ state, resolution, resolvedBy, resolvedAtMs, reason }: Difference) {
  return { state, resolution, resolvedBy, resolvedAtMs, reason };
}

function isOfJob(difference: Difference, { merchantId, day, bill }: ReconciliationKey): boolean {
  return difference.merchantId === merchantId && difference.day === day && difference.bill === bill;
}

function keyOf({ merchantId, day, bill }: ReconciliationKey): string {
  return JSON.stringify([merchantId, day, bill]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
