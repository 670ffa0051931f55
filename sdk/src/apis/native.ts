import type { TransactionFacts } from '../core/objects/transaction-facts.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client } from '../http/create-client.ts';
import { checkPrepayTerms } from './checks/check-prepay-terms.ts';
import type { OrderScope } from './order-scope.ts';
import { prepay } from './prepay.ts';
import type { PlainPrepayRequest, PrepayTerms } from './prepay-request.ts';

/** Orders paid by scanning a code that the merchant shows. */
export interface NativeApi<Request = PlainPrepayRequest> {
  /**
   * Places an order. `code_url` becomes a QR code; it is valid 2 hours.
   *
   * @throws ArgumentError before anything is sent; SignerError, NetworkError, TimeoutError, AnswerError, ApiError
   */
  prepay(
    request: Request,
    options?: CallOptions,
  ): Promise<{
    /** What the QR code says, valid 2 hours. */
    readonly code_url: string;
  }>;
}

/** Makes the Native calls of a scope. */
export function createNative<Party, Request extends Party & PrepayTerms>(
  client: Client,
  scope: OrderScope<Party, never, TransactionFacts>,
): NativeApi<Request> {
  return Object.freeze({
    prepay: async (request: Request, options?: CallOptions) => {
      scope.checkParty(request);
      checkPrepayTerms(request);
      const code_url = await prepay(client, {
        path: `${scope.path}/native`,
        body: { ...request, ...scope.caller },
        member: 'code_url',
        options,
      });
      return Object.freeze({ code_url });
    },
  });
}
