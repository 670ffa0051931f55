import type pg from 'pg';
import type { Order } from '../ports.ts';
import { type OrderRow, orderFromRow } from './order-row.ts';
import { statement } from './statement.ts';

/** Finds the orders that a number may mean; each kind of number has its index, and one statement asks them all. */
export async function findOrdersByNumber(
  pool: pg.Pool,
  merchantId: string,
  number: string,
): Promise<readonly Order[]> {
  const { rows } = await pool.query<OrderRow>({ ...byNumber, values: [merchantId, number] });
  return rows.map(orderFromRow);
}

const byNumber = statement(`
select o.* from orders o
where o.merchant_id = $1 and o.id in (
  select id from orders where merchant_id = $1 and id = $2
  union all
  select id from orders where merchant_id = $1 and out_trade_no = $2
  union all
  select id from orders where merchant_id = $1 and transaction_id = $2
  union all
  select order_id from attempts where merchant_id = $1 and out_trade_no = $2
  union all
  select order_id from refunds where merchant_id = $1 and id = $2
  union all
  select order_id from refunds where merchant_id = $1 and out_refund_no = $2
  union all
  select order_id from refunds where merchant_id = $1 and wechat_refund_id = $2
)
order by o.created_at_ms, o.id
`);
