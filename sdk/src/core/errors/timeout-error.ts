import { WechatPayError } from './wechatpay-error.ts';

/** The time allowed ran out after the request left: it may have been executed (outcome `unknown`, code `TIMEOUT`). */
export class TimeoutError extends WechatPayError {
  override readonly name = 'TimeoutError';
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`No answer within ${timeoutMs} ms.`, {
      code: 'TIMEOUT',
      outcome: 'unknown',
      advice: {
        zh: '请求可能已被执行：请用同一单号查询，或原样重试。',
        en: 'It may have been executed: query, or repeat it unchanged with the same number.',
      },
    });
    this.timeoutMs = timeoutMs;
  }
}
