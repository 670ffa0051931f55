import { ArgumentError } from '../../core/errors/argument-error.ts';
import { checkFen } from '../checks/check-fen.ts';
import { checkMchid } from '../checks/check-mchid.ts';
import { checkNotifyUrl } from '../checks/check-notify-url.ts';
import { checkOutTradeNo } from '../checks/check-out-trade-no.ts';
import { checkOptionalBytes, checkText } from '../checks/check-text.ts';
import { checkOptionalTime } from '../checks/check-time.ts';
import type { CombineCloseRequest, CombineRequest, CombineSubOrder } from './combine-request.ts';

/**
 * Refuses what WeChat would certainly refuse in a combined order, before anything is sent.
 *
 * @throws ArgumentError naming the field, parts by their index: `sub_orders[1].amount.total_amount`
 */
export function checkCombine(request: CombineRequest): void {
  checkWhole(request);
  checkNotifyUrl('notify_url', request.notify_url);
  checkOptionalTime('time_start', request.time_start);
  checkOptionalTime('time_expire', request.time_expire);
  for (const [index, part] of request.sub_orders.entries()) checkPart(`sub_orders[${index}]`, part);
}

/** Requires a close to name the order and each of its parts. @throws ArgumentError */
export function checkCombineClose(request: CombineCloseRequest): void {
  checkWhole(request);
}

function checkWhole({
  combine_appid,
  combine_out_trade_no,
  sub_orders,
}: CombineCloseRequest): void {
  checkText('combine_appid', combine_appid, 32);
  checkOutTradeNo(combine_out_trade_no, 'combine_out_trade_no');
  if (!Array.isArray(sub_orders) || sub_orders.length < 1 || sub_orders.length > 50) {
    throw new ArgumentError('sub_orders', 'must be 1 to 50 parts');
  }
  const numbers = new Set<string>();
  for (const [index, { mchid, sub_mchid, out_trade_no }] of sub_orders.entries()) {
    const part = `sub_orders[${index}]`;
    checkMchid(`${part}.mchid`, mchid);
    if (sub_mchid !== undefined) checkMchid(`${part}.sub_mchid`, sub_mchid);
    checkOutTradeNo(out_trade_no, `${part}.out_trade_no`);
    const number = `${mchid} ${out_trade_no}`;
    if (numbers.has(number)) throw new ArgumentError(`${part}.out_trade_no`, 'is given twice');
    numbers.add(number);
  }
}

function checkPart(part: string, { attach, amount, description }: CombineSubOrder): void {
  checkText(`${part}.attach`, attach, 128);
  checkOptionalBytes(`${part}.attach`, attach, 128);
  checkFen(`${part}.amount.total_amount`, amount?.total_amount);
  if (amount.currency !== 'CNY') throw new ArgumentError(`${part}.amount.currency`, 'must be CNY');
  checkText(`${part}.description`, description, 127);
}
