import type { Advice } from './wechatpay-error.ts';

/** Says what to do about an `errcode` of `api.weixin.qq.com`. */
export function advisePlatformError(errcode: number): Advice {
  return table.get(errcode) ?? fallback;
}

const loginAgain: Advice = {
  zh: '请在小程序中重新调用 wx.login 取得新的 code：它 5 分钟有效且只能使用一次。',
  en: 'Call wx.login again for a new code: it lives 5 minutes and works once.',
};

const busy: Advice = { zh: '请稍后原样重试。', en: 'Repeat it unchanged a little later.' };

const fallback: Advice = {
  zh: '请按 errcode 查阅微信文档，并附上 rid 联系支持。',
  en: 'Look the errcode up in WeChat’s documentation and quote the rid to their support.',
};

const table: ReadonlyMap<number, Advice> = new Map([
  [-1, busy],
  [
    45009,
    {
      zh: '当日调用额度已用完：请次日再试或申请重置。',
      en: 'The daily quota is used up: wait, or ask for a reset.',
    },
  ],
  [45011, { zh: '调用过于频繁：请一分钟后重试。', en: 'Too frequent: repeat after one minute.' }],
  [40029, loginAgain],
  [40163, loginAgain],
  [40013, { zh: '请核对 appid。', en: 'Check the appid.' }],
  [
    40125,
    {
      zh: '请核对 AppSecret，它可能已被重置。',
      en: 'Check the AppSecret; it may have been reset.',
    },
  ],
  [
    40226,
    {
      zh: '微信判定该用户为高风险，请勿继续。',
      en: 'WeChat judges this user high-risk: do not continue.',
    },
  ],
  [
    41002,
    {
      zh: '缺少 appid：参数应放在查询串中。',
      en: 'The appid is missing: it belongs in the query string.',
    },
  ],
  [41004, { zh: '缺少 AppSecret。', en: 'The AppSecret is missing.' }],
  [41008, { zh: '缺少 js_code。', en: 'The js_code is missing.' }],
  [40002, { zh: 'grant_type 不正确。', en: 'The grant_type is wrong.' }],
]);
