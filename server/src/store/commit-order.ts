import type pg from 'pg';
import type { OrderCommit } from '../ports.ts';
import { checkNewRefund, holdsOrderMoney } from './check-refund.ts';
import { checkCommit } from './check-write.ts';
import { firstEventRow, rowFromRefund } from './refund-row.ts';
import { reservedQuantities } from './reserved-quantities.ts';
import { statement } from './statement.ts';

/**
 * Commits one change of an order in one statement: the order, if it still has the version that was
 * read, and with it history, evidence, announcements, stock, a number that is given up and a refund
 * that begins.
 *
 * The due time of the next poll is written only when the patch names it: a lease that
 * `claimDueOrders` took meanwhile does not count as a change and must not be undone by one.
 */
export async function commitOrder(
  pool: pg.Pool,
  commit: OrderCommit,
): Promise<'committed' | 'stale'> {
  const { before, patch, event, evidence, outbox = [], refund } = commit;
  checkCommit(before, commit);
  const after = { ...before, ...patch };
  if (refund) checkNewRefund(after, refund.refund, refund.event);
  const moved = movedQuantities(commit);
  const { rows } = await pool.query<{ committed: boolean }>({
    ...changeOrder,
    values: [
      before.merchantId,
      before.id,
      before.version,
      after.state,
      after.prepayId,
      after.prepaidAtMs,
      after.transactionId,
      after.paidAtMs,
      after.askedAtMs,
      after.pollCount,
      patch.nextPollAtMs !== undefined,
      patch.nextPollAtMs ?? null,
      event?.name ?? null,
      event?.from ?? null,
      event?.to ?? null,
      event?.atMs ?? null,
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
      [...moved.keys()],
      [...moved.values()],
      refund && holdsOrderMoney(refund.refund) ? refund.refund.amountFen : 0,
      refund ? JSON.stringify(rowFromRefund(refund)) : null,
      refund ? JSON.stringify(firstEventRow(refund)) : null,
      after.outTradeNo,
      after.amountFen,
      after.outTradeNo === before.outTradeNo ? null : before.outTradeNo,
      before.amountFen,
      refund?.refund.id ?? null,
    ],
  });
  return rows[0]?.committed ? 'committed' : 'stale';
}

/** How much of each product comes back to the shelf, or leaves it again. */
function movedQuantities({ before, releaseStock, retakeStock }: OrderCommit): Map<string, number> {
  const sign = (releaseStock ? 1 : 0) - (retakeStock ? 1 : 0);
  const quantities = sign === 0 ? [] : reservedQuantities(before);
  return new Map([...quantities].map(([id, quantity]) => [id, sign * quantity]));
}

const changeOrder = statement(`
with changed as (
  update orders set
    state = $4,
    prepay_id = $5,
    prepaid_at_ms = $6::bigint,
    transaction_id = $7,
    paid_at_ms = $8::bigint,
    asked_at_ms = $9::bigint,
    poll_count = $10::integer,
    next_poll_at_ms = case when $11::boolean then $12::bigint else next_poll_at_ms end,
    last_event = case when $13::text is null then last_event else last_event + 1 end,
    held_fen = held_fen + $32::bigint,
    out_trade_no = $35,
    amount_fen = $36::bigint,
    version = version + 1
  where merchant_id = $1 and id = $2 and version = $3::integer
  returning last_event
), history as (
  insert into order_events (
    merchant_id, order_id, number, previous_number, from_state, name, to_state, at_ms, note
  )
  select $1, $2, last_event, last_event - 1, $14, $13::text, $15, $16::bigint, $17
  from changed
  where $13::text is not null
), proof as (
  insert into evidence (
    merchant_id, id, order_id, refund_id, source, timestamp, nonce, serial, signature, body,
    received_at_ms
  )
  select $1, $18::text, $2, $39, $19, $20, $21, $22, $23, $24::bytea, $25::bigint
  from changed
  where $18::text is not null
  on conflict (merchant_id, order_id, id) do nothing
), announced as (
  insert into outbox (merchant_id, id, order_id, type, at_ms, payload)
  select $1, o.id, $2, o.type, o.at_ms, o.payload
  from changed, unnest($26::text[], $27::text[], $28::bigint[], $29::jsonb[])
    as o (id, type, at_ms, payload)
), counted as materialized (
  select p.id, r.quantity
  from changed, products p
  join unnest($30::text[], $31::bigint[]) as r (product_id, quantity) on r.product_id = p.id
  where p.merchant_id = $1 and p.stock is not null
  order by p.id
  for update of p
), moved as (
  update products p set
    stock = greatest(p.stock + c.quantity, 0),
    oversold = p.oversold + greatest(-(p.stock + c.quantity), 0)
  from counted c
  where p.merchant_id = $1 and p.id = c.id
), superseded as (
  insert into attempts (merchant_id, out_trade_no, order_id, amount_fen, superseded_at_ms)
  select $1, $37::text, $2, $38::bigint, $16::bigint from changed where $37::text is not null
), refund_history as (
  insert into refund_events
  select r.* from changed, jsonb_populate_record(null::refund_events, $34::jsonb) as r
  where $34::jsonb is not null
), refunded as (
  insert into refunds
  select r.* from changed, jsonb_populate_record(null::refunds, $33::jsonb) as r
  where $33::jsonb is not null
)
select exists (select from changed) as committed
`);
