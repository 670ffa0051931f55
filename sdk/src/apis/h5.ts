import { ArgumentError } from '../core/errors/argument-error.ts';
import type { TransactionFacts } from '../core/objects/transaction-facts.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client } from '../http/create-client.ts';
import { checkPrepayTerms } from './checks/check-prepay-terms.ts';
import { checkText } from './checks/check-text.ts';
import type { OrderScope } from './order-scope.ts';
import { prepay } from './prepay.ts';
import type { H5PrepayRequest, H5Scene, PrepayTerms } from './prepay-request.ts';

/** Orders paid from a browser outside WeChat. */
export interface H5Api<Request = H5PrepayRequest> {
  /**
   * Places an order. Send the browser to `h5_url` within 5 minutes, from a domain registered for H5 payment.
   *
   * @throws ArgumentError before anything is sent; SignerError, NetworkError, TimeoutError, AnswerError, ApiError
   */
  prepay(
    request: Request,
    options?: CallOptions,
  ): Promise<{
    /** The page of the payment, valid 5 minutes. */
    readonly h5_url: string;
  }>;
}

/** Makes the H5 calls of a scope. */
export function createH5<
  Party,
  Request extends Party & PrepayTerms & { readonly scene_info: H5Scene },
>(client: Client, scope: OrderScope<Party, never, TransactionFacts>): H5Api<Request> {
  return Object.freeze({
    prepay: async (request: Request, options?: CallOptions) => {
      scope.checkParty(request);
      checkPrepayTerms(request);
      checkScene(request.scene_info);
      const h5_url = await prepay(client, {
        path: `${scope.path}/h5`,
        body: { ...request, ...scope.caller },
        member: 'h5_url',
        options,
      });
      return Object.freeze({ h5_url });
    },
  });
}

/** Requires what H5 needs to know about the page. @throws ArgumentError */
export function checkScene(scene: H5Scene | undefined): void {
  checkText('scene_info.payer_client_ip', scene?.payer_client_ip, 45);
  if (!/^(Wap|iOS|Android)$/.test(scene?.h5_info?.type ?? '')) {
    throw new ArgumentError('scene_info.h5_info.type', 'must be Wap, iOS or Android');
  }
}
