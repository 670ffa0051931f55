import { ArgumentError } from '../../core/errors/argument-error.ts';

/**
 * Requires a merchant order number as WeChat does: 6 to 32 of `0-9 a-z A-Z _ - | *`.
 *
 * @throws ArgumentError
 */
export function checkOutTradeNo(value: unknown, field = 'out_trade_no'): asserts value is string {
  if (typeof value !== 'string' || !/^[0-9a-zA-Z_\-|*]{6,32}$/.test(value)) {
    throw new ArgumentError(field, 'must be 6 to 32 of 0-9 a-z A-Z _ - | *');
  }
}
