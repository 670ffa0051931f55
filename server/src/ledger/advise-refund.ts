import type { Refund } from './refund.ts';

/** What a person should do, in both languages. */
export interface Advice {
  readonly zh: string;
  readonly en: string;
}

/** Says what a person should do about a refund that does not move by itself; null when nothing is to be done. */
export function adviseRefund({ state, problem }: Pick<Refund, 'state' | 'problem'>): Advice | null {
  switch (state) {
    case 'awaiting-approval':
      return advice('等待另一位同事审批。', 'A second person has to approve or reject it.');
    case 'abnormal':
      return advice(
        '原路退款失败（用户的卡已注销或冻结）：请在商户平台“交易中心—退款管理”发起异常退款，退至用户其他银行卡或退回商户后线下处理；完成后状态会自动更新。',
        "The payer's account cannot take it: use the abnormal refund (console, or apply-abnormal-refund) to send the money to another card, or back to you; this refund then follows by itself.",
      );
    case 'disputed':
      return advice(
        '微信对该退款的说法与本地记录不一致：请在商户平台核对该退款单，勿重复退款。',
        "WeChat's word disagrees with this record: compare it in the merchant console before anything else is refunded.",
      );
    case 'requested':
      return problem === null ? null : (ADVICE.get(problem) ?? WAIT);
    case 'closed':
      return problem === null ? null : (ADVICE.get(problem) ?? REFUND_ANEW);
    case 'processing':
    case 'succeeded':
      return null;
  }
}

const WAIT = advice(
  '微信暂无可用答复：系统会用同一退款单号自动重试，请勿另行退款。',
  'WeChat gave no usable answer: it is sent again under the same number, do not refund it elsewhere.',
);

const REFUND_ANEW = advice(
  '该退款单号不会再退款，如仍需退款请重新发起。',
  'No money will go back under this number: request a new refund if one is still due.',
);

const CONFIGURATION = advice(
  '商户配置或权限有误：请检查商户号、证书与退款权限；修正后会用同一退款单号自动重试。',
  "The merchant's configuration or permission is wrong: check number, certificate and the right to refund; it is then sent again by itself.",
);

const ADVICE: ReadonlyMap<string, Advice> = new Map([
  [
    'NOT_ENOUGH',
    advice(
      '基本账户余额不足：请充值，系统会用同一退款单号自动重试。',
      'The balance does not cover it: recharge the account; it is then sent again by itself, under the same number.',
    ),
  ],
  [
    'USER_ACCOUNT_ABNORMAL',
    advice(
      '用户的微信支付账户异常：请与用户协商其他退款方式。',
      "The payer's account is closed or blocked: settle with the payer another way.",
    ),
  ],
  ['SIGN_ERROR', CONFIGURATION],
  ['NO_AUTH', CONFIGURATION],
  ['MCH_NOT_EXISTS', CONFIGURATION],
  ['CLOSED', REFUND_ANEW],
]);

function advice(zh: string, en: string): Advice {
  return Object.freeze({ zh, en });
}
