import type pg from 'pg';
import type { Job, JobKind, JobStore } from '../ports.ts';
import { statement } from './statement.ts';

/** One kind of work: where it stands, what names it, when it is due, and what was given up of it. */
interface Source {
  readonly from: string;
  readonly key: string;
  readonly subject: string;
  readonly attempts: string;
  readonly dueAt: string;
  readonly leasedUntil?: string;
  readonly problem: string;
  /** Null: work of this kind is never given up. */
  readonly dead: { readonly at: string; readonly where: string } | null;
}

const SOURCES: Readonly<Record<JobKind, Source>> = {
  'order-poll': {
    from: 'orders',
    key: 'id',
    subject: 'out_trade_no',
    attempts: 'poll_count',
    dueAt: 'next_poll_at_ms',
    problem: 'null::text',
    dead: null,
  },
  'refund-poll': {
    from: 'refunds',
    key: 'id',
    subject: 'out_refund_no',
    attempts: 'poll_count',
    dueAt: 'next_poll_at_ms',
    problem: 'problem',
    dead: { at: 'requested_at_ms', where: `state = 'abnormal'` },
  },
  delivery: {
    from: 'deliveries',
    key: `(endpoint_id || '.' || position)`,
    subject: `(event_type || ' ' || event_id)`,
    attempts: 'attempt_count',
    dueAt: 'next_attempt_at_ms',
    leasedUntil: 'nullif(leased_until_ms, 0)',
    problem: `coalesce(attempts -> -1 ->> 'failure', attempts -> -1 ->> 'status')`,
    dead: { at: 'finished_at_ms', where: `state = 'exhausted'` },
  },
  reconciliation: {
    from: 'reconciliations',
    key: `(day || '.' || bill)`,
    subject: 'day',
    attempts: 'attempts',
    dueAt: 'next_run_at_ms',
    problem: 'problem',
    dead: {
      at: `(extract(epoch from (day || 'T00:00:00+08:00')::timestamptz) * 1000)::bigint`,
      where: `state = 'expired'`,
    },
  },
  shipment: {
    from: 'shipments',
    key: 'order_id',
    subject: 'out_trade_no',
    attempts: 'report_count',
    dueAt: 'next_report_at_ms',
    problem: 'problem',
    dead: { at: 'requested_at_ms', where: `state = 'refused'` },
  },
  message: {
    from: 'payer_messages',
    key: `(order_id || '.' || kind)`,
    subject: 'order_id',
    attempts: 'send_count',
    dueAt: 'next_send_at_ms',
    problem: 'problem',
    dead: {
      at: 'created_at_ms',
      where: `state in ('refused', 'expired') and problem is distinct from '43101'`,
    },
  },
};

/** How jobs are looked at on PostgreSQL. */
export function jobReads(pool: pg.Pool): JobStore {
  async function read(
    query: { readonly name: string; readonly text: string },
    values: readonly unknown[],
  ): Promise<readonly Job[]> {
    const { rows } = await pool.query<Job>({ ...query, values: [...values] });
    return rows.map((row) => Object.freeze({ ...row }));
  }
  return {
    listJobs(merchantId, { kind, isDead, fromMs, toMs, after, limit }) {
      const first = isDead ? [LAST_MS, '~', '~'] : [-1, '', ''];
      const place = after === null ? first : [after.atMs, after.kind, after.key];
      return isDead
        ? read(deadJobs, [merchantId, kind, ...place, limit])
        : read(dueJobs, [merchantId, kind, ...place, limit, fromMs, toMs]);
    },
  };
}

const LAST_MS = Number.MAX_SAFE_INTEGER;
const kinds = Object.keys(SOURCES) as JobKind[];

function columns(kind: JobKind, source: Source, at: string, isDead: boolean): string {
  return `select '${kind}'::text collate "C" as kind, ${source.key}::text collate "C" as key, ${source.subject}::text as subject,
    ${source.attempts} as attempts, ${at} as "atMs",
    ${isDead ? 'null::bigint' : (source.leasedUntil ?? 'null::bigint')} as "leasedUntilMs",
    ${source.problem} as problem, ${isDead} as "isDead"`;
}

const dueJobs = statement(`
-- in every part: merchant_id = $1
select * from (
  ${kinds.map((kind) => due(kind, SOURCES[kind])).join('\n  union all\n  ')}
) jobs
order by "atMs", kind, key limit $6::integer
`);

function due(kind: JobKind, source: Source): string {
  const { dueAt, key, from } = source;
  return `(${columns(kind, source, dueAt, false)}
  from ${from}
  where merchant_id = $1::text and coalesce($2::text, '${kind}') = '${kind}'
    and ${dueAt} >= $7::bigint and ${dueAt} < $8::bigint and ${dueAt} >= $3::bigint
    and (${dueAt}, '${kind}'::text collate "C", ${key}::text collate "C") > ($3::bigint, $4::text, $5::text)
  order by ${dueAt}, 2 limit $6::integer)`;
}

const deadJobs = statement(`
-- in every part: merchant_id = $1
select * from (
  ${kinds.flatMap((kind) => dead(kind, SOURCES[kind])).join('\n  union all\n  ')}
) jobs
order by "atMs" desc, kind desc, key desc limit $6::integer
`);

function dead(kind: JobKind, source: Source): string[] {
  if (source.dead === null) return [];
  const { at, where } = source.dead;
  return [
    `(${columns(kind, source, at, true)}
  from ${source.from}
  where merchant_id = $1::text and coalesce($2::text, '${kind}') = '${kind}' and ${where}
    and (${at}, '${kind}'::text collate "C", ${source.key}::text collate "C") < ($3::bigint, $4::text, $5::text)
  order by ${at} desc, 2 desc limit $6::integer)`,
  ];
}
