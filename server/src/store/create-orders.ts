import type pg from 'pg';
import type { NewOrder, Order } from '../ports.ts';
import { arrayLiteral } from './array-literal.ts';
import { reservedQuantities } from './reserved-quantities.ts';
import { statement } from './statement.ts';

/** May this order be placed together with others? Only one that nothing has happened to yet but the wish to prepay it. */
export function isPlainOrder({ order, idempotency }: NewOrder): boolean {
  if (idempotency?.scope !== undefined) return false;
  const happened = [order.prepayId, order.prepaidAtMs, order.transactionId, order.paidAtMs];
  return happened.every((value) => value === null) && order.pollCount === 0 && order.version === 1;
}

/**
 * Places many orders of one merchant in one statement, each with its idempotency key, its stock and
 * its first history line, and answers which were placed.
 *
 * Orders take their pieces in turn. One for which there may not be enough, whose product is not on sale,
 * or whose key was there before, is left out: it is for `createOrder` to place it all the same, or to
 * say why not. An error is everyone's: then nothing was written.
 */
export async function createOrders(
  pool: pg.Pool,
  created: readonly NewOrder[],
): Promise<readonly boolean[]> {
  const { rows } = await pool.query<{ id: string }>({ ...placeOrders, values: valuesOf(created) });
  const placed = new Set(rows.map(({ id }) => id));
  return created.map(({ order }) => placed.has(order.id));
}

function valuesOf(created: readonly NewOrder[]): unknown[] {
  const wanted = created.flatMap(({ order }) =>
    [...reservedQuantities(order)].map(([productId, quantity]) => ({
      id: order.id,
      productId,
      quantity,
    })),
  );
  const order = (read: (order: Order) => string | number | null) =>
    arrayLiteral(created.map((one) => read(one.order)));
  return [
    created[0]?.order.merchantId,
    order(({ id }) => id),
    order(({ outTradeNo }) => outTradeNo),
    order(({ appid }) => appid),
    order(({ mchid }) => mchid),
    order(({ openid }) => openid),
    order(({ state }) => state),
    order(({ amountFen }) => amountFen),
    order(({ description }) => description),
    order(({ items }) => JSON.stringify(items)),
    order(({ notifyUrl }) => notifyUrl),
    order(({ createdAtMs }) => createdAtMs),
    order(({ expiresAtMs }) => expiresAtMs),
    order(({ nextPollAtMs }) => nextPollAtMs),
    arrayLiteral(created.map(({ idempotency }) => idempotency?.key ?? null)),
    arrayLiteral(created.map(({ idempotency }) => idempotency?.inputDigest ?? null)),
    arrayLiteral(created.map(({ event }) => event.name)),
    arrayLiteral(created.map(({ event }) => event.atMs)),
    arrayLiteral(created.map(({ event }) => event.note)),
    arrayLiteral(wanted.map(({ id }) => id)),
    arrayLiteral(wanted.map(({ productId }) => productId)),
    arrayLiteral(wanted.map(({ quantity }) => quantity)),
    order(({ askedAtMs }) => askedAtMs),
  ];
}

const placeOrders = statement(`
with given as materialized (
  select *
  from unnest(
    $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[],
    $9::text[], $10::jsonb[], $11::text[], $12::bigint[], $13::bigint[], $14::bigint[],
    $15::text[], $16::text[], $17::text[], $18::bigint[], $19::text[], $23::bigint[]
  ) as g (
    id, out_trade_no, appid, mchid, openid, state, amount_fen,
    description, items, notify_url, created_at_ms, expires_at_ms, next_poll_at_ms,
    key, input_digest, event_name, at_ms, note, asked_at_ms
  )
), wanted as materialized (
  select *
  from unnest($20::text[], $21::text[], $22::bigint[])
    with ordinality as w (order_id, product_id, quantity, place)
), counted as materialized (
  select p.id, p.stock, p.active
  from products p
  where p.merchant_id = $1 and p.stock is not null
    and p.id in (select product_id from wanted)
  order by p.id
  for update of p
), refused as materialized (
  select w.order_id
  from (
    select *, sum(quantity) over (partition by product_id order by place) as taken from wanted
  ) as w
  left join counted c on c.id = w.product_id
  where case
    when c.id is not null then not c.active or w.taken > c.stock
    else not exists (
      select from products p
      where p.merchant_id = $1 and p.id = w.product_id and p.stock is null and p.active
    )
  end
), claimed as (
  insert into idempotency_keys (merchant_id, openid, key, input_digest, order_id)
  select $1, openid, key, input_digest, id
  from given
  where key is not null and id not in (select order_id from refused)
  on conflict (merchant_id, openid, key) do nothing
  returning order_id
), accepted as materialized (
  select *
  from given
  where id not in (select order_id from refused)
    and (key is null or id in (select order_id from claimed))
), reserved as (
  update products p set stock = p.stock - r.quantity
  from (
    select w.product_id, sum(w.quantity) as quantity
    from wanted w
    where w.order_id in (select id from accepted) and w.product_id in (select id from counted)
    group by w.product_id
  ) as r
  where p.merchant_id = $1 and p.id = r.product_id
), history as (
  insert into order_events (merchant_id, order_id, number, name, to_state, at_ms, note)
  select $1, id, 1, event_name, state, at_ms, note from accepted
), placed as (
  insert into orders (
    merchant_id, id, out_trade_no, appid, mchid, openid, state, last_event, amount_fen, description,
    items, notify_url, created_at_ms, expires_at_ms, asked_at_ms, next_poll_at_ms, poll_count,
    version
  )
  select
    $1, id, out_trade_no, appid, mchid, openid, state, 1, amount_fen, description,
    items, notify_url, created_at_ms, expires_at_ms, asked_at_ms, next_poll_at_ms, 0, 1
  from accepted
  returning id
)
select id from placed
`);
