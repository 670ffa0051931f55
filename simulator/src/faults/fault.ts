/**
 * The faults that can be switched on, each with what it does.
 *
 * "Before" means that nothing happened at WeChat, "after" that the effect stands although the answer says otherwise.
 */
export const faultKinds = Object.freeze({
  'request.lose': 'the connection is reset before anything happened',
  'request.error': 'an error status (`status`, 500 by default) before anything happened',
  'request.frequency-limit': 'a signed 429 FREQUENCY_LIMITED before anything happened',
  'request.delay': 'the request arrives `delayMs` later than it was sent',
  'request.duplicate': 'the request arrives twice; the second answer is the one that comes back',
  'answer.lose': 'the effect stands, the connection is reset instead of an answer',
  'answer.error': 'the effect stands, the answer is an error status (`status`, 500 by default)',
  'answer.reset': 'the effect stands, the connection is reset in the middle of the answer’s body',
  'answer.slow': 'the answer waits `delayMs`',
  'answer.tamper': 'one character of the signature of the answer is changed',
  'answer.flip': 'one bit of the answer’s body is flipped, its signature stays',
  'answer.wrong-serial': 'the answer names a key serial that does not exist',
  'answer.probe': 'the signature of the answer is a WECHATPAY/SIGNTEST/ probe',
  'answer.unsigned': 'the answer comes without signature headers',
  'notification.lose': 'an attempt never leaves WeChat and counts as failed',
  'notification.delay': 'the first attempt of a notification is held back by `delayMs`',
  'notification.out-of-order':
    'the first attempt waits until the one of the next notification was made',
  'notification.after-close':
    'the first attempt waits until the merchant has tried to close the order, an hour at most',
  'notification.duplicate': 'an attempt is sent twice at the same time',
  'notification.twice': 'a notification is sent again 15 seconds after it was acknowledged',
  'notification.tamper': 'one character of the signature of an attempt is changed',
  'notification.flip': 'one bit of the body of an attempt is flipped, its signature stays',
  'notification.unsigned': 'an attempt comes without signature headers',
  'notification.probe': 'the signature of an attempt is a WECHATPAY/SIGNTEST/ probe',
  'notification.wrong-serial': 'an attempt names a key serial that does not exist',
  'refund.not-enough': 'a refund is refused: 403 NOT_ENOUGH',
  'refund.abnormal': 'an accepted refund ends ABNORMAL: the payer has no account to take it',
  'refund.close': 'an accepted refund ends CLOSED: the merchant has no funds for it',
  'refund.early':
    'a refund succeeds at once and is notified before the answer to its request arrives',
  'bill.late':
    'an application for a bill is refused: 400 STATEMENT_CREATING, although it is after 10:00',
  'bill.drop-row':
    'a trade bill leaves out its first payment, or its first refund when it has no payment',
  'bill.extra-row': 'a trade bill has one payment more than there was, under numbers nobody knows',
  'bill.alter-row':
    'a trade bill says one fen more for its first payment, or its first refund when it has no payment',
  'profit-sharing.close': 'a part of a profit sharing is CLOSED: ACCOUNT_ABNORMAL',
  'login.error': 'code2session answers `errcode` (-1 by default; 45011, 40226)',
  'platform.error':
    'a service of api.weixin.qq.com answers `errcode` (-1 by default; 45009, 45011)',
  'payment.tamper': 'one character of `paySign` is changed before the cashier sees it',
  'payment.banned': 'wx.requestPayment fails with errno 102: the capability was withdrawn',
  'payment.dialog':
    'the cashier shows `dialog` (此商家的收款功能已被限制，暂无法支付。 by default) instead of the sheet',
  'payment.cancel': 'the payer who wants to pay cancels instead',
  'payment.kill': 'the payer pays and kills WeChat: wx.requestPayment never calls back',
  'payment.wrong-password': 'the payer mistypes the password and gives up',
  'payment.not-enough': 'the payer has not enough money and gives up',
  'payment.risk-control': 'WeChat holds the payment for a risk: it is not carried out',
  'payment.after-close':
    'the money is taken although the merchant has closed the order: the payer was at the password',
});

/** The name of a fault. */
export type FaultKind = keyof typeof faultKinds;

/** Faults with their numbers, under names of their own. */
export const faultPresets = Object.freeze({
  'answer.slow-4.9s': { kind: 'answer.slow', delayMs: 4_900 },
  'answer.slow-5.1s': { kind: 'answer.slow', delayMs: 5_100 },
  'answer.slow-30s': { kind: 'answer.slow', delayMs: 30_000 },
  'request.429': { kind: 'request.error', status: 429 },
  'answer.500': { kind: 'answer.error', status: 500 },
  'notification.never': { kind: 'notification.lose', count: null },
} satisfies Readonly<Record<string, NewFault>>);

/** The name of a preset. */
export type FaultPreset = keyof typeof faultPresets;

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
  /** What the cashier says. */
  readonly dialog?: string;
}

/** A fault that is on; `left` strikes remain (`null`: without end). */
export interface Fault extends Omit<NewFault, 'count'> {
  readonly id: number;
  readonly left: number | null;
}
