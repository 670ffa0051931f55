import type { Product } from '../../platform/order.ts';
import type { FieldTable } from '../field-rules.ts';
import { detailField, limitPayField, sceneInfoField } from './order-fields.ts';
import {
  fen,
  mchidField,
  optionalSubMchid,
  optionalText,
  outTradeNoField,
  requiredNotifyUrl,
  requiredText,
  requiredWord,
} from './shared-fields.ts';

const combineOutTradeNo = { ...outTradeNoField, label: '合单商户订单号' } as const;

const subOrder: FieldTable = {
  mchid: { ...mchidField, label: '子单商户号' },
  attach: requiredText('附加数据', 128),
  amount: {
    type: 'object',
    label: '订单金额',
    required: true,
    fields: { total_amount: fen('标价金额', 1), currency: requiredWord('标价币种', 'CNY') },
  },
  out_trade_no: { ...outTradeNoField, label: '子单商户订单号' },
  description: requiredText('商品描述', 127),
  sub_mchid: optionalSubMchid,
  sub_appid: optionalText('子商户应用ID', 32),
  detail: { ...detailField, max: 6144 },
  goods_tag: optionalText('订单优惠标记', 32),
  settle_info: {
    type: 'object',
    label: '结算信息',
    fields: {
      profit_sharing: { type: 'boolean', label: '是否指定分账' },
      subsidy_amount: { type: 'integer', label: '补差金额', min: 0 },
    },
  },
};

/**
 * The body of a combined prepay request.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012556944
 */
export function combineFields(product: Product): FieldTable {
  return {
    combine_appid: requiredText('合单商户appid', 32),
    combine_mchid: { ...mchidField, label: '合单商户号' },
    combine_out_trade_no: combineOutTradeNo,
    scene_info: sceneInfoField(product),
    sub_orders: {
      type: 'list',
      label: '子单信息',
      required: true,
      min: 1,
      item: { type: 'object', label: '子单信息', fields: subOrder },
    },
    combine_payer_info: {
      type: 'object',
      label: '支付者',
      required: product === 'jsapi',
      fields: { openid: requiredText('用户标识', 128) },
    },
    time_start: optionalText('交易起始时间', 64),
    time_expire: optionalText('交易结束时间', 64),
    notify_url: requiredNotifyUrl,
    limit_pay: limitPayField,
  };
}

/** The path of a query or close. */
export const combinePathFields: FieldTable = { combine_out_trade_no: combineOutTradeNo };

/** The body of a close request. */
export const combineCloseFields: FieldTable = {
  combine_appid: requiredText('合单商户appid', 32),
  sub_orders: {
    type: 'list',
    label: '子单信息',
    required: true,
    min: 1,
    item: {
      type: 'object',
      label: '子单信息',
      fields: {
        mchid: { ...mchidField, label: '子单商户号' },
        out_trade_no: { ...outTradeNoField, label: '子单商户订单号' },
        sub_mchid: optionalSubMchid,
        sub_appid: optionalText('子商户应用ID', 32),
      },
    },
  },
};
