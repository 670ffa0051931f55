export type { ReceiptResult, ReceiptResultKind, ShowOptions } from './confirm-receipt';
export type { Yifen, YifenOptions } from './create-yifen';
export { createYifen } from './create-yifen';
export type { PayResult, PayResultKind } from './judge-payment';
export { isSettled, judgePayment } from './judge-payment';
export type {
  List,
  ListQuery,
  Order,
  OrderItem,
  OrderParcel,
  OrderRequestItem,
  OrderShipment,
  OrderState,
  PhoneNumber,
  Prepaid,
  Problem,
  Product,
  RequestPaymentParams,
  Session,
} from './payer-api';
export type { PaymentReturn, PaymentReturnKind } from './request-payment';
export { classifyPaymentReturn } from './request-payment';
export type { System } from './system';
export type { BusinessViewOption, BusinessViewResult, WxPort } from './wx-port';
export type { YifenErrorKind } from './yifen-error';
export { errorText, YifenError } from './yifen-error';
