import type { BenchDatabase } from '../database/bench-database.ts';

/** A merchant's month: so many orders up to a moment, as payers and WeChat would have left them. */
export interface MonthSeeding {
  readonly merchantId: string;
  readonly mchid: string;
  readonly appid: string;
  readonly count: number;
  readonly nowMs: number;
}

/** How long the month is. */
export const MONTH_MS = 30 * 24 * 3_600_000;
/** How many payers there are for each order. */
const PAYERS_PER_ORDER = 0.2;
const SLICE = 100_000;

/** When the order in a place was made, as SQL over `i`. */
function createdAtSql({ count, nowMs }: MonthSeeding): string {
  return `(${nowMs - MONTH_MS} + (i * ${MONTH_MS}::numeric / ${count})::bigint / 1000 * 1000)`;
}

/**
 * Writes them: nine in ten are paid, some are closed, the last ones open; two in a hundred are refunded in part. The rules
 * of the schema are not asked while it is filled: what is written keeps them.
 */
export async function seedMonth(database: BenchDatabase, seeding: MonthSeeding): Promise<void> {
  const { count, merchantId, mchid, appid, nowMs } = seeding;
  await database.run('set session_replication_role = replica');
  for (let first = 1; first <= count; first += SLICE) {
    const last = Math.min(first + SLICE - 1, count);
    await database.run(
      `create temporary table given as
       select i, id, at, state, fen, at + 60000 as paid_at from (
         select i, ${createdAtSql(seeding)} as at, 100 + (i * 7919 % 99991) as fen,
           lpad(to_hex(${createdAtSql(seeding)}), 12, '0') || lpad(i::text, 20, '0') as hex,
           case when i > ${count - count / 1000} then 'payable'
             when i % 10 = 3 then 'closed' when i % 50000 = 7 then 'disputed' else 'paid' end as state
         from generate_series($1::bigint, $2::bigint) as g (i)
       ) g cross join lateral (
         select substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-7' || substr(hex, 14, 3) || '-8'
           || substr(hex, 18, 3) || '-' || substr(hex, 21, 12) as id
       ) named`,
      [first, last],
    );
    await database.run(
      `insert into order_events (
         merchant_id, order_id, number, previous_number, from_state, name, to_state, at_ms
       )
       select '${merchantId}', id, 1, null::integer, null, 'create', 'created', at from given
       union all
       select '${merchantId}', id, 2, 1, 'created', 'prepay', 'payable', at + 1000 from given
       union all
       select '${merchantId}', id, 3, 2, 'payable',
         case state when 'paid' then 'pay' when 'closed' then 'close' else 'dispute' end, state,
         paid_at + 800
       from given where state <> 'payable'`,
    );
    await database.run(
      `insert into orders (
         merchant_id, id, out_trade_no, appid, mchid, openid, state, last_event, amount_fen,
         description, items, notify_url, created_at_ms, expires_at_ms, prepay_id, prepaid_at_ms,
         transaction_id, paid_at_ms, asked_at_ms, next_poll_at_ms, poll_count, version
       )
       select '${merchantId}', id, 'Y' || lpad(i::text, 19, '0'), '${appid}', '${mchid}',
         'oPayer' || (i * 7907 % ${Math.ceil(count * PAYERS_PER_ORDER)}), state,
         case state when 'payable' then 2 else 3 end, fen, '明前龙井',
         '[{"productId":"tea","name":"明前龙井","quantity":1,"priceFen":100}]', 'https://n', at,
         at + 1800000, 'wx' || i, at + 1000,
         case when state in ('paid', 'disputed') then '4200' || lpad(i::text, 24, '0') end,
         case when state in ('paid', 'disputed') then paid_at end, at,
         case when state = 'payable' then ${nowMs + 600_000} + i end, 0, 4
       from given`,
    );
    await database.run(
      `insert into refunds (
         merchant_id, id, order_id, out_trade_no, transaction_id, out_refund_no, kind, state,
         last_event, amount_fen, total_fen, reason, notify_url, requested_by, requested_at_ms,
         wechat_refund_id, accepted_at_ms, succeeded_at_ms, poll_count, version
       )
       select '${merchantId}', id, id, 'Y' || lpad(i::text, 19, '0'), '4200' || lpad(i::text, 24, '0'),
         'R' || i, 'asked', 'succeeded', 3, 50, fen, '退', 'https://n', 'user:li', paid_at + 60000,
         '5030' || lpad(i::text, 24, '0'), paid_at + 61000, paid_at + 120000, 0, 3
       from given where i % 50 = 11 and state = 'paid'`,
    );
    await database.run('drop table given');
  }
  await database.run('set session_replication_role = origin');
  await database.run('vacuum analyze orders, order_events, refunds');
}
