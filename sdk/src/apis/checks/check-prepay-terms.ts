import type { PrepayTerms } from '../prepay-request.ts';
import { checkFen } from './check-fen.ts';
import { checkNotifyUrl } from './check-notify-url.ts';
import { checkOutTradeNo } from './check-out-trade-no.ts';
import { checkOptionalBytes, checkText } from './check-text.ts';
import { checkOptionalTime } from './check-time.ts';

/**
 * Refuses what WeChat would certainly refuse, and amounts that are not whole fen, before anything is sent.
 *
 * Rules WeChat's documents disagree about (the length of `description`) are left to WeChat.
 *
 * @throws ArgumentError
 */
export function checkPrepayTerms(request: PrepayTerms): void {
  checkText('description', request.description, 127);
  checkOutTradeNo(request.out_trade_no);
  checkNotifyUrl('notify_url', request.notify_url);
  checkFen('amount.total', request.amount?.total);
  checkOptionalTime('time_expire', request.time_expire);
  checkOptionalBytes('attach', request.attach, 128);
}
