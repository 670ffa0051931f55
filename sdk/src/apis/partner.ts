import { ArgumentError } from '../core/errors/argument-error.ts';
import type { PartnerTransaction } from '../core/objects/partner-transaction.ts';
import type { Client } from '../http/create-client.ts';
import { type AppApi, createApp } from './app.ts';
import { checkSubMerchant } from './checks/check-sub-merchant.ts';
import { checkText } from './checks/check-text.ts';
import type { OrderParts } from './direct.ts';
import { createH5, type H5Api } from './h5.ts';
import { createJsapi, type JsapiApi } from './jsapi.ts';
import { createNative, type NativeApi } from './native.ts';
import { createPartnerScope } from './order-scope.ts';
import { createOrders, type OrdersApi } from './orders.ts';
import type {
  PartnerH5PrepayRequest,
  PartnerPrepayRequest,
  PartnerPrepayTerms,
  SubMerchant,
} from './partner-prepay-request.ts';
import { createRefunds, type RefundsApi } from './refunds/refunds.ts';

/**
 * Orders and refunds of a service provider (服务商) for its sub-merchants. The client is that of the service provider: its
 * key signs requests and `paySign` alike, its number goes into `sp_mchid`.
 */
export interface PartnerApi {
  /** Orders paid inside WeChat: mini-programs and official accounts. */
  readonly jsapi: JsapiApi<PartnerPrepayRequest>;
  /** Orders paid by scanning a code that the merchant shows. */
  readonly native: NativeApi<PartnerPrepayTerms>;
  /** Orders paid from a browser outside WeChat. */
  readonly h5: H5Api<PartnerH5PrepayRequest>;
  /** Orders paid in an app of your own. */
  readonly app: AppApi<PartnerPrepayTerms>;
  /** Queries and closes orders, whatever way they are paid. */
  readonly orders: OrdersApi<SubMerchant, PartnerTransaction>;
  /** Makes and queries refunds. */
  readonly refunds: RefundsApi<SubMerchant>;
}

/** Makes the order and refund calls of a service provider. */
export function createPartner(client: Client, parts: OrderParts): PartnerApi {
  const scope = createPartnerScope(client.mchid);
  const { requestPayment, appPayment, system } = parts;
  const appidOf = ({ sp_appid, sub_appid }: PartnerPrepayTerms) => sub_appid ?? sp_appid;
  return Object.freeze({
    jsapi: createJsapi(client, { scope, readPayer: readPartnerPayer, requestPayment }),
    native: createNative(client, scope),
    h5: createH5(client, scope),
    app: createApp(client, { scope, appidOf, appPayment }),
    orders: createOrders(client, scope, system),
    refunds: createRefunds(client, system, ({ sub_mchid }: SubMerchant) => {
      checkSubMerchant(sub_mchid, client.mchid);
      return { sub_mchid };
    }),
  });
}

// paySign must name the mini-program that runs, and the openid tells which of the two that is.
function readPartnerPayer({ sp_appid, sub_appid, payer }: PartnerPrepayRequest): {
  readonly appid: string;
} {
  const { sp_openid, sub_openid } = payer ?? {};
  if ((sp_openid === undefined) === (sub_openid === undefined)) {
    throw new ArgumentError('payer', 'must have either sp_openid or sub_openid');
  }
  if (sub_openid === undefined) {
    checkText('payer.sp_openid', sp_openid, 128);
    return { appid: sp_appid };
  }
  checkText('payer.sub_openid', sub_openid, 128);
  if (sub_appid === undefined) {
    throw new ArgumentError('sub_appid', 'is needed with payer.sub_openid');
  }
  return { appid: sub_appid };
}
