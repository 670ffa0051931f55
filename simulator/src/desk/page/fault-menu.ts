/** The faults that the desk offers, with what each does, in the words of who watches it. */
import type { Words } from './texts.ts';

/** What is sent to switch a fault on, in the control API's shape. */
export interface FaultOrder {
  readonly kind: string;
  /** Null: until it is switched off. */
  readonly count: number | null;
  readonly operation?: string;
  readonly delayMs?: number;
  readonly status?: number;
}

/** One switch. */
export interface FaultSwitch {
  readonly order: FaultOrder;
  readonly title: Words;
  readonly text: Words;
}

/** Switches that belong together. */
export interface FaultGroup {
  readonly title: Words;
  readonly switches: readonly FaultSwitch[];
}

const once = (kind: string, more: Partial<FaultOrder> = {}): FaultOrder => ({
  kind,
  count: 1,
  ...more,
});
const always = (kind: string, more: Partial<FaultOrder> = {}): FaultOrder => ({
  kind,
  count: null,
  ...more,
});

/** The menu. */
export const faultMenu: readonly FaultGroup[] = [
  {
    title: { zh: '支付', en: 'Payment' },
    switches: [
      {
        order: once('payment.tamper'),
        title: { zh: '篡改下一次 paySign', en: 'Tamper with the next paySign' },
        text: {
          zh: '收银台收到的签名被改动一个字符，用户会看到“支付验证签名失败”。',
          en: 'One character changes on its way to the cashier: the user sees 支付验证签名失败.',
        },
      },
      {
        order: once('payment.banned'),
        title: { zh: '收回支付权限', en: 'Withdraw the payment capability' },
        text: {
          zh: '下一次 wx.requestPayment 直接失败，errno 102。',
          en: 'The next wx.requestPayment fails at once, errno 102.',
        },
      },
    ],
  },
  {
    title: { zh: '通知', en: 'Notification' },
    switches: [
      {
        order: once('notification.lose'),
        title: { zh: '丢失下一次通知', en: 'Lose the next attempt' },
        text: {
          zh: '这一次投递到不了你的服务器；15 秒后微信会重试。',
          en: 'It never reaches your server; WeChat tries again 15 seconds later.',
        },
      },
      {
        order: always('notification.lose'),
        title: { zh: '一直收不到通知', en: 'Lose every attempt' },
        text: {
          zh: '直到关闭为止。订单只能靠主动查单确认。',
          en: 'Until switched off: only a query can confirm an order.',
        },
      },
      {
        order: once('notification.delay', { delayMs: 30_000 }),
        title: { zh: '通知晚到 30 秒', en: 'Hold the next one back for 30 s' },
        text: {
          zh: '下一笔支付的首次通知推迟发送。',
          en: 'The first attempt after the next payment waits.',
        },
      },
      {
        order: once('notification.duplicate'),
        title: { zh: '同一通知同时发两次', en: 'Send the next one twice at once' },
        text: { zh: '订单只应生效一次。', en: 'It must take effect once only.' },
      },
      {
        order: once('notification.tamper'),
        title: { zh: '通知签名错误', en: 'Spoil the next signature' },
        text: { zh: '应被拒绝，订单不变。', en: 'It must be refused and change nothing.' },
      },
      {
        order: once('notification.wrong-serial'),
        title: { zh: '通知的证书序列号不存在', en: 'Name an unknown key serial' },
        text: { zh: '应被拒绝，订单不变。', en: 'It must be refused and change nothing.' },
      },
      {
        order: once('notification.probe'),
        title: { zh: '通知签名探测', en: 'Signature probe' },
        text: {
          zh: '微信会不时发送 WECHATPAY/SIGNTEST/ 开头的假签名，看你是否真的验签。',
          en: 'WeChat now and then sends a false signature, WECHATPAY/SIGNTEST/, to see whether you verify.',
        },
      },
    ],
  },
  {
    title: { zh: '接口', en: 'API' },
    switches: [
      {
        order: always('request.lose'),
        title: { zh: '微信支付不可达', en: 'WeChat Pay is down' },
        text: {
          zh: '所有请求都被断开，直到关闭。',
          en: 'Every request is cut off, until switched off.',
        },
      },
      {
        order: always('request.error', { status: 500 }),
        title: { zh: '微信支付返回 500', en: 'WeChat Pay answers 500' },
        text: {
          zh: '什么也没有发生，直到关闭。',
          en: 'Nothing happens there, until switched off.',
        },
      },
      {
        order: always('answer.slow', { delayMs: 5_100 }),
        title: { zh: '应答很慢', en: 'Slow answers' },
        text: {
          zh: '每次应答推迟 5.1 秒，直到关闭。',
          en: 'Each waits 5.1 s, until switched off.',
        },
      },
      {
        order: once('answer.lose', { operation: 'prepay' }),
        title: { zh: '下单成功，应答丢失', en: 'Prepay done, answer lost' },
        text: {
          zh: '微信那边已经有了预付单，你的服务器却没收到应答。',
          en: 'The prepay order exists at WeChat, but your server never hears of it.',
        },
      },
      {
        order: once('answer.tamper'),
        title: { zh: '应答签名错误', en: 'Spoil an answer’s signature' },
        text: { zh: '下一个应答不可信，应被拒绝。', en: 'The next answer must not be believed.' },
      },
      {
        order: once('answer.unsigned'),
        title: { zh: '应答没有签名', en: 'Leave an answer unsigned' },
        text: {
          zh: '下一个应答缺少签名头，应被拒绝。',
          en: 'The next answer must not be believed.',
        },
      },
      {
        order: once('answer.probe'),
        title: { zh: '应答签名探测', en: 'Signature probe on an answer' },
        text: {
          zh: '下一个应答带 WECHATPAY/SIGNTEST/ 假签名。',
          en: 'The next answer carries a false signature.',
        },
      },
      {
        order: once('login.error'),
        title: { zh: '登录接口繁忙', en: 'code2session is busy' },
        text: {
          zh: '下一次换取 openid 返回 errcode -1。',
          en: 'The next login answers errcode -1.',
        },
      },
    ],
  },
];
