import { ArgumentError } from '../../core/errors/argument-error.ts';
import { checkMchid } from './check-mchid.ts';

/**
 * Requires a sub-merchant: a merchant number, and another than the service provider's own.
 *
 * @throws ArgumentError
 */
export function checkSubMerchant(
  sub_mchid: unknown,
  sp_mchid: string,
): asserts sub_mchid is string {
  checkMchid('sub_mchid', sub_mchid);
  if (sub_mchid === sp_mchid) {
    throw new ArgumentError('sub_mchid', 'must be another merchant than the service provider');
  }
}
