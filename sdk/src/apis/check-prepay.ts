import { ArgumentError } from '../core/errors/argument-error.ts';
import { checkOutTradeNo } from './check-out-trade-no.ts';
import type { PrepayRequest } from './prepay-request.ts';

/**
 * Refuses what WeChat would certainly refuse, and amounts that are not whole fen, before anything is sent.
 *
 * Rules WeChat's documents disagree about (the length of `description`) are left to WeChat.
 *
 * @throws ArgumentError
 */
export function checkPrepay(request: PrepayRequest): void {
  const { amount, appid, attach, description, notify_url, out_trade_no, payer, time_expire } =
    request;
  requireText('appid', appid, 32);
  requireText('description', description, 127);
  checkOutTradeNo(out_trade_no);
  requireText('notify_url', notify_url, 255);
  if (!/^https?:\/\/[^\s?#]+$/.test(notify_url)) {
    throw new ArgumentError('notify_url', 'must be absolute, without query and fragment');
  }
  checkFen('amount.total', amount?.total);
  requireText('payer.openid', payer?.openid, 128);
  if (time_expire !== undefined && !rfc3339.test(time_expire)) {
    throw new ArgumentError(
      'time_expire',
      'must be RFC 3339 with a zone, as 2026-09-01T10:34:56+08:00',
    );
  }
  if (attach !== undefined && (attach === '' || Buffer.byteLength(attach) > 128)) {
    throw new ArgumentError('attach', 'must be absent, or 1 to 128 bytes');
  }
}

/**
 * Requires money to be whole fen of at least 1, so that no yuan, text or fraction slips through.
 *
 * @throws ArgumentError
 */
function checkFen(field: string, value: unknown): void {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw new ArgumentError(field, 'must be a whole number of fen, at least 1');
  }
}

// Callers in plain JavaScript have no types: a missing value must say its name instead of crashing.
function requireText(field: string, value: unknown, maxCharacters: number): void {
  if (typeof value !== 'string' || value === '' || value.length > maxCharacters) {
    throw new ArgumentError(field, `must be a text of 1 to ${maxCharacters} characters`);
  }
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
