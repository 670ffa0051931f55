import type pg from 'pg';
import type { NewOrder, OrderCreation } from '../ports.ts';
import { checkNewOrder } from './check-write.ts';
import { type OrderRow, orderFromRow } from './order-row.ts';
import { reservedQuantities } from './reserved-quantities.ts';
import { statement } from './statement.ts';

/**
 * Places an order in one statement: idempotency key, stock, order and first history line stand or
 * fall together. Only when it changed nothing is a second statement asked why.
 *
 * Counted products are locked in the order of their ids, so that two orders for the same things in
 * different order wait for each other instead of for ever; products without a count are not locked.
 */
export async function createOrder(pool: pg.Pool, created: NewOrder): Promise<OrderCreation> {
  const { order, event, idempotency } = created;
  checkNewOrder(order, event);
  const wanted = reservedQuantities(order);
  const { rows } = await pool.query<{ placed: boolean; sold_out: string | null }>({
    ...placeOrder,
    values: [
      order.merchantId,
      order.id,
      order.outTradeNo,
      order.appid,
      order.mchid,
      order.openid,
      order.state,
      order.amountFen,
      order.description,
      JSON.stringify(order.items),
      order.notifyUrl,
      order.createdAtMs,
      order.expiresAtMs,
      order.prepayId,
      order.prepaidAtMs,
      order.transactionId,
      order.paidAtMs,
      order.askedAtMs,
      order.nextPollAtMs,
      order.pollCount,
      order.version,
      [...wanted.keys()],
      [...wanted.values()],
      idempotency?.key ?? null,
      idempotency?.inputDigest ?? null,
      event.name,
      event.atMs,
      event.note,
      scopeOf(created),
    ],
  });
  const answer = rows[0];
  if (answer?.placed) return { kind: 'created', order };
  const earlier = await findEarlier(pool, created);
  if (earlier) return earlier;
  if (answer?.sold_out) return { kind: 'sold-out', productId: answer.sold_out };
  throw new Error(`order ${order.outTradeNo} was neither placed nor refused`);
}

/** What the idempotency key was used for before; a key outlives the stock that was left then. */
async function findEarlier(
  pool: pg.Pool,
  { order, idempotency }: NewOrder,
): Promise<OrderCreation | null> {
  if (!idempotency) return null;
  const { rows } = await pool.query<OrderRow & { input_digest: string }>({
    ...findByIdempotencyKey,
    values: [order.merchantId, scopeOf({ order, idempotency }), idempotency.key],
  });
  const row = rows[0];
  if (!row) return null;
  if (row.input_digest !== idempotency.inputDigest) return { kind: 'conflict' };
  return { kind: 'replayed', order: orderFromRow(row) };
}

/** Whose keys they are: one payer's, unless the merchant himself orders. */
function scopeOf({ order, idempotency }: Pick<NewOrder, 'order' | 'idempotency'>): string {
  return idempotency?.scope ?? order.openid;
}

const placeOrder = statement(`
with wanted as materialized (
  select product_id, quantity, place
  from unnest($22::text[], $23::bigint[]) with ordinality as w (product_id, quantity, place)
), counted as materialized (
  select p.id, w.quantity, p.active and p.stock >= w.quantity as available
  from products p join wanted w on w.product_id = p.id
  where p.merchant_id = $1 and p.stock is not null
  order by p.id
  for update of p
), missing as materialized (
  select w.product_id
  from wanted w
  where not exists (select from counted c where c.id = w.product_id and c.available)
    and not exists (
      select from products p
      where p.merchant_id = $1 and p.id = w.product_id and p.stock is null and p.active
    )
  order by w.place
  limit 1
), claimed as (
  insert into idempotency_keys (merchant_id, openid, key, input_digest, order_id)
  select $1, $29::text, $24::text, $25::text, $2
  where $24::text is not null and not exists (select from missing)
  on conflict (merchant_id, openid, key) do nothing
  returning order_id
), accepted as materialized (
  select
  where not exists (select from missing)
    and ($24::text is null or exists (select from claimed))
), reserved as (
  update products p set stock = p.stock - c.quantity
  from counted c
  where p.merchant_id = $1 and p.id = c.id and exists (select from accepted)
), history as (
  insert into order_events (merchant_id, order_id, number, name, to_state, at_ms, note)
  select $1, $2, 1, $26, $7, $27::bigint, $28 from accepted
), placed as (
  insert into orders (
    merchant_id, id, out_trade_no, appid, mchid, openid, state, last_event, amount_fen, description,
    items, notify_url, created_at_ms, expires_at_ms, prepay_id, prepaid_at_ms, transaction_id,
    paid_at_ms, asked_at_ms, next_poll_at_ms, poll_count, version
  )
  select
    $1, $2, $3, $4, $5, $6, $7, 1, $8::bigint, $9,
    $10::jsonb, $11, $12::bigint, $13::bigint, $14, $15::bigint, $16,
    $17::bigint, $18::bigint, $19::bigint, $20::integer, $21::integer
  from accepted
  returning id
)
select
  exists (select from placed) as placed,
  (select product_id from missing) as sold_out
`);

const findByIdempotencyKey = statement(`
select o.*, k.input_digest
from idempotency_keys k join orders o on o.merchant_id = k.merchant_id and o.id = k.order_id
where k.merchant_id = $1 and k.openid = $2 and k.key = $3
`);
