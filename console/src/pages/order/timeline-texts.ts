import type { TimelineLine } from '@yifen/contract';
import { defineTexts } from '../../language/define-texts.ts';

/** What the timeline says of each thing that can happen. */
export const timelineTexts = defineTexts({
  zh: {
    title: '时间线',
    empty: '还没有记录',
    by: (who: string) => `操作人 ${who}`,
    evidence: { notification: '收到微信支付通知，签名已验证', query: '向微信查询，签名已验证' },
    show: '查看已验证的原文',
    explain:
      '下列报文按微信支付的原始字节保存。签名串为 时间戳、随机串、报文主体各占一行，用该序列号对应的平台公钥验证通过。',
    timestamp: '时间戳',
    nonce: '随机串',
    serial: '平台证书序列号或公钥 ID',
    signature: '签名值',
    body: '报文主体',
    missing: '这份报文已不在保存期内',
    order: {
      create: '创建订单',
      prepay: '在微信下单，可以支付',
      renew: '修改金额，重新下单',
      pay: '支付成功',
      'begin-close': '开始关闭',
      close: '订单关闭',
      return: '款项迟到，开始退回',
      refund: '迟到款项已退回',
      dispute: '与微信的说法不符，进入争议',
      uphold: '争议解决：按已支付处理',
      dismiss: '争议解决：关闭',
    },
    refund: {
      request: '提交退款',
      hold: '提交退款，等待审批',
      discover: '在账单中发现退款',
      approve: '批准退款',
      reject: '驳回退款',
      accept: '微信已受理退款',
      refuse: '微信拒绝退款',
      succeed: '退款到账',
      close: '退款关闭',
      fail: '退款异常',
      dispute: '退款与微信的说法不符',
    },
    shipment: {
      requested: '录入发货',
      reported: '发货已上报微信',
      refused: '微信未受理发货',
      received: '确认收货',
      settled: '资金可提现',
    },
    message: { paid: '支付成功消息', shipped: '发货消息' },
    delivery: (event: string) => `推送 ${event}`,
    answered: (status: string) => `对方应答 HTTP ${status}`,
    refusedWith: (code: string) =>
      code === '43101' ? '用户未订阅此消息（微信错误码 43101）' : `微信错误码 ${code}`,
    outcome: {
      sent: '已发送',
      refused: '未送达',
      expired: '已过期',
      pending: '待送达',
      delivered: '已送达',
      exhausted: '已放弃',
    },
  },
  en: {
    title: 'Timeline',
    empty: 'Nothing yet',
    by: (who: string) => `by ${who}`,
    evidence: {
      notification: 'WeChat notified us; the signature was verified',
      query: 'WeChat answered our question; the signature was verified',
    },
    show: 'Show what was verified',
    explain:
      'Kept byte for byte as WeChat sent it. What is signed is timestamp, nonce and body, each on a line; it was verified with the platform key of this serial.',
    timestamp: 'Timestamp',
    nonce: 'Nonce',
    serial: 'Serial of the certificate, or id of the public key',
    signature: 'Signature',
    body: 'Body',
    missing: 'It is no longer kept',
    order: {
      create: 'Ordered',
      prepay: 'Placed at WeChat: it may be paid',
      renew: 'The amount changed; placed anew',
      pay: 'Paid',
      'begin-close': 'Closing begins',
      close: 'Closed',
      return: 'The money came late and goes back',
      refund: 'The late money is back',
      dispute: 'WeChat’s word disagrees: disputed',
      uphold: 'Dispute resolved: it was paid',
      dismiss: 'Dispute resolved: closed',
    },
    refund: {
      request: 'Refund requested',
      hold: 'Refund requested; it waits for approval',
      discover: 'Refund found in the bill',
      approve: 'Refund approved',
      reject: 'Refund rejected',
      accept: 'WeChat accepted the refund',
      refuse: 'WeChat refused the refund',
      succeed: 'The refund arrived',
      close: 'The refund was closed',
      fail: 'The refund is abnormal',
      dispute: 'WeChat’s word disagrees with the refund',
    },
    shipment: {
      requested: 'Shipment entered',
      reported: 'WeChat was told of the shipment',
      refused: 'WeChat refused the shipment',
      received: 'Received',
      settled: 'The money can be drawn',
    },
    message: { paid: 'Message about the payment', shipped: 'Message about the shipment' },
    delivery: (event: string) => `Webhook ${event}`,
    answered: (status: string) => `Answered HTTP ${status}`,
    refusedWith: (code: string) =>
      code === '43101'
        ? 'Not subscribed by the payer (WeChat’s code 43101)'
        : `WeChat’s code ${code}`,
    outcome: {
      sent: 'sent',
      refused: 'refused',
      expired: 'expired',
      pending: 'not delivered yet',
      delivered: 'delivered',
      exhausted: 'given up',
    },
  },
});

/** How a message or a webhook ended; null: the line says so itself. */
export function sayOutcome(
  { kind, to }: Pick<TimelineLine, 'kind' | 'to'>,
  text: (typeof timelineTexts)['zh'],
): string | null {
  if (to === null || (kind !== 'message' && kind !== 'delivery')) return null;
  const names: Readonly<Record<string, string>> = text.outcome;
  return names[to] ?? to;
}

/** What a bare number beside a webhook or a message means; other notes as they are. */
export function sayNote(
  kind: TimelineLine['kind'],
  note: string,
  text: (typeof timelineTexts)['zh'],
): string {
  if (kind === 'delivery' && /^\d{3}$/.test(note)) return text.answered(note);
  if (kind === 'message' && /^-?\d+$/.test(note)) return text.refusedWith(note);
  return note;
}

/** What a line of the timeline says; a name that nobody translated is shown as it is. */
export function sayLine(
  { kind, name }: Pick<TimelineLine, 'kind' | 'name'>,
  text: (typeof timelineTexts)['zh'],
): string {
  if (kind === 'delivery') return text.delivery(name);
  const names: Readonly<Record<string, string>> = text[kind];
  return names[name] ?? name;
}
