import { platformSentences } from './platform-sentences.ts';
import type { Advice } from './wechatpay-error.ts';

/** Says what to do about an `errcode` of `api.weixin.qq.com`. */
export function advisePlatformError(errcode: number): Advice {
  return table.get(errcode) ?? fallback;
}

const loginAgain: Advice = {
  zh: '请重新取得 code（wx.login 或手机号按钮，二者不可混用）：它 5 分钟有效且只能使用一次。',
  en: 'Obtain a new code (from wx.login, or from the phone number button: not interchangeable): it lives 5 minutes and works once.',
};

const busy: Advice = { zh: '请稍后原样重试。', en: 'Repeat it unchanged a little later.' };

const fallback: Advice = {
  zh: '请按 errcode 查阅微信文档，并附上 rid 联系支持。',
  en: 'Look the errcode up in WeChat’s documentation and quote the rid to their support.',
};

const tokenRenewed: Advice = {
  zh: 'access_token 已失效且换新后仍被拒：请检查是否另有程序在强制刷新它。',
  en: 'The access token was refused, and its successor too: look for another program that forces its refresh.',
};

const repeatLater: Advice = {
  zh: '支付单尚未同步：请在 10 至 60 秒后重试；若一直如此，请核对商户号、单号与 appid。',
  en: 'The payment is not there yet: repeat after 10 to 60 seconds; if it stays so, check mchid, number and appid.',
};

const table: ReadonlyMap<number, Advice> = new Map(
  (
    [
      [-1, busy],
      [10060012, busy],
      [10060019, busy],
      [40029, loginAgain],
      [40163, loginAgain],
      [40001, tokenRenewed],
      [40014, tokenRenewed],
      [42001, tokenRenewed],
      [10060001, repeatLater],
    ] satisfies [number, Advice][]
  ).concat(platformSentences.map(([errcode, zh, en]) => [errcode, { zh, en }])),
);
