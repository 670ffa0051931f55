import { type PaymentSigning, type PrepaidOrder, signPayment } from './sign-payment.ts';

/** What `wx.requestPayment` takes: hand it to the mini-program and spread it unchanged. */
export interface RequestPaymentParams {
  /** Unix seconds, a string. */
  readonly timeStamp: string;
  /** 32 characters. */
  readonly nonceStr: string;
  /** `prepay_id=…`, up to 128 characters. */
  readonly package: string;
  /** Always `RSA`; it must be passed. */
  readonly signType: 'RSA';
  /** Base64, up to 512 characters. */
  readonly paySign: string;
}

/** Signs the parameters of `wx.requestPayment`. */
export type RequestPayment = (order: PrepaidOrder) => Promise<RequestPaymentParams>;

/**
 * Makes the function that signs payment parameters: fresh time and nonce on each call, no request.
 *
 * @throws ArgumentError, SignerError (`none`)
 * @see calling the mini-program cashier, document 4012791898
 */
export function createRequestPayment(parts: PaymentSigning): RequestPayment {
  return async (order) => {
    const wxPackage = `prepay_id=${order.prepay_id}`;
    const { timeStamp, nonceStr, signature } = await signPayment(parts, order, wxPackage);
    return Object.freeze({
      timeStamp,
      nonceStr,
      package: wxPackage,
      signType: 'RSA',
      paySign: signature,
    });
  };
}
