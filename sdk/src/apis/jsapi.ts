import type { TransactionFacts } from '../core/objects/transaction-facts.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client } from '../http/create-client.ts';
import type { Seal } from '../http/write-body.ts';
import { checkPrepayTerms } from './checks/check-prepay-terms.ts';
import { checkText } from './checks/check-text.ts';
import type { OrderScope } from './order-scope.ts';
import { prepay } from './prepay.ts';
import type { PayerIdentity, PrepayRequest, PrepayTerms } from './prepay-request.ts';
import type { RequestPayment, RequestPaymentParams } from './request-payment.ts';
import { signAccepted } from './sign-accepted.ts';

/** WeChat accepted an order. */
export interface Prepay {
  /** Up to 64 characters, valid 2 hours; repeat the same prepay for a new one. */
  readonly prepay_id: string;
  /** Signed and ready for `wx.requestPayment`. */
  readonly requestPayment: RequestPaymentParams;
}

/** Orders paid inside WeChat: mini-programs and official accounts. */
export interface JsapiApi<Request = PrepayRequest> {
  /**
   * Places an order, or renews its `prepay_id` when repeated with identical parameters.
   *
   * A service provider's parameters are signed for `sub_appid` when the payer is named by `sub_openid`, else for `sp_appid`.
   *
   * @throws ArgumentError before anything is sent; SignerError (`done` when only `paySign` is missing);
   * NetworkError, TimeoutError, AnswerError, ApiError: see their `outcome`
   * @see JSAPI prepay, documents 4012791897 and 4012759974 (partner)
   */
  prepay(request: Request, options?: CallOptions): Promise<Prepay>;
}

/** Makes the JSAPI calls of a scope; `readPayer` says under which appid the payer pays, and refuses a payer without one. */
export function createJsapi<
  Party,
  Request extends Party & PrepayTerms & { readonly payer: { readonly identity?: PayerIdentity } },
>(
  client: Client,
  parts: {
    readonly scope: OrderScope<Party, never, TransactionFacts>;
    readonly readPayer: (request: Request) => { readonly appid: string };
    readonly requestPayment: RequestPayment;
  },
): JsapiApi<Request> {
  const { scope, readPayer, requestPayment } = parts;
  return Object.freeze({
    prepay: async (request: Request, options?: CallOptions) => {
      scope.checkParty(request);
      checkPrepayTerms(request);
      const { appid } = readPayer(request);
      const prepay_id = await prepay(client, {
        path: `${scope.path}/jsapi`,
        body: (seal) => ({ ...sealIdentity(request, seal), ...scope.caller }),
        member: 'prepay_id',
        options,
      });
      const params = await signAccepted(() => requestPayment({ appid, prepay_id }));
      return Object.freeze({ prepay_id, requestPayment: params });
    },
  });
}

/** The payer of a direct merchant's order. @throws ArgumentError */
export function readDirectPayer({ appid, payer }: PrepayRequest): { readonly appid: string } {
  checkText('payer.openid', payer?.openid, 128);
  return { appid };
}

function sealIdentity<Request extends { readonly payer: { readonly identity?: PayerIdentity } }>(
  request: Request,
  seal: Seal,
): object {
  const { identity } = request.payer;
  if (identity === undefined) return request;
  const sealed = {
    ...identity,
    number: seal('payer.identity.number', identity.number),
    name: seal('payer.identity.name', identity.name),
  };
  return { ...request, payer: { ...request.payer, identity: sealed } };
}
