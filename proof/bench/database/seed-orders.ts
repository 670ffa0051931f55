import type { BenchDatabase } from './bench-database.ts';

/** Which orders to make, and whose. */
export interface Seeding {
  readonly merchantId: string;
  readonly mchid: string;
  readonly appid: string;
  readonly openid: string;
  /** The first order's place in the numbering; see {@link orderId}. */
  readonly first: number;
  readonly count: number;
  /** When the next poll is due, as SQL over `i`, the order's place; e.g. `null`. */
  readonly nextPollAtMs?: string;
}

/** Writes orders that wait to be paid, with their history, as two requests of a payer would have left them. */
export async function seedOrders(database: BenchDatabase, seeding: Seeding): Promise<void> {
  const { merchantId, mchid, appid, openid, nextPollAtMs = '9e12' } = seeding;
  for (let first = seeding.first; first < seeding.first + seeding.count; first += slice) {
    const last = Math.min(first + slice, seeding.first + seeding.count) - 1;
    await database.run(
      `with given as materialized (
        select i, ${orderIdSql('i')} as id from generate_series($1::bigint, $2::bigint) as g (i)
      ), created as (
        insert into order_events (merchant_id, order_id, number, name, to_state, at_ms)
        select $3, id, 1, 'create', 'created', i from given
      ), prepaid as (
        insert into order_events (
          merchant_id, order_id, number, previous_number, from_state, name, to_state, at_ms
        )
        select $3, id, 2, 1, 'created', 'prepay', 'payable', i from given
      )
      insert into orders (
        merchant_id, id, out_trade_no, appid, mchid, openid, state, last_event, amount_fen,
        description, items, notify_url, created_at_ms, expires_at_ms, prepay_id, prepaid_at_ms,
        asked_at_ms, next_poll_at_ms, poll_count, version
      )
      select
        $3, id, 'Y' || lpad(i::text, 19, '0'), $4, $5, $6, 'payable', 2, 100, '明前龙井',
        '[{"productId":"tea","name":"明前龙井","quantity":1,"priceFen":100}]',
        'https://pay.example.com/wechatpay/notifications/default', i, 9e12,
        'wx201410272009395522657a690389285100', i, i, ${nextPollAtMs}, 0, 3
      from given`,
      [first, last, merchantId, appid, mchid, openid],
    );
  }
  await database.run('analyze orders, order_events');
}

const slice = 100_000;

/** The id of the order in a place. */
export function orderId(place: number): string {
  return `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
}

/** The same, computed by the database. */
export function orderIdSql(place: string): string {
  return `'00000000-0000-4000-8000-' || lpad((${place})::bigint::text, 12, '0')`;
}

/** The number at WeChat of the order in a place. */
export function orderNumber(place: number): string {
  return `Y${String(place).padStart(19, '0')}`;
}
