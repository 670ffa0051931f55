import { encodeSegment } from '../../core/encode-segment.ts';
import type { CombineTransaction } from '../../core/objects/combine-transaction.ts';
import { isCombineTransaction } from '../../core/objects/is-combine-transaction.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { Client } from '../../http/create-client.ts';
import { readObject, unexpected } from '../../http/read-object.ts';
import type { AppApi } from '../app.ts';
import type { AppPayment } from '../app-payment.ts';
import { checkOutTradeNo } from '../checks/check-out-trade-no.ts';
import { checkText } from '../checks/check-text.ts';
import { checkScene, type H5Api } from '../h5.ts';
import type { JsapiApi } from '../jsapi.ts';
import type { NativeApi } from '../native.ts';
import { prepay } from '../prepay.ts';
import type { RequestPayment } from '../request-payment.ts';
import { requireSame } from '../require-same.ts';
import { signAccepted } from '../sign-accepted.ts';
import { checkCombine, checkCombineClose } from './check-combine.ts';
import type {
  CombineCloseRequest,
  CombineH5Request,
  CombineJsapiRequest,
  CombineRequest,
} from './combine-request.ts';

/** Combined orders (合单): one payment for the orders of several merchants. Refunds go by part, through `refunds`. */
export interface CombineApi {
  /** Combined orders paid inside WeChat: mini-programs and official accounts. */
  readonly jsapi: JsapiApi<CombineJsapiRequest>;
  /** Combined orders paid by scanning a code that the merchant shows. */
  readonly native: NativeApi<CombineRequest>;
  /** Combined orders paid from a browser outside WeChat. */
  readonly h5: H5Api<CombineH5Request>;
  /** Combined orders paid in an app of your own. */
  readonly app: AppApi<CombineRequest>;
  /**
   * Asks for a combined order; a query of a part alone answers `ORDER_NOT_EXIST`. Compare each part's `total_amount`.
   *
   * @throws ArgumentError; ApiError; NetworkError, TimeoutError, AnswerError
   */
  query(
    key: { readonly combine_out_trade_no: string },
    options?: CallOptions,
  ): Promise<CombineTransaction>;
  /**
   * Closes an unpaid combined order with all its parts. After any error query it: it may have been paid meanwhile.
   *
   * @throws ArgumentError; ApiError; NetworkError, TimeoutError, AnswerError
   */
  close(request: CombineCloseRequest, options?: CallOptions): Promise<void>;
}

const root = '/v3/combine-transactions';

/** Makes the combined-order calls of a merchant or service provider. */
export function createCombine(
  client: Client,
  parts: { readonly requestPayment: RequestPayment; readonly appPayment: AppPayment },
): CombineApi {
  const combine_mchid = client.mchid;
  const place = (
    product: 'jsapi' | 'native' | 'h5' | 'app',
    member: 'prepay_id' | 'code_url' | 'h5_url',
    request: CombineRequest,
    options: CallOptions | undefined,
  ) => {
    checkCombine(request);
    const body = { ...request, combine_mchid };
    return prepay(client, { path: `${root}/${product}`, body, member, options });
  };
  return Object.freeze({
    jsapi: Object.freeze({
      prepay: async (request: CombineJsapiRequest, options?: CallOptions) => {
        checkText('combine_payer_info.openid', request.combine_payer_info?.openid, 128);
        const prepay_id = await place('jsapi', 'prepay_id', request, options);
        const order = { appid: request.combine_appid, prepay_id };
        const requestPayment = await signAccepted(() => parts.requestPayment(order));
        return Object.freeze({ prepay_id, requestPayment });
      },
    }),
    native: Object.freeze({
      prepay: async (request: CombineRequest, options?: CallOptions) =>
        Object.freeze({ code_url: await place('native', 'code_url', request, options) }),
    }),
    h5: Object.freeze({
      prepay: async (request: CombineH5Request, options?: CallOptions) => {
        checkScene(request.scene_info);
        return Object.freeze({ h5_url: await place('h5', 'h5_url', request, options) });
      },
    }),
    app: Object.freeze({
      prepay: async (request: CombineRequest, options?: CallOptions) => {
        const prepay_id = await place('app', 'prepay_id', request, options);
        const order = { appid: request.combine_appid, prepay_id };
        const requestPayment = await signAccepted(() => parts.appPayment(order));
        return Object.freeze({ prepay_id, requestPayment });
      },
    }),
    query: async (
      { combine_out_trade_no }: { readonly combine_out_trade_no: string },
      options?: CallOptions,
    ) => {
      const answer = await client.call({
        method: 'GET',
        path: orderPath(combine_out_trade_no),
        options,
      });
      const value = readObject(answer);
      if (!isCombineTransaction(value)) throw unexpected(answer, 'it is not a combined order');
      requireSame(answer, value, { combine_mchid, combine_out_trade_no });
      return Object.freeze(value);
    },
    close: async (request: CombineCloseRequest, options?: CallOptions) => {
      checkCombineClose(request);
      const { combine_out_trade_no, ...body } = request;
      const path = `${orderPath(combine_out_trade_no)}/close`;
      await client.call({ method: 'POST', path, body, options });
    },
  });
}

function orderPath(combine_out_trade_no: string): string {
  checkOutTradeNo(combine_out_trade_no, 'combine_out_trade_no');
  return `${root}/out-trade-no/${encodeSegment('combine_out_trade_no', combine_out_trade_no)}`;
}
