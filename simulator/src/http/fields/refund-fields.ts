import type { FieldTable } from '../field-rules.ts';
import {
  fen,
  optionalNotifyUrl,
  optionalSubMchid,
  optionalText,
  optionalWord,
  outTradeNoField,
  requiredText,
  requiredWord,
} from './shared-fields.ts';

const outRefundNo = {
  ...requiredText('商户退款单号', 64),
  pattern: /^[0-9a-zA-Z_\-|*@]+$/,
  patternText: String.raw`^[0-9a-zA-Z_\-\|\*\@]+$`,
} as const;

const refundGoods: FieldTable = {
  merchant_goods_id: requiredText('商户侧商品编码', 32),
  wechatpay_goods_id: optionalText('微信支付商品编码', 32),
  goods_name: optionalText('商品名称', 256),
  unit_price: fen('商品单价', 0),
  refund_amount: fen('商品退款金额', 0),
  refund_quantity: { type: 'integer', label: '商品退货数量', required: true, min: 1 },
};

/**
 * The body of a refund request.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791903
 */
export const refundFields: FieldTable = {
  sub_mchid: optionalSubMchid,
  transaction_id: optionalText('微信支付订单号', 32),
  out_trade_no: { ...outTradeNoField, required: false },
  out_refund_no: outRefundNo,
  reason: optionalText('退款原因', 80),
  notify_url: { ...optionalNotifyUrl, label: '退款结果回调url', max: 256 },
  funds_account: optionalWord('退款资金来源', 'AVAILABLE', 'UNSETTLED'),
  amount: {
    type: 'object',
    label: '金额信息',
    required: true,
    fields: {
      refund: fen('退款金额', 1),
      from: {
        type: 'list',
        label: '退款出资账户及金额',
        min: 1,
        item: {
          type: 'object',
          label: '出资账户',
          fields: {
            account: requiredWord('出资账户类型', 'AVAILABLE', 'UNAVAILABLE'),
            amount: fen('出资金额', 1),
          },
        },
      },
      total: fen('原订单金额', 1),
      currency: requiredWord('退款币种', 'CNY'),
    },
  },
  goods_detail: {
    type: 'list',
    label: '退款商品',
    min: 1,
    item: { type: 'object', label: '退款商品', fields: refundGoods },
  },
};

/** The path and query of a refund query. */
export const refundQueryFields: FieldTable = {
  out_refund_no: outRefundNo,
  sub_mchid: optionalSubMchid,
};

const BANKS = 'CMB COMM ABC CCB ICBC BOC PAB SPDB CITIC CEB CMBC CIB GDB PSBC NBCB'.split(' ');

/**
 * The body of a request to refund to another account.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791905
 */
export const abnormalRefundFields: FieldTable = {
  sub_mchid: optionalSubMchid,
  out_refund_no: outRefundNo,
  type: requiredWord('异常退款处理方式', 'USER_BANK_CARD', 'MERCHANT_BANK_CARD'),
  bank_type: optionalWord('开户银行', ...BANKS.map((bank) => `${bank}_DEBIT`)),
  bank_account: optionalText('收款银行卡号', 1024),
  real_name: optionalText('收款用户姓名', 1024),
};
