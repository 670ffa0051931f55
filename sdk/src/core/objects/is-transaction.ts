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
  // Written out, not looped over: each name is then found where the engine last found it.
  return (
    isText(value.out_trade_no) &&
    isText(value.trade_state) &&
    isTextOrAbsent(value.trade_state_desc) &&
    isTextOrAbsent(value.transaction_id) &&
    isTextOrAbsent(value.trade_type) &&
    isTextOrAbsent(value.bank_type) &&
    isTextOrAbsent(value.attach) &&
    isTextOrAbsent(value.success_time) &&
    (value.amount === undefined || isAmount(value.amount))
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

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
