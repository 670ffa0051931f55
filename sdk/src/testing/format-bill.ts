/** The columns of a trade bill of type ALL, as WeChat writes them. */
const tradeColumns =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const tradeSummaryColumns =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

/** One trade as a test writes it down. */
export interface Trade {
  readonly outTradeNo: string;
  readonly description: string;
  readonly attach: string;
  readonly amountFen: number;
  /** Absent: a payment. */
  readonly refundFen?: number;
  readonly feeMilliFen: number;
}

/** Writes yuan with two decimals, or five for fees. */
export function yuan(units: number, places: 2 | 5): string {
  const digits = String(Math.abs(units)).padStart(places + 1, '0');
  return `${units < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Writes one row as WeChat does, texts verbatim. */
function formatTrade({ refundFen, ...trade }: Trade): string {
  const refund = refundFen !== undefined;
  const amount = refund ? '0.00' : yuan(trade.amountFen, 2);
  return [
    ...['2026-01-01 10:00:00', 'wxd678efh567hg6787', '1900000001', '0', '', '4200000000000001'],
    ...[trade.outTradeNo, 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'JSAPI'],
    ...[refund ? 'REFUND' : 'SUCCESS', 'OTHERS', 'CNY', amount, '0.00'],
    ...(refund ? ['5030', 'R1', yuan(refundFen, 2), '0.00', 'ORIGINAL', 'SUCCESS'] : []),
    ...(refund ? [] : ['0', '0', '0.00', '0.00', '', '']),
    ...[trade.description, trade.attach, yuan(trade.feeMilliFen, 5), '0.60%', amount],
    ...[refund ? yuan(refundFen, 2) : '0.00', ''],
  ]
    .map((value) => `\`${value}`)
    .join(',');
}

/** Writes a whole trade bill of type ALL. */
export function formatBill(trades: readonly Trade[]): string {
  const sum = (of: (trade: Trade) => number) => trades.reduce((all, one) => all + of(one), 0);
  const paid = yuan(
    sum((trade) => (trade.refundFen === undefined ? trade.amountFen : 0)),
    2,
  );
  const refunded = yuan(
    sum((trade) => trade.refundFen ?? 0),
    2,
  );
  const fees = yuan(
    sum((trade) => trade.feeMilliFen),
    5,
  );
  const summary = [String(trades.length), paid, refunded, '0.00', fees, paid, refunded];
  const lines = [tradeColumns, ...trades.map(formatTrade), tradeSummaryColumns];
  return `\uFEFF${lines.join('\r\n')}\r\n${summary.map((value) => `\`${value}`).join(',')}\r\n`;
}
