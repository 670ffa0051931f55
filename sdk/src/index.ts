// More lines than other files: it lists every public name, and the package has one door.
export type { AppApi, AppPrepay } from './apis/app.ts';
export type { AppPayment, AppPaymentParams } from './apis/app-payment.ts';
export type {
  BillTicket,
  FundFlowBillRequest,
  SealedBillTicket,
  SealedBillTickets,
  SubMerchantFundFlowBillRequest,
  TradeBillRequest,
} from './apis/bills/bill-requests.ts';
export type { Bill, BillFile, BillsApi } from './apis/bills/bills.ts';
export type { ApiAnswer, ApiCall, CallApi } from './apis/call.ts';
export type { CertificatesApi } from './apis/certificates.ts';
export type { CloseOutcome } from './apis/close-if-unpaid.ts';
export type { CombineApi } from './apis/combine/combine.ts';
export type {
  CombineCloseRequest,
  CombineH5Request,
  CombineJsapiRequest,
  CombinePayer,
  CombineRequest,
  CombineScene,
  CombineSubOrder,
} from './apis/combine/combine-request.ts';
export type {
  Complaint,
  ComplaintMedia,
  ComplaintNotificationUrl,
  ComplaintPage,
  ComplaintQuery,
  ComplaintReply,
  ComplaintStep,
  ImmediateReply,
  RefundProgress,
} from './apis/complaints/complaint.ts';
export type { ComplaintImage } from './apis/complaints/complaint-images.ts';
export type {
  MessageAction,
  MessageBlock,
  MessageButton,
  MessageExpiry,
} from './apis/complaints/complaint-message.ts';
export type { ComplaintUrlApi } from './apis/complaints/complaint-url.ts';
export type { ComplaintsApi } from './apis/complaints/complaints.ts';
export type { Apis } from './apis/create-apis.ts';
export type { DirectApi } from './apis/direct.ts';
export type { H5Api } from './apis/h5.ts';
export type { JsapiApi, Prepay } from './apis/jsapi.ts';
export type { CertificateOptions } from './apis/keep-certificates.ts';
export type { KeyStore, StoredCertificates } from './apis/key-store.ts';
export type { MediaApi } from './apis/media/media.ts';
export type { Media, MediaFile } from './apis/media/upload.ts';
export type { NativeApi } from './apis/native.ts';
export type { OrderKey, OrderNumber, OrdersApi } from './apis/orders.ts';
export type { PartnerApi } from './apis/partner.ts';
export type {
  PartnerH5PrepayRequest,
  PartnerParty,
  PartnerPrepayRequest,
  PartnerPrepayTerms,
  SubMerchant,
} from './apis/partner-prepay-request.ts';
export type {
  DirectParty,
  H5PrepayRequest,
  H5Scene,
  PayerIdentity,
  PlainPrepayRequest,
  PrepayDetail,
  PrepayRequest,
  PrepayScene,
  PrepaySettlement,
  PrepayTerms,
} from './apis/prepay-request.ts';
export type {
  AddedReceiver,
  AddReceiverRequest,
  DeleteReceiverRequest,
  ProfitShare,
  ProfitShareReceiver,
  ProfitShareReturn,
  ReceiverType,
  ReturnRequest,
  ShareRequest,
  SharingParty,
  SharingRatio,
  SharingReceiver,
  UnfreezeRequest,
  UnsplitAmount,
} from './apis/profit-sharing/profit-share.ts';
export type { ProfitSharingApi } from './apis/profit-sharing/profit-sharing.ts';
export type {
  AbnormalRefundRequest,
  RefundedOrder,
  RefundRequest,
} from './apis/refunds/refund-request.ts';
export type { RefundNumber, RefundOptions, RefundsApi } from './apis/refunds/refunds.ts';
export type { RequestPayment, RequestPaymentParams } from './apis/request-payment.ts';
export type { PrepaidOrder } from './apis/sign-payment.ts';
export type {
  AcceptedTransfer,
  CancelledTransfer,
  Transfer,
  TransferKey,
  TransferReceipt,
  TransferRequest,
  TransferState,
} from './apis/transfers/transfer.ts';
export type { TransfersApi } from './apis/transfers/transfers.ts';
export type { WaitOptions, WaitOutcome } from './apis/wait-until-final.ts';
export { createAdaptiveSigner, type Load } from './core/adaptive-signer.ts';
export { type AeadKey, type ApiV3Key, createAeadKey } from './core/aead-key.ts';
export { type AnswerToVerify, answerMessage } from './core/answer-message.ts';
export { authorizationHeader } from './core/authorization-header.ts';
export type {
  FundFlowRow,
  FundFlowSummary,
  TradeBillRow,
  TradeBillSummary,
} from './core/bill/bill-rows.ts';
export { decryptOaep } from './core/decrypt-oaep.ts';
export { createDecrypter, type Decrypter } from './core/decrypter.ts';
export type { QueryValues } from './core/encode-query.ts';
export { encryptOaep, oaepLimit } from './core/encrypt-oaep.ts';
export { AnswerError, type AnswerErrorCode } from './core/errors/answer-error.ts';
export { ApiError, type WechatFault } from './core/errors/api-error.ts';
export { ArgumentError } from './core/errors/argument-error.ts';
export { BillError, type BillErrorCode } from './core/errors/bill-error.ts';
export { ConfigError } from './core/errors/config-error.ts';
export { DecryptionError, type DecryptionReason } from './core/errors/decryption-error.ts';
export { MessagePushError, type MessagePushErrorCode } from './core/errors/message-push-error.ts';
export { type Mismatch, MismatchError } from './core/errors/mismatch-error.ts';
export { NetworkError } from './core/errors/network-error.ts';
export { NotificationError, type NotificationErrorCode } from './core/errors/notification-error.ts';
export { PlatformError } from './core/errors/platform-error.ts';
export { RefundTooSoonError } from './core/errors/refund-too-soon-error.ts';
export { SignerError } from './core/errors/signer-error.ts';
export { TimeoutError } from './core/errors/timeout-error.ts';
export { TransportError, type TransportErrorFields } from './core/errors/transport-error.ts';
export {
  type Advice,
  type Outcome,
  WechatPayError,
  type WechatPayErrorFields,
} from './core/errors/wechatpay-error.ts';
export { createKeyRing, type KeyRing, type PreferredKey } from './core/key-ring.ts';
export { loadPrivateKey, type PrivateKeyInput } from './core/load-private-key.ts';
export { type Multipart, type UploadFile, writeMultipart } from './core/multipart.ts';
export type { RefundNoticeAmount, TransactionAmount } from './core/objects/amount.ts';
export type {
  CombineAmount,
  CombineSubTransaction,
  CombineTransaction,
} from './core/objects/combine-transaction.ts';
export type {
  PaidPartnerTransaction,
  PartnerPayer,
  PartnerTransaction,
} from './core/objects/partner-transaction.ts';
export type { PromotionDetail, PromotionGoods } from './core/objects/promotion-detail.ts';
export type {
  Refund,
  RefundAmount,
  RefundGoods,
  RefundPromotion,
  RefundSource,
  RefundStatus,
} from './core/objects/refund.ts';
export type { RefundNotice } from './core/objects/refund-notice.ts';
export type {
  PaidTransaction,
  TradeState,
  TradeType,
  Transaction,
} from './core/objects/transaction.ts';
export type { TransactionFacts } from './core/objects/transaction-facts.ts';
export { type AeadBox, openAead } from './core/open-aead.ts';
export type { PlatformCertificate } from './core/open-certificates.ts';
export { paySignMessage } from './core/pay-sign-message.ts';
export type { PlatformKey } from './core/platform-key.ts';
export { type RequestToSign, requestMessage } from './core/request-message.ts';
export type {
  CertificatesEvent,
  ExchangeEvent,
  NotificationEvent,
  PaymentSignedEvent,
  ProbeEvent,
  SdkEvent,
} from './core/sdk-event.ts';
export { signWithSessionKey, verifyRawData } from './core/session-signature.ts';
export { signRsa } from './core/sign-rsa.ts';
export { createSigner, createSynchronousSigner, type Signer } from './core/signer.ts';
export type { System } from './core/system.ts';
export {
  type ClaimedHeaders,
  type SignatureHeaders,
  signatureWindowMs,
  type UnverifiedReason,
  type Verification,
  verifyAnswer,
} from './core/verify-answer.ts';
export { type SignedMessage, verifyRsa } from './core/verify-rsa.ts';
export {
  createMessagePush,
  type MessagePush,
  type MessagePushOptions,
} from './create-message-push.ts';
export {
  createMiniProgram,
  type MiniProgram,
  type MiniProgramOptions,
} from './create-mini-program.ts';
export { createWechatPay, type WechatPay, type WechatPayOptions } from './create-wechatpay.ts';
export type { TextDifference } from './doctor/compare-texts.ts';
export { describeDiagnosis } from './doctor/describe-diagnosis.ts';
export type {
  Cause,
  Diagnosis,
  DoctorKey,
  DoctorSecret,
  SignatureMake,
} from './doctor/diagnosis.ts';
export { type ConfigurationInput, examineConfiguration } from './doctor/examine-configuration.ts';
export { explainNotification, type NotificationInput } from './doctor/explain-notification.ts';
export { explainPaySign, type PaySignInput } from './doctor/explain-pay-sign.ts';
export { explainRequest, type RequestInput } from './doctor/explain-request.ts';
export type { Finding } from './doctor/finding.ts';
export type { PaySignCandidates } from './doctor/pay-sign-deviations.ts';
export type { CallOptions, SignedAnswer } from './http/call-options.ts';
export { fetchTransport } from './http/fetch-transport.ts';
export type { Transport, TransportAnswer, TransportRequest } from './http/transport.ts';
export type { Seal } from './http/write-body.ts';
export type { EncryptedDataCheck } from './miniprogram/check-encrypted-data.ts';
export type { PlatformCall } from './miniprogram/create-platform-client.ts';
export { decryptPhoneNumber } from './miniprogram/decrypt-phone-number.ts';
export {
  decryptUserData,
  type EncryptedUserData,
  type UserData,
} from './miniprogram/decrypt-user-data.ts';
export type { PaidUserKey } from './miniprogram/get-paid-unionid.ts';
export type { PushQuery } from './miniprogram/messages/open-message.ts';
export type {
  OrderSettlement,
  PushEnvelope,
  PushedMessage,
  PushHead,
  PushNote,
  ShippingReminder,
} from './miniprogram/messages/pushed-message.ts';
export type { MiniProgramSession } from './miniprogram/mini-program-session.ts';
export type { PhoneNumber } from './miniprogram/phone-number.ts';
export type { SessionKeysApi, StoredSession } from './miniprogram/session-keys.ts';
export type { PaymentKey } from './miniprogram/shipping/payment-key.ts';
export type {
  DeliveredPayment,
  DeliveryCompany,
  ShippingApi,
  SpecialOrder,
} from './miniprogram/shipping/shipping-api.ts';
export type {
  CombinedShippingUpload,
  DeliveryMode,
  LogisticsType,
  Shipment,
  ShippingContact,
  ShippingItem,
  ShippingOrderKey,
  ShippingUpload,
} from './miniprogram/shipping/shipping-info.ts';
export type {
  ShippedItem,
  ShippingOrder,
  ShippingOrderPage,
  ShippingOrderQuery,
  ShippingOrderState,
  ShippingRecord,
} from './miniprogram/shipping/shipping-order.ts';
export type { ShippingUploaded } from './miniprogram/shipping/upload-shipping.ts';
export type { SubscribeMessage, SubscribeMessagesApi } from './miniprogram/subscribe-messages.ts';
export type { AccessToken, AccessTokenStore } from './miniprogram/token/access-token.ts';
export type { Watermark } from './miniprogram/watermark.ts';
export {
  createMemoryNotificationStore,
  type MemoryNotificationStoreOptions,
} from './notifications/create-memory-notification-store.ts';
export type { NotificationsApi } from './notifications/create-notifications.ts';
export {
  createPostgresNotificationStore,
  type PostgresNotificationStore,
  type SqlClient,
} from './notifications/create-postgres-notification-store.ts';
export {
  type ExpectNotification,
  expectNotification,
} from './notifications/expect-notification.ts';
export type {
  ExpectedCombinePayment,
  ExpectedPartnerPayment,
  ExpectedPayment,
  ExpectedRefund,
  ExpectedTransfer,
} from './notifications/expectations.ts';
export type { ComplaintNotice } from './notifications/notices/complaint-notice.ts';
export type { CouponSendNotice, CouponUseNotice } from './notifications/notices/coupon-notice.ts';
export type { ProfitSharingNotice } from './notifications/notices/profit-sharing-notice.ts';
export type { TransferNotice } from './notifications/notices/transfer-notice.ts';
export type {
  CombineTransactionNotification,
  ComplaintNotification,
  CouponSendNotification,
  CouponUseNotification,
  Notification,
  NotificationEnvelope,
  NotificationEventType,
  NotificationHeaders,
  NotificationOf,
  NotificationRequest,
  OtherNotification,
  PartnerTransactionNotification,
  ProfitSharingNotification,
  ReceivedNotification,
  RefundNotification,
  TransactionNotification,
  TransferNotification,
} from './notifications/notification.ts';
export type {
  AnswerOptions,
  NotificationAnswer,
  NotificationClaim,
  NotificationContext,
  NotificationHandler,
  NotificationHandlers,
  NotificationStore,
} from './notifications/notification-handlers.ts';
export { type NotificationParts, openNotification } from './notifications/open-notification.ts';
export type { MerchantKeyOptions } from './read-merchant-keys.ts';
export {
  createNodeTransport,
  type NodeTransport,
  type NodeTransportOptions,
  nodeSystem,
} from './system.ts';
