import type { Selectable } from 'kysely';
import type { Fen } from '../ledger/fen.ts';
import type { Order, OrderState } from '../ledger/order.ts';
import type { Schema } from './schema.ts';

/** A row of `orders`. */
export type OrderRow = Selectable<Schema['orders']>;

/** Reads a row as an order; the database's constraints vouch for the amount and the state. */
export function orderFromRow(row: OrderRow): Order {
  return Object.freeze({
    id: row.id,
    merchantId: row.merchant_id,
    outTradeNo: row.out_trade_no,
    appid: row.appid,
    mchid: row.mchid,
    openid: row.openid,
    state: row.state as OrderState,
    amountFen: row.amount_fen as Fen,
    description: row.description,
    items: row.items,
    notifyUrl: row.notify_url,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    prepayId: row.prepay_id,
    prepaidAtMs: row.prepaid_at_ms,
    transactionId: row.transaction_id,
    paidAtMs: row.paid_at_ms,
    askedAtMs: row.asked_at_ms,
    nextPollAtMs: row.next_poll_at_ms,
    pollCount: row.poll_count,
    version: row.version,
  });
}
