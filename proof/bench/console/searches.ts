import type { Store } from '@yifen/server';

const HOUR_MS = 3_600_000;

/** One question to a month of orders. */
export interface Search {
  readonly title: string;
  readonly path: string;
  readonly search: (store: Store) => Promise<unknown>;
  /** The same rows, by their index alone. */
  readonly sql: string;
}

/** By everything that the page of orders can ask for. */
export function searchesOf({
  count,
  nowMs,
}: {
  readonly count: number;
  readonly nowMs: number;
}): Search[] {
  // One that is paid and refunded.
  const place = Math.floor(count / 100) * 50 + 11;
  const day = new Date(nowMs - 15 * 24 * HOUR_MS).toISOString();
  const dayAfter = new Date(nowMs - 14 * 24 * HOUR_MS).toISOString();
  const range = `e.at_ms >= ${Date.parse(day)} and e.at_ms < ${Date.parse(dayAfter)}`;
  const history = (where: string, and = 'true') =>
    `select o.* from order_events e join orders o on o.merchant_id = e.merchant_id and o.id = e.order_id
     where e.merchant_id = 'default' and e.number = 1 and ${where} and ${and}
     order by e.at_ms desc, e.order_id desc limit 21`;
  const page = { cursor: null, limit: 20 };
  const all = { state: null, openid: null, fromMs: null, toMs: null };
  type Filter = Parameters<Store['searchOrders']>[1];
  const by = (filter: Partial<Filter>) => (store: Store) =>
    store.searchOrders('default', { ...all, ...filter }, page);
  const numbered = (number: string) => (store: Store) =>
    store.findOrdersByNumber('default', number);
  const days = { fromMs: Date.parse(day), toMs: Date.parse(dayAfter) };
  const ours = `Y${String(place).padStart(19, '0')}`;
  const theirs = `4200${String(place).padStart(24, '0')}`;
  const refund = `5030${String(place).padStart(24, '0')}`;
  const order = (where: string) =>
    `select * from orders where merchant_id = 'default' and ${where}`;
  return [
    { title: 'The newest orders', path: '/orders', search: by({}), sql: history('true') },
    {
      title: 'The orders of a day two weeks ago',
      path: `/orders?from=${day}&to=${dayAfter}`,
      search: by(days),
      sql: history(range),
    },
    {
      title: 'An order by its number',
      path: `/orders?number=${ours}`,
      search: numbered(ours),
      sql: order(`out_trade_no = '${ours}'`),
    },
    {
      title: 'An order by its transaction',
      path: `/orders?number=${theirs}`,
      search: numbered(theirs),
      sql: order(`transaction_id = '${theirs}'`),
    },
    {
      title: 'An order by WeChat’s number of its refund',
      path: `/orders?number=${refund}`,
      search: numbered(refund),
      sql: order(
        `id = (select order_id from refunds where merchant_id = 'default' and wechat_refund_id = '${refund}')`,
      ),
    },
    {
      title: 'The orders of one payer',
      path: '/orders?openid=oPayer77',
      search: by({ openid: 'oPayer77' }),
      sql: order(`openid = 'oPayer77' order by created_at_ms desc, id desc limit 21`),
    },
    {
      title: 'Closed orders',
      path: '/orders?state=closed',
      search: by({ state: 'closed' }),
      sql: order(`state = 'closed' order by created_at_ms desc, id desc limit 21`),
    },
    {
      title: 'Disputed orders',
      path: '/orders?state=disputed',
      search: by({ state: 'disputed' }),
      sql: order(`state = 'disputed' order by created_at_ms desc, id desc limit 21`),
    },
    {
      title: 'Orders that wait to be paid',
      path: '/orders?state=created,payable',
      search: by({ state: ['created', 'payable'] }),
      sql: order(
        `state in ('created', 'payable') and next_poll_at_ms is not null order by created_at_ms desc, id desc limit 21`,
      ),
    },
    {
      title: 'Orders of a day by what they cost',
      path: `/orders?from=${day}&to=${dayAfter}&minAmountFen=90000&maxAmountFen=90100`,
      search: by({ ...days, minFen: 90_000, maxFen: 90_100 }),
      sql: history(range, 'o.amount_fen between 90000 and 90100'),
    },
  ];
}
