import { plainBeijingTime } from './beijing-time.ts';
import { type BillLines, type BillText, merchantText } from './bill-text.ts';
import { type Refund, refundStatus, refundSuccessMs } from './refund.ts';
import { FEE_RATE, type Sale } from './sale.ts';
import { yuan } from './yuan.ts';

/** Which rows a trade bill has. */
export type TradeBillType = (typeof tradeBillTypes)[number];

/** Every type of trade bill. */
export const tradeBillTypes = ['ALL', 'SUCCESS', 'REFUND'] as const;

/** What a trade bill is written from: the payments and the accepted refunds of one day. */
export interface TradeDay {
  readonly mchid: string;
  readonly sales: readonly Sale[];
  readonly refunds: readonly Refund[];
  /** The moment the bill is a picture of. */
  readonly snapshotMs: number;
  readonly text: BillText;
}

const COMMON =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额';
const REFUND_COLUMNS = '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态';

const HEADER: Readonly<Record<TradeBillType, string>> = {
  ALL: `${COMMON},${REFUND_COLUMNS},商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注`,
  SUCCESS: `${COMMON},商品名称,商户数据包,手续费,费率,订单金额,费率备注`,
  REFUND: `${COMMON},退款申请时间,退款成功时间,${REFUND_COLUMNS},商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注`,
};

const SUMMARY_HEADER =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

/** The state of a refund in a bill, where it is not spelled as in the API. */
const BILL_STATUS = {
  PROCESSING: 'PROCESSING',
  SUCCESS: 'SUCCESS',
  CLOSED: 'FAIL',
  ABNORMAL: 'CHANGE',
} as const;

/**
 * Writes the trade bill of a day; `undefined` when nothing happened.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791907
 */
export function tradeBill(day: TradeDay, type: TradeBillType): BillLines | undefined {
  const sales = type === 'REFUND' ? [] : day.sales;
  const refunds = type === 'SUCCESS' ? [] : day.refunds;
  if (sales.length + refunds.length === 0) return undefined;
  const rows = [
    ...sales.map((sale) => ({ atMs: sale.paidAtMs, cells: saleRow(sale, day, type) })),
    ...refunds.map((refund) => ({ atMs: refund.createdAtMs, cells: refundRow(refund, day, type) })),
  ].sort((a, b) => a.atMs - b.atMs);
  const salesFen = sum(sales.map(({ totalFen }) => totalFen));
  const refundsFen = sum(refunds.map(({ request }) => request.amount.refund));
  const feesFen = sum([...sales.map(({ feeFen }) => feeFen), ...refunds.map((r) => -r.feeFen)]);
  return {
    header: HEADER[type],
    rows: rows.map(({ cells }) => cells),
    summaryHeader: SUMMARY_HEADER,
    summary: [
      String(rows.length),
      yuan(salesFen),
      yuan(refundsFen),
      '0.00',
      fee(feesFen),
      yuan(salesFen),
      yuan(refundsFen),
    ],
  };
}

function saleRow(sale: Sale, day: TradeDay, type: TradeBillType): string[] {
  const total = yuan(sale.totalFen);
  const { description, attach, feeFen } = sale;
  const texts = [merchantText(description, day.text), merchantText(attach, day.text)];
  return [
    ...commonCells(sale, day, sale.paidAtMs, 'SUCCESS', total),
    ...(type === 'ALL' ? ['0', '0', '0.00', '0.00', '', ''] : []),
    ...[...texts, fee(feeFen), FEE_RATE, total],
    ...(type === 'ALL' ? ['0.00'] : []),
    '',
  ];
}

function refundRow(refund: Refund, day: TradeDay, type: TradeBillType): string[] {
  const { sale, request, createdAtMs, feeFen } = refund;
  const amount = yuan(request.amount.refund);
  const successMs = refundSuccessMs(refund, day.snapshotMs);
  const times = [
    plainBeijingTime(createdAtMs),
    successMs === undefined ? '' : plainBeijingTime(successMs),
  ];
  const status = BILL_STATUS[refundStatus(refund, day.snapshotMs)];
  const ids = [refund.refund_id, request.out_refund_no];
  const texts = [merchantText(sale.description, day.text), merchantText(sale.attach, day.text)];
  return [
    ...commonCells(sale, day, createdAtMs, 'REFUND', '0.00'),
    ...(type === 'REFUND' ? times : []),
    ...[...ids, amount, '0.00', refund.channel, status],
    ...[...texts, fee(-feeFen), FEE_RATE, '0.00', amount, ''],
  ];
}

function commonCells(
  sale: Sale,
  { mchid }: TradeDay,
  atMs: number,
  state: string,
  settled: string,
): string[] {
  return [
    plainBeijingTime(atMs),
    sale.appid,
    mchid,
    sale.subMchid ?? '0',
    sale.deviceId,
    sale.transaction_id,
    sale.out_trade_no,
    sale.openid,
    sale.tradeType,
    state,
    'OTHERS',
    'CNY',
    settled,
    '0.00',
  ];
}

/** Fees have five decimals. */
function fee(fen: number): string {
  return `${yuan(fen)}000`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
