/**
 * The faults that can be switched on, each with what it does.
 *
 * "Before" means that nothing happened at WeChat, "after" that the effect stands although the answer says otherwise.
 */
export const faultKinds = Object.freeze({
  'request.lose': 'the connection is reset before anything happened',
  'request.error': 'an error status (`status`, 500 by default) before anything happened',
  'answer.lose': 'the effect stands, the connection is reset instead of an answer',
  'answer.error': 'the effect stands, the answer is an error status (`status`, 500 by default)',
  'answer.slow': 'the answer waits `delayMs`',
  'answer.tamper': 'one character of the signature of the answer is changed',
  'answer.probe': 'the signature of the answer is a WECHATPAY/SIGNTEST/ probe',
  'answer.unsigned': 'the answer comes without signature headers',
  'notification.lose': 'an attempt never leaves WeChat and counts as failed',
  'notification.delay': 'the first attempt of a notification is held back by `delayMs`',
  'notification.duplicate': 'an attempt is sent twice at the same time',
  'notification.tamper': 'one character of the signature of an attempt is changed',
  'notification.probe': 'the signature of an attempt is a WECHATPAY/SIGNTEST/ probe',
  'notification.wrong-serial': 'an attempt names a key serial that does not exist',
  'refund.not-enough': 'a refund is refused: 403 NOT_ENOUGH',
  'refund.abnormal': 'an accepted refund ends ABNORMAL: the payer has no account to take it',
  'refund.close': 'an accepted refund ends CLOSED: the merchant has no funds for it',
  'refund.early':
    'a refund succeeds at once and is notified before the answer to its request arrives',
  'profit-sharing.close': 'a part of a profit sharing is CLOSED: ACCOUNT_ABNORMAL',
  'login.error': 'code2session answers `errcode` (-1 by default; 45011, 40226)',
  'platform.error':
    'a service of api.weixin.qq.com answers `errcode` (-1 by default; 45009, 45011)',
  'payment.tamper': 'one character of `paySign` is changed before the cashier sees it',
  'payment.banned': 'wx.requestPayment fails with errno 102: the capability was withdrawn',
});

/** The name of a fault. */
export type FaultKind = keyof typeof faultKinds;

/** The operations a fault of a request or an answer can be confined to. */
export const faultOperations = [
  'prepay',
  'query',
  'close',
  'refund',
  'refund-query',
  'refund-abnormal',
  'bill',
  'bill-download',
  'upload',
  'image-download',
  'echo',
  'profit-sharing',
  'transfer',
  'complaint',
  'certificates',
  'session',
  'platform',
] as const;

/** The name of an operation. */
export type FaultOperation = (typeof faultOperations)[number];

/** A fault to switch on. */
export interface NewFault {
  readonly kind: FaultKind;
  /** How often it strikes before it is gone; 1 by default, `null` for ever. */
  readonly count?: number | null;
  /** The share (0…1) of occasions on which it strikes, drawn from the seed; 1 by default. */
  readonly share?: number;
  /** Only this operation; any by default. */
  readonly operation?: FaultOperation;
  readonly delayMs?: number;
  readonly status?: number;
  readonly errcode?: number;
}

/** A fault that is on; `left` strikes remain (`null`: without end). */
export interface Fault extends Omit<NewFault, 'count'> {
  readonly id: number;
  readonly left: number | null;
}
