import { WechatPayError } from './wechatpay-error.ts';

/** One thing that WeChat says otherwise than our own record. */
export interface Mismatch {
  /** Where it stands in the resource, in WeChat's own spelling, e.g. `amount.total`. */
  readonly field: string;
  /** Of our own record. */
  readonly expected: unknown;
  /** Of the notification. */
  readonly actual: unknown;
}

/**
 * A verified notification disagrees with our own order: outcome `unknown`, code `NOTIFICATION_MISMATCH`.
 *
 * The message names the fields; what they hold is in `mismatches` only, for it may be payer data.
 */
export class MismatchError extends WechatPayError {
  override readonly name = 'MismatchError';
  /** At least one. */
  readonly mismatches: readonly Mismatch[];

  constructor(mismatches: readonly Mismatch[], requestId?: string) {
    const fields = mismatches.map(({ field }) => field).join(', ');
    super(`The notification disagrees with the order: ${fields}.`, {
      code: 'NOTIFICATION_MISMATCH',
      outcome: 'unknown',
      requestId,
      advice: {
        zh: '请勿发货：查询该订单，核对所列字段，由人工处理。',
        en: 'Do not ship: query the order, compare these fields, and let a person decide.',
      },
    });
    this.mismatches = mismatches;
  }
}
