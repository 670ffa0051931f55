import { BAD_SIGNATURE } from './check-jsapi-call.ts';
import type { AppParams } from './payment-params.ts';
import { paySignText } from './signed-text.ts';
import { findPayable, type Till, type Verdict } from './till.ts';

/**
 * Judges what an app hands to WeChat's SDK: the fourth signed line is the bare `prepay_id`, `package` is `Sign=WXPay`.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013070351
 */
export function checkAppCall({ openid, app }: AppParams, till: Till): Verdict {
  const text = (name: keyof AppParams['app']) =>
    typeof app[name] === 'string' ? app[name] : String(app[name] ?? '');
  const appid = text('appid');
  const handle = text('prepayid');
  const found = findPayable({ handle, products: ['app'], openid, appid }, till);
  const signed = paySignText(appid, text('timestamp'), text('noncestr'), handle);
  const verified = till.verifyMerchant(signed, text('sign'));
  const ownTerms = text('package') === 'Sign=WXPay' && text('partnerid') === till.mchid;
  const dialog = found.dialog ?? (verified && ownTerms ? undefined : BAD_SIGNATURE);
  const signature = { signedText: signed.toString('utf8'), verified };
  const known = found.payable === undefined ? {} : { payable: found.payable };
  return dialog === undefined
    ? { ...known, signature }
    : { ...known, signature, dialog, errMsg: 'payment:fail' };
}
