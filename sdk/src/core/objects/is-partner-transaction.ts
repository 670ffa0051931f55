import { isObject, type JsonObject } from '../parse-object.ts';
import { isText } from './is-amount.ts';
import { keepsPaidFacts, keepsTransactionFacts } from './is-transaction.ts';
import type { PaidPartnerTransaction, PartnerTransaction } from './partner-transaction.ts';

/** Whether a verified object keeps the promises of `PartnerTransaction`. */
export function isPartnerTransaction(value: JsonObject): value is JsonObject & PartnerTransaction {
  return (
    isText(value.sp_appid) &&
    isText(value.sp_mchid) &&
    isText(value.sub_mchid) &&
    (value.sub_appid === undefined || typeof value.sub_appid === 'string') &&
    keepsTransactionFacts(value) &&
    (value.payer === undefined || isPartnerPayer(value.payer))
  );
}

/** Whether a verified object keeps the promises of `PaidPartnerTransaction`. */
export function isPaidPartnerTransaction(
  value: JsonObject,
): value is JsonObject & PaidPartnerTransaction {
  return isPartnerTransaction(value) && keepsPaidFacts(value);
}

function isPartnerPayer(value: unknown): boolean {
  return isObject(value) && (isText(value.sp_openid) || isText(value.sub_openid));
}
