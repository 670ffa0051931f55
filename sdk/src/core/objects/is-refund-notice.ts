import type { JsonObject } from '../parse-object.ts';
import { isRefundAmount, isText } from './is-amount.ts';
import type { RefundNotice } from './refund-notice.ts';

/** Whether a verified object keeps the promises of `RefundNotice`. */
export function isRefundNotice(value: JsonObject): value is JsonObject & RefundNotice {
  return (
    identifiers.every((name) => isText(value[name])) &&
    merchants.every((name) => value[name] === undefined || isText(value[name])) &&
    isRefundAmount(value.amount)
  );
}

const identifiers: readonly string[] = [
  'transaction_id',
  'out_trade_no',
  'refund_id',
  'out_refund_no',
  'refund_status',
];

const merchants: readonly string[] = ['mchid', 'sp_mchid', 'sub_mchid'];
