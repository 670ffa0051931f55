import { type Advice, WechatPayError } from './wechatpay-error.ts';

/** Why a notification was refused. */
export type NotificationErrorCode =
  /** The body handed in was not the raw bytes: something parsed it before it could be verified. */
  | 'NOTIFICATION_BODY_PARSED'
  /** An XML notice of APIv2, which carries no APIv3 signature. */
  | 'NOTIFICATION_APIV2'
  /** Larger than 1 MiB. */
  | 'NOTIFICATION_TOO_LARGE'
  /** The signature is missing, wrong, stale or by an unknown key; `reason` says which. */
  | 'NOTIFICATION_UNVERIFIED'
  /** The signature is right, the content is not a notification this package knows how to read. */
  | 'NOTIFICATION_MALFORMED'
  /** The signature is right, but the APIv3 key does not open the resource. */
  | 'NOTIFICATION_UNDECIPHERABLE';

/**
 * A notification that must change nothing; answer it with `status` so that WeChat sends it again.
 *
 * Outcome `unknown`: the payment it speaks of may be real, the next delivery or a query will tell.
 */
export class NotificationError extends WechatPayError {
  override readonly name = 'NotificationError';
  override readonly code: NotificationErrorCode;
  /** What exactly was wrong, a stable word such as `signature-mismatch`. */
  readonly reason: string;
  /** The HTTP status to answer with: 401 unverified, 413 too large, 400 malformed or APIv2, 500 our own fault. */
  readonly status: number;

  constructor(
    code: NotificationErrorCode,
    fields: { readonly reason: string; readonly requestId?: string | undefined },
  ) {
    const rule = rules[code];
    super(`The notification was refused: ${rule.what} (${fields.reason}).`, {
      code,
      outcome: 'unknown',
      requestId: fields.requestId,
      advice: rule.advice,
    });
    this.code = code;
    this.reason = fields.reason;
    this.status = rule.status;
  }
}

interface Rule {
  readonly status: number;
  readonly what: string;
  readonly advice: Advice;
}

const rules: Readonly<Record<NotificationErrorCode, Rule>> = Object.freeze({
  NOTIFICATION_BODY_PARSED: {
    status: 500,
    what: 'the body was parsed before it was verified',
    advice: {
      zh: '请把原始字节（Buffer）传入，该路由不要经过 JSON 解析中间件。',
      en: 'Hand in the raw bytes (a Buffer) and keep JSON body parsers off this route.',
    },
  },
  NOTIFICATION_APIV2: {
    status: 400,
    what: 'it is an XML notice of APIv2',
    advice: {
      zh: '请在每次 v3 退款请求中填写 notify_url，微信才会按 APIv3 通知；本次退款请主动查询。',
      en: 'Give notify_url in every v3 refund, so that WeChat notifies in APIv3, and query this refund.',
    },
  },
  NOTIFICATION_TOO_LARGE: {
    status: 413,
    what: 'the body is larger than any real notification',
    advice: {
      zh: '无需处理：微信的通知不会这么大。',
      en: 'Nothing to do: WeChat sends nothing as large.',
    },
  },
  NOTIFICATION_UNVERIFIED: {
    status: 401,
    what: 'the signature does not verify',
    advice: {
      zh: '请以 4xx 应答，微信会重发；若每次都失败，请检查平台公钥及其编号、本机时钟、以及请求体是否被改写。',
      en: 'Answer 4xx and WeChat sends it again; if it always fails, check the platform key and its id, the clock, and that the body is untouched.',
    },
  },
  NOTIFICATION_MALFORMED: {
    status: 400,
    what: 'the content is not what the event promises',
    advice: {
      zh: '请以 4xx 应答并查询订单；该地址可能收到了其他产品的通知。',
      en: 'Answer 4xx and query the order; this address may receive notifications of another product.',
    },
  },
  NOTIFICATION_UNDECIPHERABLE: {
    status: 500,
    what: 'the resource could not be decrypted',
    advice: {
      zh: '请核对 APIv3 密钥：它必须与商户平台当前设置的一致。',
      en: 'Check the APIv3 key: it must be the one set in the merchant console now.',
    },
  },
});
