import { orderIdSql } from './seed-orders.ts';

/**
 * The one-row statement that the house is measured against: one payment kept, with all that goes with
 * it, as plainly as SQL says it. It is written down here and not taken from the server, so that the
 * yardstick stays as it is when the server changes. `:i` is the place of the order that is paid.
 */
export const keepPayment = `with paid as (
  update orders set
    state = 'paid', transaction_id = '4200' || lpad(:i::bigint::text, 24, '0'), paid_at_ms = 1,
    next_poll_at_ms = null, last_event = last_event + 1, version = version + 1
  where merchant_id = 'default' and id = ${orderIdSql(':i')} and version = 3
  returning id, last_event
), history as (
  insert into order_events (
    merchant_id, order_id, number, previous_number, from_state, name, to_state, at_ms
  )
  select 'default', id, last_event, last_event - 1, 'payable', 'pay', 'paid', 1 from paid
), proof as (
  insert into evidence (
    merchant_id, id, order_id, source, timestamp, nonce, serial, signature, body, received_at_ms
  )
  select
    'default', gen_random_uuid()::text, id, 'notification', '1700000000', repeat('n', 32),
    'PUB_KEY_ID_0000000000000000000000000000000001', repeat('s', 344),
    convert_to(repeat('b', 1100), 'UTF8'), 1
  from paid
  on conflict (merchant_id, order_id, id) do nothing
)
insert into outbox (merchant_id, id, order_id, type, at_ms, payload)
select
  'default', gen_random_uuid()::text, id, 'order.paid', 1,
  jsonb_build_object(
    'orderId', id, 'outTradeNo', 'Y' || lpad(:i::bigint::text, 19, '0'), 'amountFen', 100,
    'transactionId', '4200' || lpad(:i::bigint::text, 24, '0'), 'paidAtMs', 1, 'late', false
  )
from paid`;

/** Less than any payment server may write: the notification's bytes alone, into one table. */
export const keepEvidence = `insert into evidence (
  merchant_id, id, order_id, source, timestamp, nonce, serial, signature, body, received_at_ms
) values (
  'default', gen_random_uuid()::text, gen_random_uuid()::text, 'notification', '1700000000',
  repeat('n', 32), 'PUB_KEY_ID_0000000000000000000000000000000001', repeat('s', 344),
  convert_to(repeat('b', 1100), 'UTF8'), 1
) on conflict (merchant_id, order_id, id) do nothing`;
