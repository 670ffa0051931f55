import type { SimulatorMerchant } from './merchant.ts';
import type { OrderNames, PrepayRequest, Product } from './order.ts';
import { notServed } from './order-refusals.ts';
import { invalidRequest, paramError, Refusal } from './refusal.ts';

/** Who is bound to whom. */
export interface Bindings {
  readonly merchant: SimulatorMerchant;
  /** Whether `openid` is a user of the mini-program `appid`. */
  readonly ownsOpenid: (appid: string, openid: string) => boolean;
}

/** The app that may call up the cashier for a request, and the user when it names one. */
export interface Caller {
  readonly appid: string;
  readonly openid?: string;
}

/**
 * Reads from a request which app may call up the cashier: in partner mode the sub-merchant's when the payer is named by
 * `sub_openid` (or, in an app, when there is a `sub_appid`), else the partner's.
 */
export function callerOf(product: Product, request: PrepayRequest): Caller {
  const { payer = {} } = request;
  if ('mchid' in request) return caller(request.appid, payer.openid);
  const { sp_appid, sub_appid } = request;
  if (sub_appid === undefined) return caller(sp_appid, payer.sp_openid);
  const inSubApp = product === 'jsapi' ? payer.sub_openid !== undefined : product === 'app';
  return inSubApp ? caller(sub_appid, payer.sub_openid) : caller(sp_appid, payer.sp_openid);
}

function caller(appid: string, openid: string | undefined): Caller {
  return openid === undefined ? { appid } : { appid, openid };
}

/** Refuses apps, sub-merchants and users that do not belong together. @throws Refusal */
export function refuseStrangers(
  product: Product,
  request: PrepayRequest,
  { merchant, ownsOpenid }: Bindings,
): void {
  refuseForeignNames(request, merchant);
  if (product !== 'jsapi') return;
  if (!('mchid' in request)) refuseUnclearPayer(request);
  const { appid, openid } = callerOf(product, request);
  if (openid === undefined) throw invalidRequest('JSAPI支付必须传openid', 268501013);
  if (ownsOpenid(appid, openid)) return;
  throw invalidRequest(/^o[\w-]{27}$/.test(openid) ? 'appid与openid不匹配' : '无效的openid');
}

function refuseForeignNames(names: OrderNames, merchant: SimulatorMerchant): void {
  if ('mchid' in names) {
    if (names.appid !== merchant.appid) throw appidMismatch('appid和mch_id不匹配，请检查后再试');
    return;
  }
  if (names.sp_appid !== merchant.appid) throw appidMismatch('appid和mch_id不匹配，请检查后再试');
  refuseOtherSubMerchant(names.sub_mchid, merchant);
  if (names.sub_appid !== undefined && names.sub_appid !== merchant.subMerchant.appid) {
    throw appidMismatch('sub_mch_id与sub_appid不匹配');
  }
}

/** Refuses a sub-merchant that the simulated partner does not serve. @throws Refusal */
export function refuseOtherSubMerchant(
  subMchid: string,
  { mchid, subMerchant }: SimulatorMerchant,
): void {
  if (subMchid === mchid) throw invalidRequest('子商户号与服务商商户号不能相同', 268443705);
  if (subMchid !== subMerchant.mchid) throw notServed();
}

function refuseUnclearPayer({ payer = {}, ...rest }: PrepayRequest): void {
  const { sp_openid, sub_openid } = payer;
  if (sp_openid !== undefined && sub_openid !== undefined) {
    throw invalidRequest('sp_openid与sub_openid只能传其中一个');
  }
  if (sub_openid !== undefined && (!('sub_appid' in rest) || rest.sub_appid === undefined)) {
    throw paramError('传入sub_openid时，sub_appid为必填项', { location: 'body' });
  }
}

/** An app that is not bound to the merchant: 400. */
export function appidMismatch(message: string): Refusal {
  return new Refusal({
    status: 400,
    code: 'APPID_MCHID_NOT_MATCH',
    message,
    internalCode: 268445527,
  });
}
