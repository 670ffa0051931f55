/**
 * WeChat's own sequence diagram of a mini-program payment, as data.
 *
 * The numbers are those of the official diagram; `from` and `to` are the lanes between which the
 * step happens (equal: the party acts alone). Step 0 is the login that comes before an order.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791898
 */
import type { Words } from './texts.ts';
import type { Lane } from './wire.ts';

/** A phase of the purchase: the headings of the flow. */
export type Phase = 'login' | 'order' | 'pay' | 'notify' | 'confirm';

/** One numbered step. */
export interface Step {
  readonly number: number;
  readonly phase: Phase;
  readonly from: Lane;
  readonly to: Lane;
  readonly title: Words;
}

/** The phases in order, with their headings. */
export const phases: readonly { readonly phase: Phase; readonly title: Words }[] = [
  { phase: 'login', title: { zh: '登录', en: 'Log in' } },
  { phase: 'order', title: { zh: '下单', en: 'Order' } },
  { phase: 'pay', title: { zh: '支付', en: 'Pay' } },
  { phase: 'notify', title: { zh: '通知', en: 'Notify' } },
  { phase: 'confirm', title: { zh: '确认', en: 'Confirm' } },
];

const step = (
  number: number,
  phase: Phase,
  from: Lane,
  to: Lane,
  zh: string,
  en: string,
): Step => ({ number, phase, from, to, title: { zh, en } });

/** Every step, by number. */
export const steps: readonly Step[] = [
  step(0, 'login', 'mini-program', 'wechat', '登录，换取 openid', 'Log in, obtain the openid'),
  step(1, 'order', 'payer', 'mini-program', '用户下单', 'The user orders'),
  step(2, 'order', 'mini-program', 'server', '请求服务器下单', 'Ask the server to order'),
  step(3, 'order', 'server', 'server', '生成商户订单', 'Create the merchant’s order'),
  step(4, 'order', 'server', 'wechat', '调用 JSAPI 下单', 'Call JSAPI prepay'),
  step(5, 'order', 'wechat', 'wechat', '微信生成预付单', 'WeChat creates the prepay order'),
  step(6, 'order', 'wechat', 'server', '返回 prepay_id', 'Return prepay_id'),
  step(7, 'order', 'server', 'server', '签名支付参数', 'Sign the payment parameters'),
  step(8, 'order', 'server', 'mini-program', '返回支付参数', 'Return the parameters'),
  step(9, 'pay', 'mini-program', 'wechat', '调起 wx.requestPayment', 'Call wx.requestPayment'),
  step(10, 'pay', 'wechat', 'wechat', '校验 paySign 与订单', 'Check paySign and the order'),
  step(11, 'pay', 'wechat', 'payer', '弹出收银台', 'Show the cashier'),
  step(12, 'pay', 'payer', 'wechat', '确认支付，输入密码', 'Confirm, enter the password'),
  step(13, 'pay', 'wechat', 'wechat', '提交支付授权', 'Submit the authorisation'),
  step(14, 'pay', 'wechat', 'wechat', '验证授权，扣款', 'Verify it, take the money'),
  step(15, 'pay', 'wechat', 'mini-program', '返回支付结果', 'Return the result'),
  step(16, 'notify', 'wechat', 'server', '发送支付通知', 'Notify the server'),
  step(
    17,
    'notify',
    'server',
    'server',
    '验签、解密、更新订单',
    'Verify, decrypt, update the order',
  ),
  step(18, 'notify', 'server', 'wechat', '应答已收到', 'Acknowledge'),
  step(19, 'confirm', 'mini-program', 'server', '查询订单状态', 'Ask for the order’s state'),
  step(20, 'confirm', 'server', 'mini-program', '返回订单状态', 'Return the state'),
  step(21, 'confirm', 'server', 'wechat', '没等到通知时主动查单', 'Query, if no notification came'),
  step(22, 'confirm', 'wechat', 'server', '返回支付状态', 'Return the payment’s state'),
  step(23, 'confirm', 'mini-program', 'payer', '展示支付结果', 'Show the result'),
  step(24, 'confirm', 'server', 'payer', '发货', 'Ship the goods'),
];
