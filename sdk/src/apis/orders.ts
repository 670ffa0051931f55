import { encodeQuery } from '../core/encode-query.ts';
import { encodeSegment } from '../core/encode-segment.ts';
import type { Transaction } from '../core/objects/transaction.ts';
import type { TransactionFacts } from '../core/objects/transaction-facts.ts';
import type { System } from '../core/system.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client } from '../http/create-client.ts';
import { readObject, unexpected } from '../http/read-object.ts';
import { checkOutTradeNo } from './checks/check-out-trade-no.ts';
import { checkWechatId } from './checks/check-wechat-id.ts';
import { type CloseOutcome, closeIfUnpaid } from './close-if-unpaid.ts';
import type { OrderScope } from './order-scope.ts';
import { requireSame } from './require-same.ts';
import { type WaitOptions, type WaitOutcome, waitUntilFinal } from './wait-until-final.ts';

/** Names an order: by the merchant's number, or after payment by WeChat's. */
export type OrderKey =
  | {
      /** The merchant's order number, 6 to 32 characters. */
      readonly out_trade_no: string;
      /** Not together with `out_trade_no`. */
      readonly transaction_id?: never;
    }
  | {
      /** WeChat's number of the payment, up to 32 characters. */
      readonly transaction_id: string;
      /** Not together with `transaction_id`. */
      readonly out_trade_no?: never;
    };

/** Names an order by the merchant's number. */
export interface OrderNumber {
  /** The merchant's order number, 6 to 32 characters. */
  readonly out_trade_no: string;
}

/** Orders of one scope, whatever way they are paid; `Owner` is what names the sub-merchant in partner mode. */
export interface OrdersApi<Owner = unknown, Found extends TransactionFacts = Transaction> {
  /**
   * Asks for an order. `SUCCESS` and `REFUND` both mean that it was paid; compare `amount.total` with your order.
   *
   * @throws ArgumentError; ApiError (`ORDER_NOT_EXIST`: WeChat has no such order); NetworkError, TimeoutError, AnswerError
   * @see query, documents 4012791899 and 4012791900
   */
  query(key: OrderKey & Owner, options?: CallOptions): Promise<Found>;
  /**
   * Closes an unpaid order; closing it again succeeds too. After any error query it: it may have been paid meanwhile.
   *
   * @throws ArgumentError; ApiError (`ORDERPAID`: it was paid); NetworkError, TimeoutError, AnswerError
   * @see close, document 4012791901
   */
  close(key: OrderNumber & Owner, options?: CallOptions): Promise<void>;
  /**
   * Asks for an order and closes it if it is unpaid; when closing fails it asks again, for the payer may have been faster.
   *
   * @throws what `query` throws; what `close` threw, when the order is unpaid still
   */
  closeIfUnpaid(key: OrderNumber & Owner, options?: CallOptions): Promise<CloseOutcome<Found>>;
  /**
   * Asks for an order on WeChat's own schedule until its state is final, or the schedule ends.
   *
   * Unclear answers and an order WeChat does not know yet are asked about again at the next time.
   *
   * @throws ArgumentError, ApiError (a refusal), NetworkError (`NETWORK_ABORTED`); at the end of the schedule whatever the last question met
   * @see order states, document 4012791900
   */
  waitUntilFinal(key: OrderNumber & Owner, options?: WaitOptions): Promise<WaitOutcome<Found>>;
}

/** Makes the order calls of a scope. */
export function createOrders<Owner, Found extends TransactionFacts>(
  client: Client,
  scope: OrderScope<never, Owner, Found>,
  system: System,
): OrdersApi<Owner, Found> {
  const api = {
    query: async (key: OrderKey & Owner, options?: CallOptions): Promise<Found> => {
      const owner = scope.ownerFields(key);
      const path = `${scope.path}${orderPath(key)}${encodeQuery(owner)}`;
      const answer = await client.call({ method: 'GET', path, options });
      const value = readObject(answer);
      if (!scope.isRecord(value)) throw unexpected(answer, 'it is not a transaction');
      const { out_trade_no, transaction_id } = key;
      requireSame(answer, value, { ...owner, out_trade_no, transaction_id });
      Object.freeze(value);
      return value;
    },
    close: async (key: OrderNumber & Owner, options?: CallOptions) => {
      const path = `${scope.path}${orderPath({ out_trade_no: key.out_trade_no })}/close`;
      await client.call({ method: 'POST', path, body: scope.ownerFields(key), options });
    },
  };
  return Object.freeze({
    ...api,
    closeIfUnpaid: (key: OrderNumber & Owner, options?: CallOptions) =>
      closeIfUnpaid({
        query: () => api.query(key, options),
        close: () => api.close(key, options),
      }),
    waitUntilFinal: (key: OrderNumber & Owner, options?: WaitOptions) =>
      waitUntilFinal((call) => api.query(key, call), system, options),
  });
}

function orderPath(key: OrderKey): string {
  if (key.out_trade_no !== undefined) {
    checkOutTradeNo(key.out_trade_no);
    return `/out-trade-no/${encodeSegment('out_trade_no', key.out_trade_no)}`;
  }
  checkWechatId('transaction_id', key.transaction_id);
  return `/id/${encodeSegment('transaction_id', key.transaction_id)}`;
}
