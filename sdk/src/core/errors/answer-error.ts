import { readInternalCode } from './internal-codes.ts';
import { WechatPayError } from './wechatpay-error.ts';

/** Why an answer was not believed. */
export type AnswerErrorCode =
  /** The signature is missing, wrong, stale or by an unknown key; `reason` says which. */
  | 'ANSWER_UNVERIFIED'
  /** The signature is right, the content is not what this call promises. */
  | 'ANSWER_MALFORMED'
  /** The signature is right, but it speaks of another order than the one asked about. */
  | 'ANSWER_FOREIGN'
  /** A redirect; it is never followed. */
  | 'ANSWER_REDIRECTED'
  /** Larger than the bound of this call. */
  | 'ANSWER_TOO_LARGE';

/** An answer came that cannot be believed: outcome `unknown`, ask again with the same number. */
export class AnswerError extends WechatPayError {
  override readonly name = 'AnswerError';
  override readonly code: AnswerErrorCode;
  /** HTTP status of the answer. */
  readonly status: number;
  /** What exactly was wrong, a stable word such as `signature-mismatch` or `headers-missing`. */
  readonly reason: string;

  constructor(
    code: AnswerErrorCode,
    fields: {
      readonly status: number;
      readonly reason: string;
      readonly requestId?: string | undefined;
    },
  ) {
    super(`The answer (HTTP ${fields.status}) was not believed: ${fields.reason}.`, {
      code,
      outcome: 'unknown',
      requestId: fields.requestId,
      internalCode: readInternalCode(fields.requestId),
      advice: {
        zh: '结果未知：请用同一单号查询，或原样重试；若持续出现，请检查平台公钥、本机时钟与中间代理。',
        en: 'The result is unknown: query or repeat with the same number; if it persists, check platform key, clock and proxies.',
      },
    });
    this.code = code;
    this.status = fields.status;
    this.reason = fields.reason;
  }
}
