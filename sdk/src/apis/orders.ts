import type { Transaction } from '../core/objects/transaction.ts';
import type { CallOptions } from '../http/call-options.ts';

/** Names an order: by the merchant's number, or after payment by WeChat's. */
export type OrderKey =
  | { readonly out_trade_no: string; readonly transaction_id?: never }
  | { readonly transaction_id: string; readonly out_trade_no?: never };

/** Orders of a direct merchant, whatever way they are paid. */
export interface OrdersApi {
  query(key: OrderKey, options?: CallOptions): Promise<Transaction>;
  close(key: { readonly out_trade_no: string }, options?: CallOptions): Promise<void>;
}
