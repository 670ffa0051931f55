import { ArgumentError } from '../core/errors/argument-error.ts';
import { SignerError } from '../core/errors/signer-error.ts';
import { paySignMessage } from '../core/pay-sign-message.ts';
import type { SdkEvent } from '../core/sdk-event.ts';
import type { Signer } from '../core/signer.ts';
import type { System } from '../core/system.ts';

/** What payment parameters are signed with. */
export interface PaymentSigning {
  readonly signer: Signer;
  readonly system: System;
  readonly emit: (event: SdkEvent) => void;
}

/** An order that WeChat has accepted, to be paid in the app named. */
export interface PrepaidOrder {
  /** Of the running mini-program or app, the same as in the prepay. */
  readonly appid: string;
  /** As WeChat answered it, without `prepay_id=` before it. */
  readonly prepay_id: string;
}

/**
 * Signs the four lines of a payment with a fresh time and nonce; `fourthLine` is all that JSAPI and APP differ in.
 *
 * @throws ArgumentError, SignerError (`none`)
 */
export async function signPayment(
  { signer, system, emit }: PaymentSigning,
  { appid, prepay_id }: PrepaidOrder,
  fourthLine: string,
): Promise<{ readonly timeStamp: string; readonly nonceStr: string; readonly signature: string }> {
  if (appid === '') throw new ArgumentError('appid', 'must not be empty');
  if (!/^[!-~]{1,64}$/.test(prepay_id)) {
    throw new ArgumentError('prepay_id', 'must be the 1 to 64 characters WeChat answered, bare');
  }
  const timeStamp = String(Math.floor(system.nowMs() / 1000));
  const nonceStr = system.nonce();
  const message = paySignMessage({ appId: appid, timeStamp, nonceStr, package: fourthLine });
  const signature = await signer.sign(message).catch((error: unknown) => {
    throw new SignerError('none', error);
  });
  emit({ name: 'payment-signed', appid, prepay_id, signedText: message.toString() });
  return { timeStamp, nonceStr, signature };
}
