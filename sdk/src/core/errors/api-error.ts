import { adviseApiError } from './advise-api-error.ts';
import { readInternalCode } from './internal-codes.ts';
import { WechatPayError } from './wechatpay-error.ts';

/** The error body of WeChat Pay; `code` is empty when the answer carried none (empty or not JSON). */
export interface WechatFault {
  /** Branch on this with `ApiError.says`, e.g. `ORDER_NOT_EXIST`. */
  readonly code: string;
  /** Free text that changes; for logs only. */
  readonly message: string;
  /** Only with `PARAM_ERROR`, `INVALID_REQUEST`, `SIGN_ERROR`. */
  readonly detail?: unknown;
}

/**
 * WeChat Pay answered, but not with success: code `API_REFUSED` (outcome `refused`), or `API_UNCERTAIN`
 * (outcome `unknown`: 202, 429, 5xx, and refusals that do not look like WeChat's).
 *
 * @see errors table, document 4012081709
 */
export class ApiError extends WechatPayError {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly wechat: WechatFault;
  /** Whether the answer carried a signature and it verified; WeChat does not sign every refusal. */
  readonly verified: boolean;
  /** How long WeChat asked to wait before the next try (`Retry-After`), in milliseconds; undefined when it did not. */
  readonly retryAfterMs: number | undefined;

  constructor(fields: {
    readonly status: number;
    readonly outcome: 'refused' | 'unknown';
    readonly wechat: WechatFault;
    readonly verified: boolean;
    readonly requestId?: string | undefined;
    readonly retryAfterMs?: number | undefined;
  }) {
    const { status, outcome, wechat, requestId } = fields;
    const internalCode = readInternalCode(requestId);
    const said = [wechat.code, printable(wechat.message)].filter((part) => part !== '').join(' ');
    super(`WeChat Pay answered ${status}${said === '' ? '' : ` ${said}`}.`, {
      code: outcome === 'refused' ? 'API_REFUSED' : 'API_UNCERTAIN',
      outcome,
      requestId,
      internalCode,
      advice: adviseApiError({ status, wechatCode: wechat.code, internalCode }),
    });
    this.status = status;
    this.wechat = wechat;
    this.verified = fields.verified;
    this.retryAfterMs = fields.retryAfterMs;
  }

  /** Whether WeChat said this code, in either of its spellings (`ORDERPAID` and `ORDER_PAID` are one). */
  says(code: string): boolean {
    return plain(this.wechat.code) === plain(code);
  }
}

function plain(code: string): string {
  return code.replaceAll('_', '');
}

// WeChat's text goes into our own message: bounded, and without anything that could forge a log line.
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 200);
}
