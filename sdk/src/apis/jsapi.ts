import type { CallOptions } from '../http/call-options.ts';
import type { PrepayRequest } from './prepay-request.ts';
import type { RequestPaymentParams } from './request-payment.ts';

/** WeChat accepted an order. */
export interface Prepay {
  /** Up to 64 characters, valid 2 hours; repeat the same prepay for a new one. */
  readonly prepay_id: string;
  /** Signed and ready for `wx.requestPayment`. */
  readonly requestPayment: RequestPaymentParams;
}

/** Orders paid inside WeChat: mini-programs and official accounts. */
export interface JsapiApi {
  prepay(request: PrepayRequest, options?: CallOptions): Promise<Prepay>;
}
