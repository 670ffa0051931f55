import { defineTexts } from '../../language/define-texts.ts';

/** What a merchant's own choices are called. */
export const choicesTexts = defineTexts({
  zh: {
    title: '收款规则',
    lead: '没有单独设置的，沿用服务器的设置。',
    name: '商户名称',
    approval: '退款需要第二人批准',
    approvals: { none: '从不', all: '全部退款', above: '超过以下金额的退款' },
    approvalAbove: '金额上限（同一订单累计）',
    orderLife: '订单有效期（分钟）',
    sessionLife: '付款人登录有效期（天）',
    latePayment: '订单关闭后才到的钱',
    late: { accept: '照常入账', refund: '自动原路退回' },
    save: '保存',
    saved: '已保存，几秒内生效',
    number: (most: number) => `请输入 1 到 ${most} 的整数`,
    shipping: '付款后如何发货',
    shippings: {
      manual: '由您逐笔录入',
      virtual: '虚拟商品，自动发货',
      'self-pickup': '用户自提，自动发货',
      'same-city': '同城配送，自动发货',
    },
    shippingHint:
      '“自动发货”的订单付款后立即上报微信；刚开启时，最近 24 小时内付款的订单也可能一并上报。',
    forbidden: '您的角色只能查看；修改需要所有者角色。',
  },
  en: {
    title: 'Rules',
    lead: 'What is not set here is as the server has it.',
    name: 'Name',
    approval: 'Refunds that a second person approves',
    approvals: { none: 'none', all: 'all', above: 'those above an amount' },
    approvalAbove: 'What one person may refund of an order',
    orderLife: 'How long an order may be paid (minutes)',
    sessionLife: 'How long a payer’s login lasts (days)',
    latePayment: 'Money that comes after an order was closed',
    late: { accept: 'is taken', refund: 'goes back by itself' },
    save: 'Save',
    saved: 'Saved; in force within seconds',
    number: (most) => `Type a whole number from 1 to ${most}`,
    shipping: 'How a paid order is shipped',
    shippings: {
      manual: 'you enter each',
      virtual: 'by itself, as goods without logistics',
      'self-pickup': 'by itself, as self-pickup',
      'same-city': 'by itself, as same-city delivery',
    },
    shippingHint:
      '“By itself” reports an order to WeChat as soon as it is paid; orders that were paid in the 24 hours before may be reported as well.',
    forbidden: 'Your role may look; changing them takes the role owner.',
  },
});
