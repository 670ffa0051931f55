import type { PaymentParams } from './payment-params.ts';
import { paySignText } from './signed-text.ts';
import { findPayable, type Till, type Verdict } from './till.ts';

/** The dialog for a signature that does not fit. */
export const BAD_SIGNATURE = '支付验证签名失败';

/**
 * Judges `wx.requestPayment`: types, permission of the mini-program, then the order behind `package` and `paySign`.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/payment/wx.requestPayment.html
 */
export function checkJsapiCall(params: PaymentParams, banned: boolean, till: Till): Verdict {
  const typeFault = parameterFault(params);
  if (typeFault !== undefined) return { errMsg: typeFault };
  const appid = params.appid ?? till.appid;
  if (banned) return bannedVerdict(appid);
  // A guest project of the developer tools has an appid of another form and no payment capability.
  if (!/^wx[0-9a-f]{16}$/.test(appid)) {
    return { errMsg: `requestPayment:fail no permission, appId=${appid}` };
  }
  const packageText = String(params.package);
  const handle = /^prepay_id=(\S+)$/.exec(packageText)?.[1] ?? '';
  const found = findPayable({ handle, products: ['jsapi'], openid: params.openid, appid }, till);
  const text = paySignText(appid, String(params.timeStamp), String(params.nonceStr), packageText);
  // Without a signType the base library takes MD5, which the APIv3 does not know.
  const verified = params.signType === 'RSA' && till.verifyMerchant(text, String(params.paySign));
  const signature = { signedText: text.toString('utf8'), verified };
  const signatureDialog = verified ? undefined : BAD_SIGNATURE;
  const dialog =
    till.variants.cashierChecksFirst === 'order'
      ? (found.dialog ?? signatureDialog)
      : (signatureDialog ?? found.dialog);
  const known = found.payable === undefined ? {} : { payable: found.payable };
  return dialog === undefined
    ? { ...known, signature }
    : { ...known, signature, dialog, errMsg: 'requestPayment:fail cancel' };
}

/** The argument check of the base library; a missing `signType` passes, it defaults to MD5. */
function parameterFault(params: PaymentParams): string | undefined {
  const faults = (['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const)
    .filter((name) => !(name === 'signType' && params.signType === undefined))
    .filter((name) => typeof params[name] !== 'string')
    .map((name) => `parameter.${name} should be String instead of ${typeName(params[name])};`);
  return faults.length === 0
    ? undefined
    : `requestPayment:fail parameter error: ${faults.join('')}`;
}

function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function bannedVerdict(appid: string): Verdict {
  const detail = `event=requestPayment, runningState=foreground, permissionMsg=permission got, detail=jsapi has been banned, appId=${appid}`;
  return { errno: 102, errMsg: `requestPayment:fail jsapi has no permission, ${detail}` };
}
