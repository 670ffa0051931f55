import { defineTexts } from '../language/define-texts.ts';

/** The names of the states of orders, refunds and shipments. */
export const stateTexts = defineTexts({
  zh: {
    order: {
      created: '已创建',
      payable: '待支付',
      paid: '已支付',
      closing: '关闭中',
      closed: '已关闭',
      disputed: '有争议',
      refunding: '退回中',
    },
    refund: {
      'awaiting-approval': '待审批',
      requested: '已提交',
      processing: '退款中',
      succeeded: '已到账',
      closed: '已关闭',
      abnormal: '异常',
      disputed: '有争议',
    },
    refundKind: {
      asked: '人工申请',
      late: '逾期付款自动退回',
      surplus: '重复付款自动退回',
      console: '在微信商户平台发起',
    },
    refundedPart: '部分退款',
    refundedAll: '已全额退款',
  },
  en: {
    order: {
      created: 'Created',
      payable: 'To be paid',
      paid: 'Paid',
      closing: 'Closing',
      closed: 'Closed',
      disputed: 'Disputed',
      refunding: 'Going back',
    },
    refund: {
      'awaiting-approval': 'To approve',
      requested: 'Requested',
      processing: 'On its way',
      succeeded: 'Arrived',
      closed: 'Closed',
      abnormal: 'Abnormal',
      disputed: 'Disputed',
    },
    refundKind: {
      asked: 'Asked for',
      late: 'Came late, goes back by itself',
      surplus: 'Paid twice, goes back by itself',
      console: 'Made at WeChat Pay itself',
    },
    refundedPart: 'Partly refunded',
    refundedAll: 'Refunded',
  },
});
