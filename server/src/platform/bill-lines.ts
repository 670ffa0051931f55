import type { FundFlowRow, TradeBillRow } from '@yifen/wechatpay';
import type { BillRefundStatus, FundLine, TradeLine } from '../ledger/bill-line.ts';

/** What a row of a trade bill says, in our names. Old layouts lack the order's amount: then it is what was settled. */
export function lineFromTradeRow(row: TradeBillRow): TradeLine {
  const { outTradeNo, transactionId, feeMilliFen } = row;
  const common = { atMs: readBillTime(row.tradeTime), outTradeNo, transactionId, feeMilliFen };
  if (row.tradeState === 'SUCCESS') {
    const { settlementFen } = row;
    const amountFen = row.amountFen ?? settlementFen;
    return { kind: 'payment', ...common, amountFen, settlementFen };
  }
  if (row.tradeState !== 'REFUND') return { kind: 'other' };
  const settlementFen = row.refundFen ?? 0;
  return {
    kind: 'refund',
    ...common,
    outRefundNo: row.outRefundNo ?? '',
    refundId: row.refundId ?? '',
    status: refundStatuses.get(row.refundState ?? '') ?? 'other',
    amountFen: row.requestedRefundFen ?? settlementFen,
    settlementFen,
  };
}

/** What a row of a fund-flow bill says, in our names. */
export function lineFromFundRow({ businessName, businessType, ...row }: FundFlowRow): FundLine {
  const amountFen = row.direction === 'in' ? row.amountFen : -row.amountFen;
  const words = `${businessType} ${businessName}`;
  // The fee of a trade is named after the trade as well.
  if (words.includes('手续费')) return { kind: 'fee', amountFen };
  if (businessType === '退款') return { kind: 'refund', amountFen };
  if (businessType === '交易') return { kind: 'payment', amountFen };
  return { kind: 'other', amountFen };
}

/** A bill's words for the state of a refund are not the API's. @see trade bill, document 4012791907 */
const refundStatuses: ReadonlyMap<string, BillRefundStatus> = new Map([
  ['PROCESSING', 'processing'],
  ['SUCCESS', 'succeeded'],
  ['FAIL', 'closed'],
  ['CHANGE', 'abnormal'],
]);

/** `yyyy-MM-dd HH:mm:ss` in Beijing. */
function readBillTime(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}+08:00`);
}
