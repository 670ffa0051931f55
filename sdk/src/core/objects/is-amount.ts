import { isObject } from '../parse-object.ts';

/** Whether a value is an amount object: the required members present, every one whole, non-negative fen. */
export function isAmount(value: unknown, required: readonly string[]): boolean {
  return (
    isObject(value) &&
    required.every((name) => isFen(value[name])) &&
    optional.every((name) => value[name] === undefined || isFen(value[name])) &&
    (value.currency === undefined || isText(value.currency))
  );
}

/** Whether a value is a text that says something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Whether a value is money: whole fen, not negative. */
export function isFen(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

const optional: readonly string[] = ['payer_total', 'payer_refund'];
