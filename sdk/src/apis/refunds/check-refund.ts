import { ArgumentError } from '../../core/errors/argument-error.ts';
import { checkFen } from '../checks/check-fen.ts';
import { checkNotifyUrl } from '../checks/check-notify-url.ts';
import { checkOutTradeNo } from '../checks/check-out-trade-no.ts';
import { checkOptionalBytes } from '../checks/check-text.ts';
import { checkWechatId } from '../checks/check-wechat-id.ts';
import type { RefundRequest } from './refund-request.ts';

/**
 * Refuses a refund that WeChat would certainly refuse, or whose sums do not agree, before anything is sent.
 *
 * @throws ArgumentError
 */
export function checkRefund(request: RefundRequest): void {
  const { transaction_id, out_trade_no, out_refund_no, reason, notify_url } = request;
  if (transaction_id === undefined && out_trade_no === undefined) {
    throw new ArgumentError('out_trade_no', 'is needed when transaction_id is not given');
  }
  if (transaction_id !== undefined) checkWechatId('transaction_id', transaction_id);
  if (out_trade_no !== undefined) checkOutTradeNo(out_trade_no);
  checkOutRefundNo(out_refund_no);
  checkOptionalBytes('reason', reason, 80);
  if (notify_url !== undefined) checkNotifyUrl('notify_url', notify_url, 256);
  checkAmount(request.amount);
}

/**
 * Requires a refund number as WeChat does: 1 to 64 of `0-9 a-z A-Z _ - | * @`.
 *
 * @throws ArgumentError
 */
export function checkOutRefundNo(value: unknown): asserts value is string {
  if (typeof value !== 'string' || !/^[0-9a-zA-Z_\-|*@]{1,64}$/.test(value)) {
    throw new ArgumentError('out_refund_no', 'must be 1 to 64 of 0-9 a-z A-Z _ - | * @');
  }
}

function checkAmount(amount: RefundRequest['amount']): void {
  checkFen('amount.total', amount?.total);
  checkFen('amount.refund', amount.refund);
  if (amount.refund > amount.total) {
    throw new ArgumentError('amount.refund', 'must not exceed amount.total');
  }
  if (amount.from === undefined) return;
  let sum = 0;
  const accounts = new Set<string>();
  for (const [index, source] of amount.from.entries()) {
    checkFen(`amount.from[${index}].amount`, source.amount);
    if (accounts.has(source.account)) {
      throw new ArgumentError(`amount.from[${index}].account`, 'is given twice');
    }
    accounts.add(source.account);
    sum += source.amount;
  }
  if (sum !== amount.refund) throw new ArgumentError('amount.from', 'must sum to amount.refund');
}
