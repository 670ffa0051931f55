import { type Advice, WechatPayError } from './wechatpay-error.ts';

/** Why a pushed message was refused. */
export type MessagePushErrorCode =
  /** The body handed in was not the raw bytes. */
  | 'MESSAGE_BODY_PARSED'
  /** Larger than 1 MiB. */
  | 'MESSAGE_TOO_LARGE'
  /** The signature is missing, wrong or stale, or a plain message came where only encrypted ones are taken. */
  | 'MESSAGE_UNVERIFIED'
  /** The signature is right, the EncodingAESKey does not open the message, or it is for another mini-program. */
  | 'MESSAGE_UNDECIPHERABLE'
  /** The signature is right, the content is neither JSON nor XML of a message. */
  | 'MESSAGE_MALFORMED';

/** A pushed message that must change nothing; answer it with `status`. Outcome `unknown`: what it speaks of may be real. */
export class MessagePushError extends WechatPayError {
  override readonly name = 'MessagePushError';
  override readonly code: MessagePushErrorCode;
  /** What exactly was wrong, a stable word such as `signature-mismatch`. */
  readonly reason: string;
  /** The HTTP status to answer with: 401 unverified, 413 too large, 400 malformed, 500 our own fault. */
  readonly status: number;

  constructor(code: MessagePushErrorCode, reason: string) {
    const { status, what, advice } = rules[code];
    super(`The message was refused: ${what} (${reason}).`, { code, outcome: 'unknown', advice });
    this.code = code;
    this.reason = reason;
    this.status = status;
  }
}

interface Rule {
  readonly status: number;
  readonly what: string;
  readonly advice: Advice;
}

const rules: Readonly<Record<MessagePushErrorCode, Rule>> = Object.freeze({
  MESSAGE_BODY_PARSED: {
    status: 500,
    what: 'the body was parsed before it was verified',
    advice: {
      zh: '请把原始字节（Buffer）传入，该路由不要经过解析中间件。',
      en: 'Hand in the raw bytes (a Buffer) and keep body parsers off this route.',
    },
  },
  MESSAGE_TOO_LARGE: {
    status: 413,
    what: 'the body is larger than any real message',
    advice: {
      zh: '无需处理：微信的消息不会这么大。',
      en: 'Nothing to do: WeChat sends nothing as large.',
    },
  },
  MESSAGE_UNVERIFIED: {
    status: 401,
    what: 'nothing proves that WeChat sent it',
    advice: {
      zh: '请核对后台“消息推送”中的 Token 与加密方式（配置了 EncodingAESKey 时须为安全模式），以及本机时钟。',
      en: 'Check the Token, the mode (secure mode when an EncodingAESKey is given) and the clock.',
    },
  },
  MESSAGE_UNDECIPHERABLE: {
    status: 500,
    what: 'the message could not be decrypted',
    advice: {
      zh: '请核对 EncodingAESKey 与 AppID：必须与后台“消息推送”的设置一致。',
      en: 'Check EncodingAESKey and appid against the message push settings of the console.',
    },
  },
  MESSAGE_MALFORMED: {
    status: 400,
    what: 'the content is not a message',
    advice: {
      zh: '请在后台“消息推送”中选择 JSON 或 XML 数据格式。',
      en: 'Choose JSON or XML as the data format in the message push settings.',
    },
  },
});
