import type pg from 'pg';
import type { Order, OrderCommit } from '../ports.ts';
import { arrayLiteral } from './array-literal.ts';
import { joinBytes } from './join-bytes.ts';
import { statement } from './statement.ts';

/**
 * May this commit be written together with others? Not when it moves stock, begins a refund, gives a
 * number up or announces several facts: these are rare, and lock or insert more than a row each.
 */
export function isPlainCommit({ before, patch, ...commit }: OrderCommit): boolean {
  const movesStock = commit.releaseStock || commit.retakeStock;
  const announcesMore = (commit.outbox?.length ?? 0) > 1;
  const isRenewed =
    (patch.outTradeNo ?? before.outTradeNo) !== before.outTradeNo ||
    (patch.amountFen ?? before.amountFen) !== before.amountFen;
  return !movesStock && !isRenewed && !announcesMore && commit.refund === undefined;
}

/**
 * Commits one change each of many orders of one merchant in one statement, sorted by id. Each order is
 * judged by itself: whose version is no longer the one that was read is `stale`, the others are written.
 * But an error is everyone's: then nothing was written.
 *
 * What one commit writes is what `commitOrder` writes.
 */
export async function commitOrders(
  pool: pg.Pool,
  commits: readonly OrderCommit[],
): Promise<readonly ('committed' | 'stale')[]> {
  const { rows } = await pool.query<{ id: string }>({
    ...changeOrders,
    values: valuesOf(commits),
  });
  const committed = new Set(rows.map(({ id }) => id));
  return commits.map(({ before }) => (committed.has(before.id) ? 'committed' : 'stale'));
}

function valuesOf(commits: readonly OrderCommit[]): unknown[] {
  const afters = commits.map(({ before, patch }) => ({ ...before, ...patch }));
  const bodies = joinBytes(commits.map(({ evidence }) => evidence?.body ?? null));
  const each = (read: (commit: OrderCommit) => Cell | undefined) =>
    arrayLiteral(commits.map((commit) => read(commit) ?? null));
  const after = (read: (order: Order) => Cell) => arrayLiteral(afters.map(read));
  return [
    commits[0]?.before.merchantId,
    each(({ before }) => before.id),
    each(({ before }) => before.version),
    after(({ state }) => state),
    after(({ prepayId }) => prepayId),
    after(({ prepaidAtMs }) => prepaidAtMs),
    after(({ transactionId }) => transactionId),
    after(({ paidAtMs }) => paidAtMs),
    after(({ askedAtMs }) => askedAtMs),
    after(({ pollCount }) => pollCount),
    each(({ patch }) => patch.nextPollAtMs !== undefined),
    each(({ patch }) => patch.nextPollAtMs),
    each(({ event }) => event?.name),
    each(({ event }) => event?.from),
    each(({ event }) => event?.to),
    each(({ event }) => event?.atMs),
    each(({ event }) => event?.note),
    each(({ evidence }) => evidence?.id),
    each(({ evidence }) => evidence?.source),
    each(({ evidence }) => evidence?.timestamp),
    each(({ evidence }) => evidence?.nonce),
    each(({ evidence }) => evidence?.serial),
    each(({ evidence }) => evidence?.signature),
    each(({ evidence }) => evidence?.receivedAtMs),
    bodies.bytes,
    arrayLiteral(bodies.starts),
    arrayLiteral(bodies.lengths),
    each(({ outbox }) => outbox?.[0]?.id),
    each(({ outbox }) => outbox?.[0]?.type),
    each(({ outbox }) => outbox?.[0]?.atMs),
    each(({ outbox }) => outbox?.[0] && JSON.stringify(outbox[0].payload)),
  ];
}

type Cell = string | number | boolean | null;

const changeOrders = statement(`
with given as materialized (
  select *
  from unnest(
    $2::text[], $3::integer[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::bigint[],
    $9::bigint[], $10::integer[], $11::boolean[], $12::bigint[], $13::text[], $14::text[],
    $15::text[], $16::bigint[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[],
    $22::text[], $23::text[], $24::bigint[], $26::integer[], $27::integer[],
    $28::text[], $29::text[], $30::bigint[], $31::jsonb[]
  ) as g (
    id, version, state, prepay_id, prepaid_at_ms, transaction_id, paid_at_ms,
    asked_at_ms, poll_count, moves_poll, next_poll_at_ms, event_name, from_state,
    to_state, at_ms, note, evidence_id, source, timestamp, nonce,
    serial, signature, received_at_ms, body_start, body_length,
    fact_id, fact_type, fact_at_ms, payload
  )
), changed as (
  update orders o set
    state = g.state,
    prepay_id = g.prepay_id,
    prepaid_at_ms = g.prepaid_at_ms,
    transaction_id = g.transaction_id,
    paid_at_ms = g.paid_at_ms,
    asked_at_ms = g.asked_at_ms,
    poll_count = g.poll_count,
    next_poll_at_ms = case when g.moves_poll then g.next_poll_at_ms else o.next_poll_at_ms end,
    last_event = case when g.event_name is null then o.last_event else o.last_event + 1 end,
    version = o.version + 1
  from given g
  where o.merchant_id = $1 and o.id = g.id and o.version = g.version
  returning g.*, o.last_event
), history as (
  insert into order_events (
    merchant_id, order_id, number, previous_number, from_state, name, to_state, at_ms, note
  )
  select $1, id, last_event, last_event - 1, from_state, event_name, to_state, at_ms, note
  from changed
  where event_name is not null
), proof as (
  insert into evidence (
    merchant_id, id, order_id, source, timestamp, nonce, serial, signature, body, received_at_ms
  )
  select
    $1, evidence_id, id, source, timestamp, nonce, serial, signature,
    substring($25::bytea from body_start for body_length), received_at_ms
  from changed
  where evidence_id is not null
  on conflict (merchant_id, order_id, id) do nothing
), announced as (
  insert into outbox (merchant_id, id, order_id, type, at_ms, payload)
  select $1, fact_id, id, fact_type, fact_at_ms, payload
  from changed
  where fact_id is not null
)
select id from changed
`);
