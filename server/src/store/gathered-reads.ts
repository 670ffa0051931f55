import type pg from 'pg';
import type { Order, Product, Session, Store } from '../ports.ts';
import { arrayLiteral } from './array-literal.ts';
import { gather } from './gather.ts';
import { type OrderRow, orderFromRow } from './order-row.ts';
import { productFromRow } from './product-shelf.ts';
import type { ProductRow, SessionRow } from './schema.ts';
import { sessionFromRow } from './session-book.ts';
import { type Statement, statement } from './statement.ts';

/**
 * The reads that every request makes, by a key each: those that wait at the same moment are asked in
 * one statement. Nothing is remembered: each sees all that was committed before it was asked.
 *
 * @param pool Finds everything by keys.
 */
export function gatheredReads(
  pool: pg.Pool,
): Pick<Store, 'findSession' | 'findProducts' | 'findOrder' | 'findOrderByNumber'> {
  const session = find<SessionRow, Session>(pool, sessionsByDigest, 'token_digest', sessionFromRow);
  const product = find<ProductRow, Product>(pool, productsById, 'id', productFromRow);
  const order = find<OrderRow, Order>(pool, ordersById, 'id', orderFromRow);
  const byNumber = find<OrderRow, Order>(pool, ordersByNumber, 'out_trade_no', orderFromRow);
  const byFormer = find<OrderRow & { former: string }, Order>(
    pool,
    ordersByFormerNumber,
    'former',
    orderFromRow,
  );
  return {
    // Found by a token that says nothing of its merchant.
    findSession: (tokenDigest) => session('', tokenDigest),
    async findProducts(merchantId, ids) {
      const found = await Promise.all([...new Set(ids)].map((id) => product(merchantId, id)));
      return found.filter((one) => one !== null);
    },
    async findOrder({ merchantId, openid }, id) {
      const found = await order(merchantId, id);
      return found?.openid === openid ? found : null;
    },
    // Rare, and therefore a second question: a number that was given up.
    findOrderByNumber: async (merchantId, number) =>
      (await byNumber(merchantId, number)) ?? byFormer(merchantId, number),
  };
}

/** A question for one row by `column`; null when there is none. */
function find<Row extends object, T>(
  pool: pg.Pool,
  { takesMerchant, ...named }: Lookup,
  column: keyof Row & string,
  fromRow: (row: Row) => T,
): (merchantId: string, key: string) => Promise<T | null> {
  async function together(keys: readonly Key[]): Promise<readonly (T | null)[]> {
    const distinct = arrayLiteral([...new Set(keys.map(({ key }) => key))]);
    const values = takesMerchant ? [keys[0]?.merchantId, distinct] : [distinct];
    const { rows } = await pool.query<Row>({ ...named, values });
    const found = new Map(rows.map((row) => [row[column], fromRow(row)]));
    return keys.map(({ key }) => found.get(key as Row[typeof column]) ?? null);
  }
  const ask = gather<Key, T | null>({
    laneOf: ({ merchantId }) => merchantId,
    together,
    alone: async (key) => (await together([key]))[0] ?? null,
    // One key that the database cannot even read (a zero byte) is no answer for the others.
    isFaultOfOne: () => true,
  });
  return (merchantId, key) => ask({ merchantId, key });
}

interface Key {
  readonly merchantId: string;
  readonly key: string;
}

interface Lookup extends Statement {
  readonly takesMerchant: boolean;
}

function lookup(text: string): Lookup {
  return { ...statement(text), takesMerchant: text.includes('$2') };
}

const sessionsByDigest = lookup('select * from sessions where token_digest = any($1::text[])');

const productsById = lookup(
  'select * from products where merchant_id = $1 and id = any($2::text[])',
);

const ordersById = lookup('select * from orders where merchant_id = $1 and id = any($2::text[])');

const ordersByNumber = lookup(
  'select * from orders where merchant_id = $1 and out_trade_no = any($2::text[])',
);

const ordersByFormerNumber = lookup(`
select o.*, a.out_trade_no as former
from attempts a join orders o on o.merchant_id = a.merchant_id and o.id = a.order_id
where a.merchant_id = $1 and a.out_trade_no = any($2::text[])
`);
