import type pg from 'pg';
import type { Order } from '../ports.ts';
import { isOwnId } from './is-own-id.ts';
import { type OrderRow, orderFromRow } from './order-row.ts';
import { type Statement, statement } from './statement.ts';

/** Finds the orders that a number may mean; each kind of number has its index, and one statement asks them all. */
export async function findOrdersByNumber(
  pool: pg.Pool,
  merchantId: string,
  number: string,
): Promise<readonly Order[]> {
  const asked = isOwnId(number) ? byIdOrNumber : byNumber;
  const { rows } = await pool.query<OrderRow>({ ...asked, values: [merchantId, number] });
  return rows.map(orderFromRow);
}

const numbers = `
  select id from orders where merchant_id = $1 and out_trade_no = $2
  union all
  select id from orders where merchant_id = $1 and transaction_id = $2
  union all
  select order_id from attempts where merchant_id = $1 and out_trade_no = $2
  union all
  select order_id from refunds where merchant_id = $1 and out_refund_no = $2
  union all
  select order_id from refunds where merchant_id = $1 and wechat_refund_id = $2`;

const ids = `
  select id from orders where merchant_id = $1 and id = $2
  union all
  select order_id from refunds where merchant_id = $1 and id = $2`;

const byNumber = findBy(numbers);
/** A merchant may have given a refund at WeChat a number of this form. */
const byIdOrNumber = findBy(`${ids}
  union all${numbers}`);

function findBy(orderIds: string): Statement {
  return statement(`
select o.* from orders o
where o.merchant_id = $1 and o.id in (${orderIds}
)
order by o.created_at_ms, o.id
`);
}
