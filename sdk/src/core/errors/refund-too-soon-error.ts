import { WechatPayError } from './wechatpay-error.ts';

/**
 * Another refund of the same order was sent less than a minute ago; nothing was sent. Outcome `none`, code `REFUND_TOO_SOON`.
 *
 * Only this client's own refunds are counted: other processes are not seen, WeChat's answer decides for them.
 */
export class RefundTooSoonError extends WechatPayError {
  override readonly name = 'RefundTooSoonError';
  /** How long to wait before the next refund of this order, in milliseconds. */
  readonly waitMs: number;

  constructor(waitMs: number) {
    super(`Another refund of this order was sent less than a minute ago.`, {
      code: 'REFUND_TOO_SOON',
      outcome: 'none',
      advice: {
        zh: '同一订单的两次退款须间隔一分钟：请稍后用同一退款单号重试，或使用 pacing: wait。',
        en: 'WeChat wants a minute between refunds of one order: call again after waitMs, or pass pacing: wait.',
      },
    });
    this.waitMs = waitMs;
  }
}
