import type pg from 'pg';
import type { PaymentCommit } from '../ports.ts';
import { arrayLiteral } from './array-literal.ts';
import { joinBytes } from './join-bytes.ts';
import { statement } from './statement.ts';

/**
 * Keeps one payment in one statement: the order, if it is as expected, and with it history, evidence and
 * announcement.
 */
export async function commitPayment(pool: pg.Pool, payment: PaymentCommit): Promise<string | null> {
  const { merchantId, expected, event, evidence, fact } = payment;
  const after = paidOrder(payment);
  const { rows } = await pool.query<{ id: string }>({
    ...payOne,
    values: [
      merchantId,
      expected.outTradeNo,
      expected.state,
      expected.amountFen,
      expected.appid,
      expected.mchid,
      expected.openid,
      expected.transactionId,
      after.state,
      after.transactionId,
      after.paidAtMs,
      after.nextPollAtMs,
      event.name,
      event.atMs,
      event.note,
      evidence.id,
      evidence.source,
      evidence.timestamp,
      evidence.nonce,
      evidence.serial,
      evidence.signature,
      evidence.body,
      evidence.receivedAtMs,
      fact.id,
      fact.type,
      fact.atMs,
      JSON.stringify(fact.payload),
    ],
  });
  return rows[0]?.id ?? null;
}

/**
 * Keeps many payments of one merchant in one statement, each judged by itself. An order that somebody else is
 * changing at this moment is passed over, as one that is not as expected: a group waits for nobody while it
 * holds orders that others may wait for. An error is everyone's: then nothing was written.
 */
export async function commitPayments(
  pool: pg.Pool,
  payments: readonly PaymentCommit[],
): Promise<readonly (string | null)[]> {
  const { rows } = await pool.query<{ id: string; out_trade_no: string }>({
    ...payMany,
    values: valuesOf(payments),
  });
  const ids = new Map(rows.map((row) => [row.out_trade_no, row.id]));
  return payments.map(({ expected }) => ids.get(expected.outTradeNo) ?? null);
}

/** What becomes of the order, in the columns that a payment writes. */
function paidOrder({ expected, patch }: PaymentCommit) {
  return { ...expected, paidAtMs: null, nextPollAtMs: null, ...patch };
}

function valuesOf(payments: readonly PaymentCommit[]): unknown[] {
  const afters = payments.map(paidOrder);
  const bodies = joinBytes(payments.map(({ evidence }) => evidence.body));
  const each = (read: (payment: PaymentCommit) => string | number | null) =>
    arrayLiteral(payments.map(read));
  const after = (read: (order: (typeof afters)[number]) => string | number | null) =>
    arrayLiteral(afters.map(read));
  return [
    payments[0]?.merchantId,
    each(({ expected }) => expected.outTradeNo),
    each(({ expected }) => expected.state),
    each(({ expected }) => expected.amountFen),
    each(({ expected }) => expected.appid),
    each(({ expected }) => expected.mchid),
    each(({ expected }) => expected.openid),
    each(({ expected }) => expected.transactionId),
    after(({ state }) => state),
    after(({ transactionId }) => transactionId),
    after(({ paidAtMs }) => paidAtMs),
    after(({ nextPollAtMs }) => nextPollAtMs),
    each(({ event }) => event.name),
    each(({ event }) => event.atMs),
    each(({ event }) => event.note),
    each(({ evidence }) => evidence.id),
    each(({ evidence }) => evidence.source),
    each(({ evidence }) => evidence.timestamp),
    each(({ evidence }) => evidence.nonce),
    each(({ evidence }) => evidence.serial),
    each(({ evidence }) => evidence.signature),
    bodies.bytes,
    arrayLiteral(bodies.starts),
    arrayLiteral(bodies.lengths),
    each(({ evidence }) => evidence.receivedAtMs),
    each(({ fact }) => fact.id),
    each(({ fact }) => fact.type),
    each(({ fact }) => fact.atMs),
    each(({ fact }) => JSON.stringify(fact.payload)),
  ];
}

const payOne = statement(`
with changed as (
  update orders set
    state = $9,
    transaction_id = $10,
    paid_at_ms = $11::bigint,
    next_poll_at_ms = $12::bigint,
    last_event = last_event + 1,
    version = version + 1
  where merchant_id = $1 and out_trade_no = $2 and state = $3 and amount_fen = $4::bigint
    and appid = $5 and mchid = $6 and openid = $7 and transaction_id is not distinct from $8
  returning id, last_event
), history as (
  insert into order_events (
    merchant_id, order_id, number, previous_number, from_state, name, to_state, at_ms, note
  )
  select $1, id, last_event, last_event - 1, $3, $13, $9, $14::bigint, $15 from changed
), proof as (
  insert into evidence (
    merchant_id, id, order_id, source, timestamp, nonce, serial, signature, body, received_at_ms
  )
  select $1, $16, id, $17, $18, $19, $20, $21, $22::bytea, $23::bigint from changed
  on conflict (merchant_id, order_id, id) do nothing
), announced as (
  insert into outbox (merchant_id, id, order_id, type, at_ms, payload)
  select $1, $24, id, $25, $26::bigint, jsonb_build_object('orderId', id) || $27::jsonb from changed
)
select id from changed
`);

const payMany = statement(`
with given as materialized (
  select *
  from unnest(
    $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::bigint[], $12::bigint[], $13::text[], $14::bigint[],
    $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[],
    $23::integer[], $24::integer[], $25::bigint[], $26::text[], $27::text[], $28::bigint[],
    $29::jsonb[]
  ) as g (
    out_trade_no, state, amount_fen, appid, mchid, openid, transaction_id,
    to_state, new_transaction_id, paid_at_ms, next_poll_at_ms, event_name, at_ms,
    note, evidence_id, source, timestamp, nonce, serial, signature,
    body_start, body_length, received_at_ms, fact_id, fact_type, fact_at_ms,
    payload
  )
), found as materialized (
  select g.*, o.id
  from given g join orders o on o.merchant_id = $1 and o.out_trade_no = g.out_trade_no
  where o.state = g.state and o.amount_fen = g.amount_fen and o.appid = g.appid
    and o.mchid = g.mchid and o.openid = g.openid
    and o.transaction_id is not distinct from g.transaction_id
  for no key update of o skip locked
), changed as (
  update orders o set
    state = f.to_state,
    transaction_id = f.new_transaction_id,
    paid_at_ms = f.paid_at_ms,
    next_poll_at_ms = f.next_poll_at_ms,
    last_event = o.last_event + 1,
    version = o.version + 1
  from found f
  where o.merchant_id = $1 and o.id = f.id
  returning f.*, o.last_event
), history as (
  insert into order_events (
    merchant_id, order_id, number, previous_number, from_state, name, to_state, at_ms, note
  )
  select $1, id, last_event, last_event - 1, state, event_name, to_state, at_ms, note from changed
), proof as (
  insert into evidence (
    merchant_id, id, order_id, source, timestamp, nonce, serial, signature, body, received_at_ms
  )
  select
    $1, evidence_id, id, source, timestamp, nonce, serial, signature,
    substring($22::bytea from body_start for body_length), received_at_ms
  from changed
  on conflict (merchant_id, order_id, id) do nothing
), announced as (
  insert into outbox (merchant_id, id, order_id, type, at_ms, payload)
  select $1, fact_id, id, fact_type, fact_at_ms, jsonb_build_object('orderId', id) || payload
  from changed
)
select id, out_trade_no from changed
`);
