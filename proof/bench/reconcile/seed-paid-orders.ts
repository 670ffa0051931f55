import type { BenchDatabase } from '../database/bench-database.ts';

const slice = 100_000;

/**
 * Writes the orders of the bill that `serve-bill.ts` serves, paid over the day: the first `planted` are left out, as many
 * have another amount, and as many are there that the bill does not have. Histories are left out: nobody reads them.
 */
export async function seedPaidOrders(
  database: BenchDatabase,
  { rows, planted, day }: { readonly rows: number; readonly planted: number; readonly day: string },
): Promise<void> {
  // Foreign keys are triggers: without them the histories may be missing.
  await database.run('set session_replication_role = replica');
  const startMs = Date.parse(`${day}T00:00:00+08:00`);
  const last = rows + planted;
  for (let from = planted; from < last; from += slice) {
    await database.run(
      `insert into orders (
        merchant_id, id, out_trade_no, appid, mchid, openid, state, last_event, amount_fen,
        description, items, notify_url, created_at_ms, expires_at_ms, prepay_id, prepaid_at_ms,
        transaction_id, paid_at_ms, asked_at_ms, next_poll_at_ms, poll_count, version
      )
      select
        'default', '00000000-0000-4000-8000-' || lpad(i::text, 12, '0'),
        'T2026' || lpad(i::text, 10, '0'), 'wxd678efh567hg6787', '1900000001',
        'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'paid', 3, case when i < $3 then 881 else 880 end, '茶',
        '[{"productId":"tea","name":"茶","quantity":1,"priceFen":880}]',
        'https://pay.example.com/wechatpay/notifications/default', $4, $4, 'wx20141027200939', $4,
        '42000' || lpad(i::text, 10, '0') || '2026010112345', $4 + i * 86, $4, null, 0, 4
      from generate_series($1::bigint, $2::bigint) as g (i)`,
      [from, Math.min(from + slice, last) - 1, planted * 2, startMs],
    );
  }
  await database.run('set session_replication_role = origin');
  await database.run('analyze orders');
}
