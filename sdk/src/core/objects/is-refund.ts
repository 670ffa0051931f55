import type { JsonObject } from '../parse-object.ts';
import { isFen, isRefundAmount, isText } from './is-amount.ts';
import type { Refund } from './refund.ts';

/** Whether a verified object keeps the promises of `Refund`. */
export function isRefund(value: JsonObject): value is JsonObject & Refund {
  return (
    always.every((name) => isText(value[name])) &&
    sometimes.every((name) => value[name] === undefined || typeof value[name] === 'string') &&
    isRefundAmount(value.amount) &&
    areWholeFen(value.amount)
  );
}

function areWholeFen(amount: JsonObject): boolean {
  return moreFen.every((name) => amount[name] === undefined || isFen(amount[name]));
}

const always: readonly string[] = [
  'refund_id',
  'out_refund_no',
  'transaction_id',
  'out_trade_no',
  'status',
  'create_time',
];
const sometimes: readonly string[] = [
  'success_time',
  'channel',
  'user_received_account',
  'funds_account',
];
const moreFen: readonly string[] = [
  'settlement_total',
  'settlement_refund',
  'discount_refund',
  'refund_fee',
];
