import type { Bill, TradeBillRow, WechatPay } from '@yifen/wechatpay';
import type { BillReader, BillReading } from '../ports.ts';
import { lineFromFundRow, lineFromTradeRow } from './bill-lines.ts';
import { platformFailure } from './platform-failure.ts';

/**
 * Reads WeChat's bills through the SDK, which checks hash and summary; nothing of a file is kept.
 *
 * @param sub_mchid Of a service provider's sub-merchant, whose bills alone are read; null: the merchant itself.
 */
export function readBills(
  { bills }: Pick<WechatPay, 'bills'>,
  sub_mchid: string | null,
): BillReader {
  const sub = sub_mchid === null ? {} : { sub_mchid };
  return {
    readTradeBill: (bill_date) =>
      reading(bills.trade({ bill_date, tar_type: 'GZIP', ...sub }), (row) =>
        // The bill of a service provider has the payments of all its sub-merchants: they are in other books.
        isOf(row, sub_mchid) ? lineFromTradeRow(row) : { kind: 'other' },
      ),
    readFundFlowBill: (bill_date) => {
      const bill =
        sub_mchid === null
          ? bills.fundFlow({ bill_date, tar_type: 'GZIP' })
          : bills.subMerchantFundFlow({ bill_date, sub_mchid, account_type: 'BASIC' });
      return reading(bill, lineFromFundRow);
    },
  };
}

/** In direct mode the sub-merchant is `0`. */
function isOf({ subMchid }: TradeBillRow, wanted: string | null): boolean {
  return wanted === null ? subMchid === '0' || subMchid === '' : subMchid === wanted;
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
