export type { JsapiApi, Prepay } from './apis/jsapi.ts';
export type { OrderKey, OrdersApi } from './apis/orders.ts';
export type { PrepayDetail, PrepayRequest, PrepayScene } from './apis/prepay-request.ts';
export type { RequestPaymentParams } from './apis/request-payment.ts';
export { AnswerError, type AnswerErrorCode } from './core/errors/answer-error.ts';
export { ApiError, type WechatFault } from './core/errors/api-error.ts';
export { ArgumentError } from './core/errors/argument-error.ts';
export { ConfigError } from './core/errors/config-error.ts';
export { DecryptionError, type DecryptionReason } from './core/errors/decryption-error.ts';
export { NetworkError } from './core/errors/network-error.ts';
export { NotificationError, type NotificationErrorCode } from './core/errors/notification-error.ts';
export { PlatformError } from './core/errors/platform-error.ts';
export { SignerError } from './core/errors/signer-error.ts';
export { TimeoutError } from './core/errors/timeout-error.ts';
export { TransportError, type TransportErrorFields } from './core/errors/transport-error.ts';
export {
  type Advice,
  type Outcome,
  WechatPayError,
  type WechatPayErrorFields,
} from './core/errors/wechatpay-error.ts';
export type { PrivateKeyInput } from './core/load-private-key.ts';
export type { RefundNoticeAmount, TransactionAmount } from './core/objects/amount.ts';
export type { PromotionDetail, PromotionGoods } from './core/objects/promotion-detail.ts';
export type { RefundNotice } from './core/objects/refund-notice.ts';
export type {
  PaidTransaction,
  TradeState,
  TradeType,
  Transaction,
} from './core/objects/transaction.ts';
export type { PlatformKey } from './core/platform-key.ts';
export type {
  ExchangeEvent,
  NotificationEvent,
  PaymentSignedEvent,
  SdkEvent,
} from './core/sdk-event.ts';
export type { Signer } from './core/signer.ts';
export type { System } from './core/system.ts';
export {
  createMiniProgram,
  type MiniProgram,
  type MiniProgramOptions,
} from './create-mini-program.ts';
export { createWechatPay, type WechatPay, type WechatPayOptions } from './create-wechatpay.ts';
export type { CallOptions } from './http/call-options.ts';
export type { Transport, TransportAnswer, TransportRequest } from './http/transport.ts';
export {
  decryptPhoneNumber,
  decryptUserData,
  type EncryptedUserData,
  type UserData,
} from './miniprogram/decrypt-user-data.ts';
export type { PhoneNumber, Watermark } from './miniprogram/phone-number.ts';
export type { MiniProgramSession } from './miniprogram/session.ts';
export type {
  Notification,
  NotificationEnvelope,
  NotificationHeaders,
  NotificationRequest,
  OtherNotification,
  RefundNotification,
  TransactionNotification,
} from './notifications/notification.ts';
