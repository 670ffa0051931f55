import type pg from 'pg';
import type { BookedPayment } from '../ledger/match-trade-bill.ts';
import type { BookPage, BookWish } from '../ports.ts';
import { statement } from './statement.ts';

/** The columns, in the order of the statement. */
type Row = readonly [
  id: string,
  paidAtMs: number,
  outTradeNo: string,
  transactionId: string,
  amountFen: number,
];

/**
 * Reads a page of a merchant's payments by WeChat's success time. Rows come as arrays: a day may have a million.
 */
export async function listBookedPayments(
  pool: pg.Pool,
  { merchantId, fromMs, untilMs, after, limit }: BookWish,
): Promise<BookPage<BookedPayment>> {
  const { rows } = await pool.query<Row[number][]>({
    ...list,
    rowMode: 'array',
    values: [merchantId, after?.atMs ?? fromMs, after?.id ?? '', untilMs, limit],
  });
  const last = rows.length < limit ? undefined : (rows.at(-1) as Row | undefined);
  return {
    items: (rows as unknown as readonly Row[]).map(
      ([, , outTradeNo, transactionId, amountFen]) => ({ outTradeNo, transactionId, amountFen }),
    ),
    next: last === undefined ? null : { id: last[0], atMs: last[1] },
  };
}

const list = statement(`
select id, paid_at_ms, out_trade_no, transaction_id, amount_fen
from orders
where merchant_id = $1::text
  and (paid_at_ms, id) > ($2::bigint, $3::text)
  and paid_at_ms < $4::bigint
  and transaction_id is not null
order by paid_at_ms, id
limit $5::integer
`);
