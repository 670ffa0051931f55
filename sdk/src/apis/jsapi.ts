import { SignerError } from '../core/errors/signer-error.ts';
import { isText } from '../core/objects/is-amount.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client } from '../http/create-client.ts';
import { readObject, unexpected } from '../http/read-object.ts';
import { checkPrepay } from './check-prepay.ts';
import type { PrepayRequest } from './prepay-request.ts';
import type { RequestPayment, RequestPaymentParams } from './request-payment.ts';

/** WeChat accepted an order. */
export interface Prepay {
  /** Up to 64 characters, valid 2 hours; repeat the same prepay for a new one. */
  readonly prepay_id: string;
  /** Signed and ready for `wx.requestPayment`. */
  readonly requestPayment: RequestPaymentParams;
}

/** Orders paid inside WeChat: mini-programs and official accounts. */
export interface JsapiApi {
  /**
   * Places an order, or renews its `prepay_id` when repeated with identical parameters.
   *
   * @throws ArgumentError before anything is sent; SignerError (`done` when only `paySign` is missing);
   * NetworkError, TimeoutError, AnswerError, ApiError: see their `outcome`
   * @see JSAPI prepay, document 4012791897
   */
  prepay(request: PrepayRequest, options?: CallOptions): Promise<Prepay>;
}

/** Makes the JSAPI order calls of a direct merchant. */
export function createJsapi(client: Client, requestPayment: RequestPayment): JsapiApi {
  return Object.freeze({
    prepay: async (request: PrepayRequest, options?: CallOptions) => {
      checkPrepay(request);
      const { appid, ...rest } = request;
      const answer = await client.call({
        method: 'POST',
        path: '/v3/pay/transactions/jsapi',
        body: { appid, ...rest, mchid: client.mchid },
        options,
      });
      const { prepay_id } = readObject(answer);
      if (!isText(prepay_id)) throw unexpected(answer, 'prepay_id is missing');
      return Object.freeze({ prepay_id, requestPayment: await signAccepted(appid, prepay_id) });
    },
  });

  async function signAccepted(appid: string, prepay_id: string): Promise<RequestPaymentParams> {
    try {
      return await requestPayment({ appid, prepay_id });
    } catch (error) {
      // The order stands at WeChat: a failure here must not look as if nothing had happened.
      throw new SignerError('done', error instanceof SignerError ? error.cause : error);
    }
  }
}
