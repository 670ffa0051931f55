import { isObject, type JsonObject } from '../parse-object.ts';
import type { CombineTransaction, PaidCombineTransaction } from './combine-transaction.ts';
import { isFen, isText } from './is-amount.ts';

/** Whether a verified object keeps the promises of `CombineTransaction`. */
export function isCombineTransaction(value: JsonObject): value is JsonObject & CombineTransaction {
  const { sub_orders, combine_payer_info: payer } = value;
  return (
    identifiers.every((name) => isText(value[name])) &&
    Array.isArray(sub_orders) &&
    sub_orders.length > 0 &&
    sub_orders.every(isSubTransaction) &&
    (payer === undefined || (isObject(payer) && isText(payer.openid)))
  );
}

/** Whether a verified object is a combined order of which every part is paid. */
export function isPaidCombineTransaction(
  value: JsonObject,
): value is JsonObject & PaidCombineTransaction {
  return (
    isCombineTransaction(value) &&
    value.combine_payer_info !== undefined &&
    value.sub_orders.every(
      ({ transaction_id, success_time, amount }) =>
        isText(transaction_id) && isText(success_time) && amount !== undefined,
    )
  );
}

const identifiers: readonly string[] = ['combine_appid', 'combine_mchid', 'combine_out_trade_no'];
const always: readonly string[] = ['mchid', 'out_trade_no', 'trade_state'];
const sometimes: readonly string[] = [
  'trade_type',
  'bank_type',
  'attach',
  'success_time',
  'transaction_id',
  'sub_mchid',
  'sub_appid',
  'sub_openid',
];

function isSubTransaction(value: unknown): boolean {
  return (
    isObject(value) &&
    always.every((name) => isText(value[name])) &&
    sometimes.every((name) => value[name] === undefined || typeof value[name] === 'string') &&
    (value.amount === undefined || isCombineAmount(value.amount))
  );
}

function isCombineAmount(value: unknown): boolean {
  return (
    isObject(value) &&
    isFen(value.total_amount) &&
    (value.payer_amount === undefined || isFen(value.payer_amount)) &&
    (value.currency === undefined || isText(value.currency))
  );
}
