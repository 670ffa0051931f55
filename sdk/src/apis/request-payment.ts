import { ArgumentError } from '../core/errors/argument-error.ts';
import { SignerError } from '../core/errors/signer-error.ts';
import { paySignMessage } from '../core/pay-sign-message.ts';
import type { SdkEvent } from '../core/sdk-event.ts';
import type { Signer } from '../core/signer.ts';
import type { System } from '../core/system.ts';

/** What `wx.requestPayment` takes: hand it to the mini-program and spread it unchanged. */
export interface RequestPaymentParams {
  /** Unix seconds, a string. */
  readonly timeStamp: string;
  /** 32 characters. */
  readonly nonceStr: string;
  /** `prepay_id=…`, up to 128 characters. */
  readonly package: string;
  readonly signType: 'RSA';
  /** Base64, up to 512 characters. */
  readonly paySign: string;
}

/** Signs the parameters of `wx.requestPayment`. */
export type RequestPayment = (order: {
  /** Of the running mini-program, the same as in the prepay. */
  readonly appid: string;
  readonly prepay_id: string;
}) => Promise<RequestPaymentParams>;

/**
 * Makes the function that signs payment parameters: fresh time and nonce on each call, no request.
 *
 * @throws ArgumentError, SignerError (`none`)
 * @see calling the mini-program cashier, document 4012791898
 */
export function createRequestPayment(parts: {
  readonly signer: Signer;
  readonly system: System;
  readonly emit: (event: SdkEvent) => void;
}): RequestPayment {
  return async ({ appid, prepay_id }) => {
    if (appid === '') throw new ArgumentError('appid', 'must not be empty');
    if (!/^[!-~]{1,64}$/.test(prepay_id)) {
      throw new ArgumentError('prepay_id', 'must be the 1 to 64 characters WeChat answered, bare');
    }
    const timeStamp = String(Math.floor(parts.system.nowMs() / 1000));
    const nonceStr = parts.system.nonce();
    const wxPackage = `prepay_id=${prepay_id}`;
    const message = paySignMessage({ appId: appid, timeStamp, nonceStr, package: wxPackage });
    const paySign = await parts.signer.sign(message).catch((error: unknown) => {
      throw new SignerError('none', error);
    });
    parts.emit({ name: 'payment-signed', appid, prepay_id, signedText: message.toString() });
    return Object.freeze({ timeStamp, nonceStr, package: wxPackage, signType: 'RSA', paySign });
  };
}
