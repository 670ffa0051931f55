import type { FieldTable } from './field-rules.ts';

const mchid = {
  type: 'text',
  label: '商户号',
  required: true,
  max: 32,
  pattern: /^[0-9]+$/,
} as const;

const outTradeNo = {
  type: 'text',
  label: '商户订单号',
  required: true,
  min: 6,
  max: 32,
  pattern: /^[0-9a-zA-Z_\-|*]+$/,
  patternText: String.raw`^[0-9a-zA-Z_\-\|\*]+$`,
} as const;

/** What the live validator accepts: http and https, no query, no fragment, no white space. */
const NOTIFY_URL = /^https?:\/\/([^\s/?#[\]@]+@)?([^\s/?#@:]+)(?::\d{2,5})?([^\s?#[\]]*)$/;

const NOTIFY_URL_TEXT = String.raw`^https?://([^\s/?#\[\]\@]+\@)?([^\s/?#\@:]+)(?::\d{2,5})?([^\s?#\[\]]*)$`;

const optionalText = (label: string, max: number) => ({ type: 'text', label, max }) as const;
const requiredText = (label: string, max: number) =>
  ({ ...optionalText(label, max), required: true }) as const;

const goodsDetail: FieldTable = {
  merchant_goods_id: requiredText('商户侧商品编码', 32),
  wechatpay_goods_id: optionalText('微信支付商品编码', 32),
  goods_name: optionalText('商品名称', 256),
  quantity: { type: 'integer', label: '商品数量', required: true, min: 1 },
  unit_price: { type: 'integer', label: '商品单价', required: true, min: 0 },
};

/**
 * The body of a direct JSAPI prepay request.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791897
 */
export const prepayFields: FieldTable = {
  appid: requiredText('公众账号ID', 32),
  mchid,
  description: requiredText('商品描述', 127),
  out_trade_no: outTradeNo,
  time_expire: optionalText('支付结束时间', 64),
  attach: optionalText('附加数据', 128),
  notify_url: {
    ...requiredText('商户回调地址', 255),
    pattern: NOTIFY_URL,
    patternText: NOTIFY_URL_TEXT,
  },
  goods_tag: optionalText('订单优惠标记', 32),
  limit_pay: {
    type: 'list',
    label: '指定支付方式',
    min: 1,
    item: {
      type: 'text',
      label: '指定支付方式',
      max: 32,
      pattern: /^(no_balance|no_credit|no_debit|balance_only)$/,
    },
  },
  support_fapiao: { type: 'boolean', label: '电子发票入口开放标识' },
  amount: {
    type: 'object',
    label: '订单金额',
    required: true,
    fields: {
      total: { type: 'integer', label: '总金额', required: true, min: 1 },
      currency: { ...optionalText('货币类型', 16), pattern: /^CNY$/ },
    },
  },
  payer: {
    type: 'object',
    label: '支付者信息',
    required: true,
    fields: { openid: requiredText('用户标识', 128) },
  },
  detail: {
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
  },
  scene_info: {
    type: 'object',
    label: '场景信息',
    fields: {
      payer_client_ip: requiredText('用户终端IP', 45),
      device_id: optionalText('商户端设备号', 32),
      store_info: {
        type: 'object',
        label: '商户门店信息',
        fields: {
          id: requiredText('门店编号', 32),
          name: optionalText('门店名称', 256),
          area_code: optionalText('地区编码', 32),
          address: optionalText('详细地址', 512),
        },
      },
    },
  },
  settle_info: {
    type: 'object',
    label: '结算信息',
    fields: { profit_sharing: { type: 'boolean', label: '分账标识' } },
  },
};

/** The body of a close request. */
export const closeFields: FieldTable = { mchid };

/** The path and query of a query by the merchant's number. */
export const queryByNumberFields: FieldTable = { out_trade_no: outTradeNo, mchid };

/** The path and query of a query by WeChat's number. */
export const queryByTransactionFields: FieldTable = {
  transaction_id: requiredText('微信支付订单号', 32),
  mchid,
};

/** The path of a close request. */
export const closePathFields: FieldTable = { out_trade_no: outTradeNo };

/** The query of a certificate download. */
export const certificateFields: FieldTable = {
  algorithm_type: { ...optionalText('算法类型', 8), pattern: /^(RSA|SM2|ALL)$/ },
};
