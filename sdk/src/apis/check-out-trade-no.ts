import { ArgumentError } from '../core/errors/argument-error.ts';

/**
 * Requires a merchant order number as WeChat does: 6 to 32 of `0-9 a-z A-Z _ - | *`.
 *
 * @throws ArgumentError
 */
export function checkOutTradeNo(value: string): void {
  if (!/^[0-9a-zA-Z_\-|*]{6,32}$/.test(value)) {
    throw new ArgumentError('out_trade_no', 'must be 6 to 32 of 0-9 a-z A-Z _ - | *');
  }
}
