import type { Bill, WechatPay } from '@yifen/wechatpay';
import type { BillReader, BillReading } from '../ports.ts';
import { lineFromFundRow, lineFromTradeRow } from './bill-lines.ts';
import { platformFailure } from './platform-failure.ts';

/** Reads WeChat's bills through the SDK, which checks hash and summary; nothing of a file is kept. */
export function readBills({ bills }: Pick<WechatPay, 'bills'>): BillReader {
  return {
    readTradeBill: (bill_date) =>
      reading(bills.trade({ bill_date, tar_type: 'GZIP' }), lineFromTradeRow),
    readFundFlowBill: (bill_date) =>
      reading(bills.fundFlow({ bill_date, tar_type: 'GZIP' }), lineFromFundRow),
  };
}

function reading<Row, Line>(
  bill: Bill<Row, unknown>,
  translate: (row: Row) => Line,
): BillReading<Line> {
  async function* lines(): AsyncGenerator<Line, void> {
    try {
      for await (const row of bill) yield translate(row);
    } catch (error) {
      throw platformFailure(error);
    }
  }
  return { lines: lines(), file: () => bill.file ?? null };
}
