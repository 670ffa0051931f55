/**
 * The faults that the desk offers, with what each does, in the words of who watches it. Many lines, but one table: an
 * entry for each fault.
 */
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
      {
        order: once('payment.dialog'),
        title: { zh: '收款功能受限', en: 'Restrict the merchant' },
        text: {
          zh: '下一次不弹收银台，只弹“此商家的收款功能已被限制”。',
          en: 'Instead of the next sheet the user sees that the merchant is restricted.',
        },
      },
      {
        order: once('payment.wrong-password'),
        title: { zh: '用户输错密码', en: 'Mistype the password' },
        text: {
          zh: '下一个要付款的用户输错密码后放弃。',
          en: 'The next payer mistypes and gives up.',
        },
      },
      {
        order: once('payment.not-enough'),
        title: { zh: '用户余额不足', en: 'Leave the payer without money' },
        text: {
          zh: '下一个要付款的用户余额不足，放弃。',
          en: 'The next payer has not enough and gives up.',
        },
      },
      {
        order: once('payment.risk-control'),
        title: { zh: '风险控制拦截', en: 'Stop it for a risk' },
        text: {
          zh: '下一笔付款被微信拦下。',
          en: 'WeChat holds the next payment back.',
        },
      },
      {
        order: once('payment.cancel'),
        title: { zh: '用户反悔', en: 'Let the payer change his mind' },
        text: {
          zh: '下一个输入密码的用户其实取消了。',
          en: 'The next payer cancels after all.',
        },
      },
      {
        order: once('payment.kill'),
        title: { zh: '付款后杀掉微信', en: 'Kill WeChat after paying' },
        text: {
          zh: '钱付了，小程序却永远等不到回调。',
          en: 'The money is paid, and the page is never called back.',
        },
      },
      {
        order: once('payment.after-close'),
        title: { zh: '关单后仍然付款', en: 'Pay after the close' },
        text: {
          zh: '用户正在输密码时你关了单，钱还是进来了。',
          en: 'The order was closed while the payer typed; the money comes all the same.',
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
      {
        order: once('notification.twice'),
        title: { zh: '确认后又发一次', en: 'Send it again after the answer' },
        text: {
          zh: '你已应答，15 秒后同一通知又来一次。',
          en: 'Acknowledged, it comes once more 15 seconds later.',
        },
      },
      {
        order: once('notification.out-of-order'),
        title: { zh: '通知乱序', en: 'Swap two notifications' },
        text: {
          zh: '下一笔的通知等再下一笔的先到。',
          en: 'The next one waits until the one after it was sent.',
        },
      },
      {
        order: once('notification.after-close'),
        title: { zh: '关单后才通知', en: 'Notify after the close' },
        text: {
          zh: '已支付的通知等你尝试关单之后才来。',
          en: 'The next one waits until you have tried to close the order.',
        },
      },
      {
        order: once('notification.flip'),
        title: { zh: '通知正文翻转一位', en: 'Flip a bit of the body' },
        text: {
          zh: '签名不变，正文改动一位，应被拒绝。',
          en: 'The signature stays: it must be refused.',
        },
      },
      {
        order: once('notification.unsigned'),
        title: { zh: '通知没有签名', en: 'Leave one unsigned' },
        text: {
          zh: '缺少签名头，应被拒绝。',
          en: 'It must be refused.',
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
        order: once('request.error', { status: 429 }),
        title: { zh: '被限流（429）', en: 'Answer 429' },
        text: {
          zh: '下一个请求在网关被拒，什么也没有发生。',
          en: 'The gateway refuses the next request; nothing happens.',
        },
      },
      {
        order: once('request.frequency-limit'),
        title: { zh: '频率超限', en: 'Limit the frequency' },
        text: {
          zh: '下一个请求得到带签名的 FREQUENCY_LIMITED。',
          en: 'The next request gets a signed FREQUENCY_LIMITED.',
        },
      },
      {
        order: once('request.delay', { delayMs: 10_000 }),
        title: { zh: '请求晚到 10 秒', en: 'Delay a request by 10 s' },
        text: {
          zh: '下一个请求 10 秒后才到达微信。',
          en: 'The next one arrives 10 seconds later.',
        },
      },
      {
        order: once('request.duplicate'),
        title: { zh: '请求到达两次', en: 'Deliver a request twice' },
        text: {
          zh: '下一个请求被执行两次。',
          en: 'The next one is carried out twice.',
        },
      },
      {
        order: once('answer.error', { status: 500 }),
        title: { zh: '已生效却返回 500', en: 'Answer 500 after the effect' },
        text: {
          zh: '事情已经发生，应答却是 500。',
          en: 'It has happened, and the answer is 500.',
        },
      },
      {
        order: once('answer.reset'),
        title: { zh: '应答传到一半断开', en: 'Cut an answer in the middle' },
        text: {
          zh: '事情已经发生，连接在正文中间断开。',
          en: 'It has happened; the connection breaks in the body.',
        },
      },
      {
        order: once('answer.slow', { delayMs: 4_900 }),
        title: { zh: '应答 4.9 秒', en: 'Answer after 4.9 s' },
        text: {
          zh: '下一个应答刚好在 5 秒之内。',
          en: 'The next answer is just within five seconds.',
        },
      },
      {
        order: once('answer.slow', { delayMs: 30_000 }),
        title: { zh: '应答 30 秒', en: 'Answer after 30 s' },
        text: {
          zh: '下一个应答来得太晚。',
          en: 'The next answer comes too late.',
        },
      },
      {
        order: once('answer.flip'),
        title: { zh: '应答正文翻转一位', en: 'Flip a bit of an answer' },
        text: {
          zh: '签名不变，正文改动一位，应被拒绝。',
          en: 'The signature stays: it must be refused.',
        },
      },
      {
        order: once('answer.wrong-serial'),
        title: { zh: '应答的证书序列号不存在', en: 'Name an unknown serial' },
        text: {
          zh: '下一个应答不可信，应被拒绝。',
          en: 'The next answer must not be believed.',
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
      {
        order: once('platform.error'),
        title: { zh: '小程序平台繁忙', en: 'The platform is busy' },
        text: {
          zh: '下一次调用 api.weixin.qq.com 返回 errcode -1。',
          en: 'The next call to api.weixin.qq.com answers errcode -1.',
        },
      },
    ],
  },
  {
    title: { zh: '退款与账单', en: 'Refunds and bills' },
    switches: [
      {
        order: once('refund.not-enough'),
        title: { zh: '商户余额不足', en: 'Leave the merchant without money' },
        text: {
          zh: '下一笔退款被拒绝：NOT_ENOUGH。',
          en: 'The next refund is refused: NOT_ENOUGH.',
        },
      },
      {
        order: once('refund.abnormal'),
        title: { zh: '退款异常', en: 'Make a refund abnormal' },
        text: {
          zh: '下一笔退款到不了用户账户。',
          en: 'The next refund cannot arrive.',
        },
      },
      {
        order: once('refund.close'),
        title: { zh: '退款关闭', en: 'Close a refund' },
        text: {
          zh: '下一笔退款被关闭。',
          en: 'The next refund is closed.',
        },
      },
      {
        order: once('refund.early'),
        title: { zh: '退款通知早于应答', en: 'Notify before the answer' },
        text: {
          zh: '下一笔退款立刻成功，通知先到。',
          en: 'The next refund succeeds at once; its notification overtakes the answer.',
        },
      },
      {
        order: once('bill.late'),
        title: { zh: '账单还没生成', en: 'Make a bill late' },
        text: {
          zh: '10 点之后账单仍未生成。',
          en: 'It is after ten and the bill is not there.',
        },
      },
      {
        order: once('bill.drop-row'),
        title: { zh: '账单少一行', en: 'Drop a row of a bill' },
        text: {
          zh: '下一份交易账单漏掉一笔。',
          en: 'The next trade bill leaves one out.',
        },
      },
      {
        order: once('bill.extra-row'),
        title: { zh: '账单多一行', en: 'Add a row to a bill' },
        text: {
          zh: '下一份交易账单多出一笔陌生的交易。',
          en: 'The next trade bill has a payment nobody knows.',
        },
      },
      {
        order: once('bill.alter-row'),
        title: { zh: '账单金额不对', en: 'Alter a row of a bill' },
        text: {
          zh: '下一份交易账单有一笔多出一分。',
          en: 'One amount in the next trade bill is a fen too high.',
        },
      },
      {
        order: once('profit-sharing.close'),
        title: { zh: '分账失败', en: 'Fail a profit sharing' },
        text: {
          zh: '下一个分账接收方收不到钱。',
          en: 'The next receiver gets nothing.',
        },
      },
    ],
  },
];
