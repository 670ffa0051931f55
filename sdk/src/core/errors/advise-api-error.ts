import type { Advice } from './wechatpay-error.ts';

/**
 * Says what to do about an error answer of WeChat Pay: by internal number first, then by code, then by status.
 *
 * @see internal numbers and codes, documents 4012081709 and 4012081717
 */
export function adviseApiError(fault: {
  readonly status: number;
  readonly wechatCode: string;
  readonly internalCode?: number | undefined;
}): Advice {
  return (
    byInternalCode.get(fault.internalCode ?? 0) ??
    byCode.get(fault.wechatCode.replaceAll('_', '')) ??
    byStatus(fault.status)
  );
}

const sameNumber: Advice = {
  zh: '请用同一单号、同样参数重试或查询。',
  en: 'Repeat with the same number and parameters, or query.',
};
const backOff: Advice = {
  zh: '请求过于频繁：请稍候用同一单号重试。',
  en: 'Too frequent: back off, then repeat with the same number.',
};
const parameters: Advice = {
  zh: '请按 wechat.message 与 detail 修正参数。',
  en: 'Correct the parameter named in wechat.message and detail.',
};
const paid: Advice = {
  zh: '订单已支付：请查询订单并按已支付处理。',
  en: 'The order is paid already: query it and treat it as paid.',
};
const closed: Advice = {
  zh: '订单已关闭：请用新的 out_trade_no 重新下单。',
  en: 'The order is closed: order again under a new out_trade_no.',
};
const changed: Advice = {
  zh: '同一单号的参数与首次不一致：请查询；未支付则关单后换新单号。',
  en: 'The number was used with other parameters: query it; if unpaid, close it and use a new number.',
};
const binding: Advice = {
  zh: '请在商户平台绑定该 appid 与商户号。',
  en: 'Bind this appid to the merchant number in the merchant console.',
};
const noOrder: Advice = {
  zh: '微信没有这个订单：请核对单号与商户号；下单请求可能未到达。',
  en: 'WeChat has no such order: check number and mchid; the prepay may never have arrived.',
};
const merchant: Advice = {
  zh: '请核对商户号及其状态。',
  en: 'Check the merchant number and its state.',
};
const partner: Advice = {
  zh: '请核对 sub_mchid 与服务商的受理关系。',
  en: 'Check sub_mchid and its relation to the service provider.',
};
const restricted: Advice = {
  zh: '请在商户平台查看收款限制的原因与解除方法。',
  en: 'See the merchant console for why collection is restricted and how to lift it.',
};
const signature: Advice = {
  zh: '请依次核对：商户私钥与证书序列号是否配对、本机时钟、代理是否改写了请求。',
  en: 'Check in this order: key and certificate serial are a pair, the clock, and proxies that rewrite requests.',
};

const byInternalCode: ReadonlyMap<number, Advice> = new Map([
  [268435461, parameters],
  [268435464, parameters],
  [268443699, signature],
  [268443701, partner],
  [268443704, partner],
  [268443705, partner],
  [268443715, merchant],
  [268445527, binding],
  [268447840, backOff],
  [268447843, merchant],
  [268447845, partner],
  [268447914, closed],
  [268448010, restricted],
  [268449538, paid],
  [268498689, paid],
  [
    268449641,
    { zh: '该订单不能关闭：请先查询其状态。', en: 'This order cannot be closed: query its state.' },
  ],
  [268498688, changed],
  [268501013, { zh: 'JSAPI 下单必须传 payer.openid。', en: 'A JSAPI prepay needs payer.openid.' }],
  [268512771, noOrder],
  [270924358, parameters],
]);

// Keys without underscores: WeChat uses both spellings.
const byCode: ReadonlyMap<string, Advice> = new Map([
  ['PARAMERROR', parameters],
  ['INVALIDREQUEST', parameters],
  ['APPIDMCHIDNOTMATCH', binding],
  ['MCHNOTEXISTS', merchant],
  ['ORDERCLOSED', closed],
  ['ORDERPAID', paid],
  ['SIGNERROR', signature],
  ['NOAUTH', restricted],
  ['OUTTRADENOUSED', changed],
  ['ORDERNOTEXIST', noOrder],
  ['RESOURCENOTEXISTS', noOrder],
  [
    'NOTENOUGH',
    {
      zh: '商户余额不足：充值后用同一单号重试。',
      en: 'The balance is too low: recharge, then repeat with the same number.',
    },
  ],
  ['RULELIMIT', restricted],
  ['TRADEERROR', { zh: '交易失败：请查询订单状态。', en: 'The trade failed: query the order.' }],
  [
    'OPENIDMISMATCH',
    { zh: 'openid 不属于该 appid。', en: 'The openid does not belong to this appid.' },
  ],
  ['FREQUENCYLIMITED', backOff],
  ['RATELIMITEXCEEDED', backOff],
  ['RATELIMITEXCEED', backOff],
  ['SYSTEMERROR', sameNumber],
  ['BANKERROR', sameNumber],
  ['SERVICEUNAVAILABLE', sameNumber],
  [
    'USERPAYING',
    { zh: '用户正在支付：请查询订单。', en: 'The payer is entering a password: query the order.' },
  ],
]);

function byStatus(status: number): Advice {
  if (status === 401) return signature;
  if (status === 429) return backOff;
  if (status === 202 || status >= 500) return sameNumber;
  return parameters;
}
