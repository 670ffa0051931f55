import type { Product } from '../../platform/order.ts';
import type { FieldTable } from '../field-rules.ts';
import {
  fen,
  mchidField,
  optionalCurrency,
  optionalText,
  optionalWord,
  outTradeNoField,
  partnerMchids,
  requiredNotifyUrl,
  requiredText,
  requiredWord,
} from './shared-fields.ts';

/** Who calls: a merchant for itself, or a partner for a sub-merchant. */
export type Mode = 'direct' | 'partner';

const parties: Readonly<Record<Mode, FieldTable>> = {
  direct: { appid: requiredText('公众账号ID', 32), mchid: mchidField },
  partner: {
    sp_appid: requiredText('服务商应用ID', 32),
    sp_mchid: { ...mchidField, label: '服务商户号' },
    sub_appid: optionalText('子商户应用ID', 32),
    sub_mchid: { ...mchidField, label: '子商户号' },
  },
};

const payers: Readonly<Record<Mode, FieldTable>> = {
  direct: { openid: requiredText('用户标识', 128) },
  partner: {
    sp_openid: optionalText('用户服务标识', 128),
    sub_openid: optionalText('用户子标识', 128),
  },
};

const goodsDetail: FieldTable = {
  merchant_goods_id: requiredText('商户侧商品编码', 32),
  wechatpay_goods_id: optionalText('微信支付商品编码', 32),
  goods_name: optionalText('商品名称', 256),
  quantity: { type: 'integer', label: '商品数量', required: true, min: 1 },
  unit_price: fen('商品单价', 0),
};

/** The discount part of an order, plain or combined. */
export const detailField = {
  type: 'object',
  label: '优惠功能',
  max: 6144,
  fields: {
    cost_price: { type: 'integer', label: '订单原价', min: 0 },
    invoice_id: optionalText('商品小票ID', 32),
    goods_detail: {
      type: 'list',
      label: '单品列表',
      min: 1,
      item: { type: 'object', label: '单品', fields: goodsDetail },
    },
  },
} as const;

/** The ways of paying that a merchant may rule out. */
export const limitPayField = {
  type: 'list',
  label: '指定支付方式',
  min: 1,
  item: optionalWord('指定支付方式', 'no_balance', 'no_credit', 'no_debit', 'balance_only'),
} as const;

const storeInfo = {
  type: 'object',
  label: '商户门店信息',
  fields: {
    id: requiredText('门店编号', 32),
    name: optionalText('门店名称', 256),
    area_code: optionalText('地区编码', 32),
    address: optionalText('详细地址', 512),
  },
} as const;

const h5Info = {
  type: 'object',
  label: 'H5场景信息',
  required: true,
  fields: {
    type: requiredWord('场景类型', 'Wap', 'iOS', 'Android'),
    app_name: optionalText('应用名称', 64),
    app_url: optionalText('网站URL', 128),
    bundle_id: optionalText('iOS平台BundleID', 128),
    package_name: optionalText('Android平台PackageName', 128),
  },
} as const;

/** The scene of an order; a mobile browser must say where it is. */
export function sceneInfoField(product: Product) {
  const fields: FieldTable = {
    payer_client_ip: requiredText('用户终端IP', 45),
    device_id: optionalText('商户端设备号', 32),
    store_info: storeInfo,
    ...(product === 'h5' ? { h5_info: h5Info } : {}),
  };
  return { type: 'object', label: '场景信息', required: product === 'h5', fields } as const;
}

/**
 * The body of a prepay request.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791897
 */
export function prepayFields(product: Product, mode: Mode): FieldTable {
  const payer = {
    type: 'object',
    label: '支付者信息',
    required: true,
    fields: payers[mode],
  } as const;
  return {
    ...parties[mode],
    description: requiredText('商品描述', 127),
    out_trade_no: outTradeNoField,
    time_expire: optionalText('支付结束时间', 64),
    attach: optionalText('附加数据', 128),
    notify_url: requiredNotifyUrl,
    goods_tag: optionalText('订单优惠标记', 32),
    limit_pay: limitPayField,
    support_fapiao: { type: 'boolean', label: '电子发票入口开放标识' },
    amount: {
      type: 'object',
      label: '订单金额',
      required: true,
      fields: { total: fen('总金额', 1), currency: optionalCurrency },
    },
    ...(product === 'jsapi' ? { payer } : {}),
    detail: detailField,
    scene_info: sceneInfoField(product),
    settle_info: {
      type: 'object',
      label: '结算信息',
      fields: {
        profit_sharing: { type: 'boolean', label: '分账标识' },
        ...(mode === 'partner'
          ? { subsidy_amount: { type: 'integer', label: '补差金额', min: 0 } }
          : {}),
      },
    },
  };
}

/** Who a query or a close names. */
export const ownerFields: Readonly<Record<Mode, FieldTable>> = {
  direct: { mchid: mchidField },
  partner: partnerMchids,
};

/** The path and query of a query by the merchant's number. */
export function queryByNumberFields(mode: Mode): FieldTable {
  return { out_trade_no: outTradeNoField, ...ownerFields[mode] };
}

/** The path and query of a query by WeChat's number. */
export function queryByTransactionFields(mode: Mode): FieldTable {
  return { transaction_id: requiredText('微信支付订单号', 32), ...ownerFields[mode] };
}

/** The path of a close request. */
export const closePathFields: FieldTable = { out_trade_no: outTradeNoField };
