import { WechatPayError } from './wechatpay-error.ts';

/** A field of a call cannot be accepted by WeChat; nothing was sent (outcome `none`, code `ARGUMENT_INVALID`). */
export class ArgumentError extends WechatPayError {
  override readonly name = 'ArgumentError';
  /** The field at fault in WeChat's own spelling, e.g. `amount.total`. */
  readonly field: string;

  constructor(field: string, rule: string) {
    super(`${field} ${rule}.`, {
      code: 'ARGUMENT_INVALID',
      outcome: 'none',
      advice: { zh: `请修正字段 ${field} 后重试。`, en: `Correct ${field} and call again.` },
    });
    this.field = field;
  }
}
