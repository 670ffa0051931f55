import type { Ports, Refund } from '../ports.ts';
import { commitRefund, readRefundAgain } from './commit-refund.ts';
import { settleRefund } from './settle-refund.ts';

/**
 * Asks WeChat about a refund, follows the answer, and writes down when WeChat accepted it, if nobody knew:
 * notifications do not say, and the books go by that moment.
 *
 * @throws PlatformFailure when there is no usable answer.
 */
export async function dateRefund(ports: Ports, refund: Refund): Promise<Refund> {
  const proven = await ports.platform.queryRefund(refund);
  if (proven === null) return refund;
  const settled = await settleRefund(ports, refund, proven);
  const { acceptedAtMs } = proven.refundStatement;
  const isTrusted = settled.state !== 'disputed' && settled.acceptedAtMs === null;
  if (!isTrusted || acceptedAtMs === null) return settled;
  const { evidence } = proven;
  const dated = await commitRefund(ports, { before: settled, patch: { acceptedAtMs }, evidence });
  return dated ?? readRefundAgain(ports, settled);
}
