import type { Job, JobKind, Ports } from '../ports.ts';

/** How late work may be before it is called so: one round of the loops, and some. */
const GRACE_MS = 10_000;
const LAST_MS = Number.MAX_SAFE_INTEGER;

/** How a job stands. */
export type JobState = 'waiting' | 'late' | 'leased' | 'dead';

/** A job, and how it stands now. */
export interface ListedJob extends Job {
  readonly state: JobState;
}

/** Which jobs to list; `cursor` is of the page before. */
export interface JobWish {
  /** Null: first what was given up, then what is due, earliest first. */
  readonly state: JobState | null;
  readonly kind: JobKind | null;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Lists the work of a merchant. */
export async function listJobs(
  ports: Ports,
  { state, kind, cursor, limit }: JobWish,
): Promise<{ readonly items: readonly ListedJob[]; readonly nextCursor: string | null }> {
  const { store, clock, settings } = ports;
  const nowMs = clock.nowMs();
  const place = readCursor(cursor);
  const read = (isDead: boolean, after: JobPlace | null, count: number) =>
    store.listJobs(settings.merchantId, {
      kind,
      isDead,
      fromMs: state === 'waiting' ? nowMs - GRACE_MS : 0,
      toMs: state === 'late' ? nowMs - GRACE_MS : LAST_MS,
      after,
      limit: count,
    });
  const wantsDead = state === null || state === 'dead';
  const dead =
    wantsDead && (place === null || place.isDead) ? await read(true, place, limit + 1) : [];
  const afterDue = place === null || place.isDead ? null : place;
  const due =
    state === 'dead' || dead.length > limit
      ? []
      : await read(false, afterDue, limit + 1 - dead.length);
  const found = [...dead, ...due];
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const items = page
    .map((job) => ({ ...job, state: stateOf(job, nowMs) }))
    // Whose lease it is shows in each; a page of leased ones may hold fewer than its limit.
    .filter((job) => state === null || job.state === state);
  const nextCursor = found.length > limit && last !== undefined ? writeCursor(last) : null;
  return { items, nextCursor };
}

type JobPlace = Pick<Job, 'atMs' | 'kind' | 'key' | 'isDead'>;

/** How a job stands at this moment. */
export function stateOf({ isDead, leasedUntilMs, atMs }: Job, nowMs: number): JobState {
  if (isDead) return 'dead';
  if (leasedUntilMs !== null && leasedUntilMs > nowMs) return 'leased';
  return atMs < nowMs - GRACE_MS ? 'late' : 'waiting';
}

function writeCursor({ isDead, atMs, kind, key }: JobPlace): string {
  return `${isDead ? 'dead' : 'due'}~${atMs}~${kind}~${key}`;
}

/** One that is none of ours begins at the beginning. */
function readCursor(cursor: string | null): JobPlace | null {
  const [group, atMs, kind, key] = cursor?.split('~') ?? [];
  if (group === undefined || key === undefined || !/^\d{1,16}$/.test(atMs ?? '')) return null;
  return { isDead: group === 'dead', atMs: Number(atMs), kind: kind as JobKind, key };
}
