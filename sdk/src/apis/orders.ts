import { encodeSegment } from '../core/encode-segment.ts';
import { ArgumentError } from '../core/errors/argument-error.ts';
import { isTransaction } from '../core/objects/is-transaction.ts';
import type { Transaction } from '../core/objects/transaction.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client } from '../http/create-client.ts';
import { readObject, unexpected } from '../http/read-object.ts';
import { checkOutTradeNo } from './check-out-trade-no.ts';

/** Names an order: by the merchant's number, or after payment by WeChat's. */
export type OrderKey =
  | { readonly out_trade_no: string; readonly transaction_id?: never }
  | { readonly transaction_id: string; readonly out_trade_no?: never };

/** Orders of a direct merchant, whatever way they are paid. */
export interface OrdersApi {
  /**
   * Asks for an order. `SUCCESS` and `REFUND` both mean that it was paid; compare `amount.total` with your order.
   *
   * @throws ArgumentError; ApiError (`ORDER_NOT_EXIST`: WeChat has no such order); NetworkError, TimeoutError, AnswerError
   * @see query, documents 4012791899 and 4012791900
   */
  query(key: OrderKey, options?: CallOptions): Promise<Transaction>;
  /**
   * Closes an unpaid order; closing it again succeeds too. After any error query it: it may have been paid meanwhile.
   *
   * @throws ArgumentError; ApiError (`ORDERPAID`: it was paid); NetworkError, TimeoutError, AnswerError
   * @see close, document 4012791901
   */
  close(key: { readonly out_trade_no: string }, options?: CallOptions): Promise<void>;
}

/** Makes the order calls of a direct merchant. */
export function createOrders(client: Client): OrdersApi {
  return Object.freeze({
    query: async (key: OrderKey, options?: CallOptions) => {
      const path = `${orderPath(key)}?mchid=${encodeSegment('mchid', client.mchid)}`;
      const answer = await client.call({ method: 'GET', path, options });
      const value = readObject(answer);
      if (!isTransaction(value)) throw unexpected(answer, 'it is not a transaction');
      // A signature says who speaks, not about what: an answer to another question is no answer.
      const asked: Partial<Transaction> = { ...key, mchid: client.mchid };
      for (const name of ['mchid', 'out_trade_no', 'transaction_id'] as const) {
        if (asked[name] !== undefined && value[name] !== asked[name]) {
          throw unexpected(answer, `it speaks of another ${name}`, 'ANSWER_FOREIGN');
        }
      }
      return Object.freeze(value);
    },
    close: async ({ out_trade_no }: { readonly out_trade_no: string }, options?: CallOptions) => {
      const path = `${orderPath({ out_trade_no })}/close`;
      await client.call({ method: 'POST', path, body: { mchid: client.mchid }, options });
    },
  });
}

function orderPath(key: OrderKey): string {
  if (key.out_trade_no !== undefined) {
    checkOutTradeNo(key.out_trade_no);
    return `/v3/pay/transactions/out-trade-no/${encodeSegment('out_trade_no', key.out_trade_no)}`;
  }
  if (!/^[0-9A-Za-z_-]{1,32}$/.test(key.transaction_id)) {
    throw new ArgumentError('transaction_id', 'must be the 1 to 32 characters WeChat gave');
  }
  return `/v3/pay/transactions/id/${encodeSegment('transaction_id', key.transaction_id)}`;
}
