import { advisePlatformError } from './advise-platform-error.ts';
import { WechatPayError } from './wechatpay-error.ts';

/**
 * `api.weixin.qq.com` answered with an `errcode`: code `PLATFORM_REFUSED` (outcome `refused`), or
 * `PLATFORM_UNCERTAIN` (outcome `unknown`) when it is busy or limits the rate.
 */
export class PlatformError extends WechatPayError {
  override readonly name = 'PlatformError';
  /** WeChat's number, e.g. 40029 (invalid code). Compare this, never the text. */
  readonly errcode: number;
  /** WeChat's text without the trace number; for logs only. */
  readonly errmsg: string;
  /** WeChat's trace number of this answer, also in `requestId`. */
  readonly rid: string | undefined;

  constructor(fields: { readonly errcode: number; readonly errmsg: string }) {
    const { errcode } = fields;
    const rid = /rid: ([0-9a-f-]+)/i.exec(fields.errmsg)?.[1];
    const errmsg = fields.errmsg
      .replaceAll(/\p{Cc}+/gu, ' ')
      .replace(/,? ?(rid: |hints: ).*/i, '')
      .slice(0, 200);
    const uncertain = uncertainCodes.has(errcode);
    super(`The WeChat platform answered ${errcode} ${errmsg}.`, {
      code: uncertain ? 'PLATFORM_UNCERTAIN' : 'PLATFORM_REFUSED',
      outcome: uncertain ? 'unknown' : 'refused',
      requestId: rid,
      advice: advisePlatformError(errcode),
    });
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.rid = rid;
  }
}

// -1, 10060012 and 10060019 busy, 45011 and 45009 rate and quota: the same call may succeed later.
const uncertainCodes: ReadonlySet<number> = new Set([-1, 45009, 45011, 10060012, 10060019]);
