import type { System } from '../core/system.ts';
import type { Client } from '../http/create-client.ts';
import { type AppApi, createApp } from './app.ts';
import type { AppPayment } from './app-payment.ts';
import { createH5, type H5Api } from './h5.ts';
import { createJsapi, type JsapiApi, readDirectPayer } from './jsapi.ts';
import { createNative, type NativeApi } from './native.ts';
import { createDirectScope } from './order-scope.ts';
import { createOrders, type OrdersApi } from './orders.ts';
import type { PlainPrepayRequest } from './prepay-request.ts';
import { createRefunds, type RefundsApi } from './refunds/refunds.ts';
import type { RequestPayment } from './request-payment.ts';

/** What the order calls are made of, besides the client. */
export interface OrderParts {
  readonly requestPayment: RequestPayment;
  readonly appPayment: AppPayment;
  readonly system: System;
}

/** Orders and refunds of a direct merchant: one member per way of paying, the rest whatever the way. */
export interface DirectApi {
  /** Orders paid inside WeChat: mini-programs and official accounts. */
  readonly jsapi: JsapiApi;
  /** Orders paid by scanning a code that the merchant shows. */
  readonly native: NativeApi;
  /** Orders paid from a browser outside WeChat. */
  readonly h5: H5Api;
  /** Orders paid in an app of your own. */
  readonly app: AppApi;
  /** Queries and closes orders, whatever way they are paid. */
  readonly orders: OrdersApi;
  /** Makes and queries refunds. */
  readonly refunds: RefundsApi;
}

/** Makes the order and refund calls of a direct merchant. */
export function createDirect(client: Client, parts: OrderParts): DirectApi {
  const scope = createDirectScope(client.mchid);
  const { requestPayment, appPayment, system } = parts;
  const appidOf = ({ appid }: PlainPrepayRequest) => appid;
  return Object.freeze({
    jsapi: createJsapi(client, { scope, readPayer: readDirectPayer, requestPayment }),
    native: createNative(client, scope),
    h5: createH5(client, scope),
    app: createApp(client, { scope, appidOf, appPayment }),
    orders: createOrders(client, scope, system),
    refunds: createRefunds(client, system, () => ({})),
  });
}
