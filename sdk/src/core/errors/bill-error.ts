import { WechatPayError } from './wechatpay-error.ts';

/** Why a bill is not to be relied on. */
export type BillErrorCode =
  /** The file is not the bill it should be. */
  | 'BILL_MALFORMED'
  /** The file ends before its summary. */
  | 'BILL_TRUNCATED'
  /** The file is not the one WeChat's signed answer announced. */
  | 'BILL_HASH_DIFFERS'
  /** The summary does not agree with the rows. */
  | 'BILL_SUMMARY_DIFFERS';

/** A bill cannot be believed, rows already delivered included: discard them and download it again. */
export class BillError extends WechatPayError {
  override readonly name = 'BillError';
  override readonly code: BillErrorCode;
  /** What exactly was wrong; holds no text of the bill but its own column names and totals. */
  readonly reason: string;

  constructor(code: BillErrorCode, reason: string) {
    super(`The bill is not to be relied on: ${reason}.`, {
      code,
      outcome: 'none',
      advice: {
        zh: '请丢弃已读取的行，重新申请并下载账单。',
        en: 'Discard the rows read so far, then request and download the bill again.',
      },
    });
    this.code = code;
    this.reason = reason;
  }
}
