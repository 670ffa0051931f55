import { type PaymentSigning, type PrepaidOrder, signPayment } from './sign-payment.ts';

/** What an app hands to WeChat's Open SDK; on Android `package` is called `packageValue`. */
export interface AppPaymentParams {
  /** Of the app, the same as in the prepay. */
  readonly appid: string;
  /** The merchant that placed the order: in partner mode the service provider, for combined orders `combine_mchid`. */
  readonly partnerid: string;
  /** As WeChat answered it, up to 64 characters. */
  readonly prepayid: string;
  /** Always `Sign=WXPay`. */
  readonly package: 'Sign=WXPay';
  /** 32 characters. */
  readonly noncestr: string;
  /** Unix seconds, a string. */
  readonly timestamp: string;
  /** Base64, up to 512 characters. */
  readonly sign: string;
}

/** Signs the parameters of an APP payment. */
export type AppPayment = (order: PrepaidOrder) => Promise<AppPaymentParams>;

/**
 * Makes the function that signs APP payment parameters: as for a mini-program, but the bare `prepay_id` is signed.
 *
 * @throws ArgumentError, SignerError (`none`)
 */
export function createAppPayment(mchid: string, parts: PaymentSigning): AppPayment {
  return async (order) => {
    const { timeStamp, nonceStr, signature } = await signPayment(parts, order, order.prepay_id);
    return Object.freeze({
      appid: order.appid,
      partnerid: mchid,
      prepayid: order.prepay_id,
      package: 'Sign=WXPay',
      noncestr: nonceStr,
      timestamp: timeStamp,
      sign: signature,
    });
  };
}
