import type pg from 'pg';
import type { OurFacts } from '../invariants/facts.ts';

/** How a statement is run; rows come as the judges want them, `bigint` as numbers. */
export type Ask = <Row extends pg.QueryResultRow>(text: string) => Promise<readonly Row[]>;

/**
 * Reads all that a database holds, by statements of our own: the server's are not believed here.
 *
 * @param canaries Texts that must stand in no table.
 */
export async function readDatabaseFacts(ask: Ask, canaries: readonly string[]): Promise<OurFacts> {
  const differences = await ask<OurFacts['differences'][number] & pg.QueryResultRow>(
    `select merchant_id as "merchantId", id, day, kind, state = 'open' as open,
       coalesce(out_refund_no, transaction_id, reference) as reference
     from differences`,
  );
  const facts: Omit<OurFacts, 'texts'> = {
    orders: await ask(ORDERS),
    events: await ask(eventsOf('order_events', 'order_id')),
    refunds: await ask(REFUNDS),
    refundEvents: await ask(eventsOf('refund_events', 'refund_id')),
    attempts: await ask(
      `select merchant_id as "merchantId", order_id as "orderId", out_trade_no as "outTradeNo",
         amount_fen::float8 as "amountFen" from attempts`,
    ),
    evidence: await ask(EVIDENCE),
    outbox: await ask(
      `select merchant_id as "merchantId", id, order_id as "orderId",
         payload->>'refundId' as "refundId", type, at_ms::float8 as "atMs" from outbox`,
    ),
    idempotencyKeys: await ask(
      `select merchant_id as "merchantId", openid, key, order_id as "orderId" from idempotency_keys`,
    ),
    deliveries: await ask(
      `select merchant_id as "merchantId", endpoint_id as "endpointId", event_id as "eventId", state,
         position::float8 as position,
         case state when 'delivered' then finished_at_ms::float8 end as "deliveredAtMs" from deliveries`,
    ),
    differences,
    reconciledDays: await ask(
      `select distinct merchant_id as "merchantId", day from reconciliations where state = 'finished'`,
    ),
  };
  return { ...facts, texts: await findCanaries(ask, canaries) };
}

const ORDERS = `
  select merchant_id as "merchantId", id, out_trade_no as "outTradeNo", appid, mchid, openid, state,
    amount_fen::float8 as "amountFen", items, notify_url as "notifyUrl",
    created_at_ms::float8 as "createdAtMs", expires_at_ms::float8 as "expiresAtMs",
    prepaid_at_ms::float8 as "prepaidAtMs", transaction_id as "transactionId",
    paid_at_ms::float8 as "paidAtMs", next_poll_at_ms::float8 as "nextPollAtMs"
  from orders`;

const REFUNDS = `
  select merchant_id as "merchantId", id, order_id as "orderId", out_trade_no as "outTradeNo",
    transaction_id as "transactionId", out_refund_no as "outRefundNo", kind, state,
    amount_fen::float8 as "amountFen", total_fen::float8 as "totalFen",
    sent_at_ms::float8 as "sentAtMs", wechat_refund_id as "refundId",
    accepted_at_ms::float8 as "acceptedAtMs", next_poll_at_ms::float8 as "nextPollAtMs"
  from refunds`;

const EVIDENCE = `
  select merchant_id as "merchantId", id, order_id as "orderId", source, timestamp, nonce, serial,
    signature, body, received_at_ms::float8 as "receivedAtMs"
  from evidence`;

function eventsOf(table: string, owner: string): string {
  return `select merchant_id as "merchantId", ${owner} as "ownerId", number, from_state as "from",
    name, to_state as "to", at_ms::float8 as "atMs" from ${table}`;
}

/** Looks through whole rows as text, in the database: nothing but hits comes out. */
async function findCanaries(ask: Ask, canaries: readonly string[]): Promise<OurFacts['texts']> {
  if (canaries.length === 0) return [];
  const tables = await ask<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const wanted = canaries.map((canary) => `'%${canary.replaceAll("'", "''")}%'`).join(', ');
  const found: OurFacts['texts'][number][] = [];
  for (const { name } of tables) {
    const rows = await ask<{ hits: number }>(
      `select count(*)::float8 as hits from "${name}" as t where t::text like any (array[${wanted}])`,
    );
    if ((rows[0]?.hits ?? 0) > 0)
      found.push({ place: `the table ${name}`, text: canaries.join(' ') });
  }
  return found;
}
