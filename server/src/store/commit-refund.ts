import type pg from 'pg';
import type { RefundCommit } from '../ports.ts';
import { checkRefundCommit, holdsOrderMoney } from './check-refund.ts';
import { statement } from './statement.ts';

/**
 * Commits one change of a refund in one statement: the refund, if it still has the version that was
 * read, and with it history, evidence, announcements and, when it closes, what its order has left.
 *
 * As with orders, the due time is written only when the patch names it.
 */
export async function commitRefund(
  pool: pg.Pool,
  commit: RefundCommit,
): Promise<'committed' | 'stale'> {
  const { before, patch, event, evidence, outbox = [] } = commit;
  checkRefundCommit(before, commit);
  const after = { ...before, ...patch };
  const frees = after.state === 'closed' && before.state !== 'closed' && holdsOrderMoney(before);
  const { rows } = await pool.query<{ committed: boolean }>({
    ...changeRefund,
    values: [
      before.merchantId,
      before.id,
      before.version,
      after.state,
      after.approvedBy,
      after.sentAtMs,
      after.refundId,
      after.acceptedAtMs,
      after.succeededAtMs,
      after.receivedBy,
      after.problem,
      after.pollCount,
      patch.nextPollAtMs !== undefined,
      patch.nextPollAtMs ?? null,
      event?.name ?? null,
      event?.from ?? null,
      event?.to ?? null,
      event?.atMs ?? null,
      event?.by ?? null,
      event?.note ?? null,
      evidence?.id ?? null,
      evidence?.source ?? null,
      evidence?.timestamp ?? null,
      evidence?.nonce ?? null,
      evidence?.serial ?? null,
      evidence?.signature ?? null,
      evidence ? Buffer.from(evidence.body) : null,
      evidence?.receivedAtMs ?? null,
      outbox.map(({ id }) => id),
      outbox.map(({ type }) => type),
      outbox.map(({ atMs }) => atMs),
      outbox.map(({ payload }) => JSON.stringify(payload)),
      frees,
    ],
  });
  return rows[0]?.committed ? 'committed' : 'stale';
}

const changeRefund = statement(`
with changed as (
  update refunds set
    state = $4,
    approved_by = $5,
    sent_at_ms = $6::bigint,
    wechat_refund_id = $7,
    accepted_at_ms = $8::bigint,
    succeeded_at_ms = $9::bigint,
    received_by = $10,
    problem = $11,
    poll_count = $12::integer,
    next_poll_at_ms = case when $13::boolean then $14::bigint else next_poll_at_ms end,
    last_event = case when $15::text is null then last_event else last_event + 1 end,
    version = version + 1
  where merchant_id = $1 and id = $2 and version = $3::integer
  returning order_id, last_event, amount_fen
), history as (
  insert into refund_events (
    merchant_id, refund_id, number, previous_number, from_state, name, to_state, at_ms, by, note
  )
  select $1, $2, last_event, last_event - 1, $16, $15::text, $17, $18::bigint, $19, $20
  from changed
  where $15::text is not null
), proof as (
  insert into evidence (
    merchant_id, id, order_id, refund_id, source, timestamp, nonce, serial, signature, body,
    received_at_ms
  )
  select $1, $21::text, order_id, $2, $22, $23, $24, $25, $26, $27::bytea, $28::bigint
  from changed
  where $21::text is not null
  on conflict (merchant_id, order_id, id) do nothing
), announced as (
  insert into outbox (merchant_id, id, order_id, type, at_ms, payload)
  select $1, o.id, c.order_id, o.type, o.at_ms, o.payload
  from changed c, unnest($29::text[], $30::text[], $31::bigint[], $32::jsonb[])
    as o (id, type, at_ms, payload)
), freed as (
  update orders o set held_fen = o.held_fen - c.amount_fen
  from changed c
  where o.merchant_id = $1 and o.id = c.order_id and $33::boolean
)
select exists (select from changed) as committed
`);
