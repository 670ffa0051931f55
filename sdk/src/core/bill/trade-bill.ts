import type { BillCells } from './bill-cells.ts';
import type { BillLayout } from './bill-layout.ts';
import type { TradeBillRow, TradeBillSummary } from './bill-rows.ts';

/**
 * The trade bill in all its types (ALL, SUCCESS, REFUND) and ages.
 *
 * @see trade bill, document 4012791907
 */
export const tradeBill: BillLayout<TradeBillRow, TradeBillSummary> = {
  aliases: Object.freeze({
    子商户号: '特约商户号',
    总金额: '应结订单金额',
    代金券或立减优惠金额: '代金券金额',
    企业红包金额: '代金券金额',
    代金券或立减优惠退款金额: '充值券退款金额',
    企业红包退款金额: '充值券退款金额',
    总交易额: '应结订单总金额',
    总退款金额: '退款总金额',
    总代金券或立减优惠退款金额: '充值券退款总金额',
    总企业红包退款金额: '充值券退款总金额',
  }),
  timeColumn: '交易时间',
  countColumn: '总交易单数',
  freeColumns: Object.freeze(['商品名称', '商户数据包']),
  numberColumns: new Set([
    ...['应结订单金额', '代金券金额', '退款金额', '充值券退款金额'],
    ...['手续费', '订单金额', '申请退款金额'],
  ]),
  readRow,
  readSummary: (cells: BillCells) =>
    Object.freeze({
      rows: cells.count('总交易单数'),
      settlementFen: cells.fen('应结订单总金额'),
      refundFen: cells.fen('退款总金额'),
      couponRefundFen: cells.fen('充值券退款总金额'),
      feeMilliFen: cells.milliFen('手续费总金额'),
      amountFen: cells.optionalFen('订单总金额'),
      requestedRefundFen: cells.optionalFen('申请退款总金额'),
    }),
  totals: [
    { column: '应结订单总金额', of: (row) => row.settlementFen, stated: (s) => s.settlementFen },
    { column: '退款总金额', of: (row) => row.refundFen ?? 0, stated: (s) => s.refundFen },
    {
      column: '充值券退款总金额',
      of: (row) => row.couponRefundFen ?? 0,
      stated: (s) => s.couponRefundFen,
    },
    { column: '手续费总金额', of: (row) => row.feeMilliFen, stated: (s) => s.feeMilliFen },
    { column: '订单总金额', of: (row) => row.amountFen ?? 0, stated: (s) => s.amountFen },
    {
      column: '申请退款总金额',
      of: (row) => row.requestedRefundFen ?? 0,
      stated: (s) => s.requestedRefundFen,
    },
  ],
};

function readRow(cells: BillCells): TradeBillRow {
  return {
    tradeTime: cells.text('交易时间'),
    appid: cells.text('公众账号ID'),
    mchid: cells.text('商户号'),
    subMchid: cells.text('特约商户号'),
    deviceId: cells.text('设备号'),
    transactionId: cells.text('微信订单号'),
    outTradeNo: cells.text('商户订单号'),
    openid: cells.text('用户标识'),
    tradeType: cells.text('交易类型'),
    tradeState: cells.text('交易状态'),
    bankType: cells.text('付款银行'),
    currency: cells.text('货币种类'),
    settlementFen: cells.fen('应结订单金额'),
    couponFen: cells.fen('代金券金额'),
    refundAppliedTime: cells.optionalText('退款申请时间'),
    refundSuccessTime: cells.optionalText('退款成功时间'),
    refundId: cells.optionalText('微信退款单号'),
    outRefundNo: cells.optionalText('商户退款单号'),
    refundFen: cells.optionalFen('退款金额'),
    couponRefundFen: cells.optionalFen('充值券退款金额'),
    refundType: cells.optionalText('退款类型'),
    refundState: cells.optionalText('退款状态'),
    description: cells.text('商品名称'),
    attach: cells.text('商户数据包'),
    feeMilliFen: cells.milliFen('手续费'),
    rate: cells.text('费率'),
    amountFen: cells.optionalFen('订单金额'),
    requestedRefundFen: cells.optionalFen('申请退款金额'),
    rateNote: cells.optionalText('费率备注'),
    other: cells.others(knownColumns),
  };
}

const knownColumns: ReadonlySet<string> = new Set([
  ...['交易时间', '公众账号ID', '商户号', '特约商户号', '设备号', '微信订单号', '商户订单号'],
  ...['用户标识', '交易类型', '交易状态', '付款银行', '货币种类', '应结订单金额', '代金券金额'],
  ...['退款申请时间', '退款成功时间', '微信退款单号', '商户退款单号', '退款金额'],
  ...['充值券退款金额', '退款类型', '退款状态', '商品名称', '商户数据包', '手续费', '费率'],
  ...['订单金额', '申请退款金额', '费率备注'],
]);
