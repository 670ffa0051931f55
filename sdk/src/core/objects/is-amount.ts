import { isObject, type JsonObject } from '../parse-object.ts';

/** Whether a value is the amount of an order: `total` present, every sum whole, non-negative fen. */
export function isAmount(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    isFen(value.total) &&
    isFenOrAbsent(value.payer_total) &&
    isFenOrAbsent(value.payer_refund) &&
    (value.currency === undefined || isText(value.currency))
  );
}

/** Whether a value is the amount of a refund: `refund` is there, too. */
export function isRefundAmount(value: unknown): value is JsonObject {
  return isAmount(value) && isFen(value.refund);
}

/** Whether a value is a text that says something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Whether a value is money: whole fen, not negative. */
export function isFen(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isFenOrAbsent(value: unknown): boolean {
  return value === undefined || isFen(value);
}
