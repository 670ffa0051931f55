import type { TransactionFacts } from '../core/objects/transaction-facts.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client } from '../http/create-client.ts';
import type { AppPayment, AppPaymentParams } from './app-payment.ts';
import { checkPrepayTerms } from './checks/check-prepay-terms.ts';
import type { OrderScope } from './order-scope.ts';
import { prepay } from './prepay.ts';
import type { PlainPrepayRequest, PrepayTerms } from './prepay-request.ts';
import { signAccepted } from './sign-accepted.ts';

/** WeChat accepted an order to be paid from an app. */
export interface AppPrepay {
  /** Up to 64 characters, valid 2 hours; repeat the same prepay for a new one. */
  readonly prepay_id: string;
  /** Signed and ready for WeChat's Open SDK. */
  readonly requestPayment: AppPaymentParams;
}

/** Orders paid from an app of the merchant's own. */
export interface AppApi<Request = PlainPrepayRequest> {
  /**
   * Places an order, or renews its `prepay_id` when repeated with identical parameters.
   *
   * A service provider's parameters are signed for `sub_appid` when it is given, else for `sp_appid`.
   *
   * @throws ArgumentError before anything is sent; SignerError (`done` when only `sign` is missing);
   * NetworkError, TimeoutError, AnswerError, ApiError
   */
  prepay(request: Request, options?: CallOptions): Promise<AppPrepay>;
}

/** Makes the APP calls of a scope; `appidOf` names the app that the payer is in. */
export function createApp<Party, Request extends Party & PrepayTerms>(
  client: Client,
  parts: {
    readonly scope: OrderScope<Party, never, TransactionFacts>;
    readonly appidOf: (request: Request) => string;
    readonly appPayment: AppPayment;
  },
): AppApi<Request> {
  const { scope, appidOf, appPayment } = parts;
  return Object.freeze({
    prepay: async (request: Request, options?: CallOptions) => {
      scope.checkParty(request);
      checkPrepayTerms(request);
      const prepay_id = await prepay(client, {
        path: `${scope.path}/app`,
        body: { ...request, ...scope.caller },
        member: 'prepay_id',
        options,
      });
      const appid = appidOf(request);
      const requestPayment = await signAccepted(() => appPayment({ appid, prepay_id }));
      return Object.freeze({ prepay_id, requestPayment });
    },
  });
}
