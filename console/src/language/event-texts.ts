import { defineTexts } from './define-texts.ts';

/** What each type of event says, in words. */
export const eventTexts = defineTexts({
  zh: {
    'order.paid': '订单已付款',
    'order.closed': '订单已关闭',
    'order.refunding': '迟到的钱正在退回',
    'order.disputed': '订单有争议',
    'order.surplus': '重复付款',
    'refund.succeeded': '退款已到账',
    'refund.closed': '退款已关闭',
    'refund.abnormal': '退款异常',
    'refund.disputed': '退款有争议',
    'shipment.reported': '发货已上报',
    'shipment.refused': '发货被拒绝',
    'shipment.received': '已确认收货',
    'shipment.settled': '资金可提现',
    'shipment.overdue': '逾期未发货',
    'reconciliation.finished': '对账完成',
    'webhook.test': '测试',
  },
  en: {
    'order.paid': 'Order paid',
    'order.closed': 'Order closed',
    'order.refunding': 'Late money goes back',
    'order.disputed': 'Order disputed',
    'order.surplus': 'Paid twice',
    'refund.succeeded': 'Refund arrived',
    'refund.closed': 'Refund closed',
    'refund.abnormal': 'Refund abnormal',
    'refund.disputed': 'Refund disputed',
    'shipment.reported': 'Shipment reported',
    'shipment.refused': 'Shipment refused',
    'shipment.received': 'Received',
    'shipment.settled': 'Money can be drawn',
    'shipment.overdue': 'Shipment overdue',
    'reconciliation.finished': 'Day reconciled',
    'webhook.test': 'Test',
  },
});

/** Every type that a feed or an endpoint may have; a test is in no feed. */
export const eventTypes: readonly string[] = Object.keys(eventTexts.zh).filter(
  (type) => type !== 'webhook.test',
);
