import { isObject, type JsonObject } from '../parse-object.ts';
import { isAmount, isText } from './is-amount.ts';
import type { PaidTransaction, Transaction } from './transaction.ts';

/** Whether a verified object keeps the promises of `Transaction`: identifiers, state, and money in whole fen. */
export function isTransaction(value: JsonObject): value is JsonObject & Transaction {
  return (
    isText(value.appid) &&
    isText(value.mchid) &&
    keepsTransactionFacts(value) &&
    (value.payer === undefined || (isObject(value.payer) && isText(value.payer.openid)))
  );
}

/** Whether a verified object keeps the promises of `PaidTransaction`. */
export function isPaidTransaction(value: JsonObject): value is JsonObject & PaidTransaction {
  return isTransaction(value) && keepsPaidFacts(value);
}

/** Whether a verified object keeps the promises of `TransactionFacts`. */
export function keepsTransactionFacts(value: JsonObject): boolean {
  return (
    always.every((name) => isText(value[name])) &&
    sometimes.every((name) => value[name] === undefined || typeof value[name] === 'string') &&
    (value.amount === undefined || isAmount(value.amount, ['total']))
  );
}

/** Whether a transaction carries all that a confirmed payment must. */
export function keepsPaidFacts(value: JsonObject): boolean {
  return (
    isText(value.transaction_id) &&
    isText(value.success_time) &&
    value.payer !== undefined &&
    value.amount !== undefined
  );
}

const always: readonly string[] = ['out_trade_no', 'trade_state'];
const sometimes: readonly string[] = [
  'trade_state_desc',
  'transaction_id',
  'trade_type',
  'bank_type',
  'attach',
  'success_time',
];
