import type { Funds } from './funds.ts';
import type { Memory } from './memory.ts';
import type { Sale } from './sale.ts';
import { yuan } from './yuan.ts';

/** Every payment that was taken, whatever kind of order it was for. */
export interface SalesBook {
  /** Keeps the sale and credits its merchant, less the fee. */
  add(sale: Sale): void;
  byTransaction(transactionId: string): Sale | undefined;
  byNumber(outTradeNo: string): Sale | undefined;
  /** In the order of payment. */
  list(): readonly Sale[];
  /** The merchant whose money it is. */
  ownerOf(sale: Sale): string;
}

/** Creates an empty book; `mchid` is the simulated merchant. */
export function createSalesBook(mchid: string, funds: Funds, memory: Memory): SalesBook {
  const byTransaction = memory.map<string, Sale>('sales');
  const byNumber = memory.map<string, Sale>('sales.byNumber');
  const ownerOf = ({ subMchid }: Sale) => subMchid ?? mchid;
  return Object.freeze({
    add(sale: Sale) {
      byTransaction.set(sale.transaction_id, sale);
      byNumber.set(sale.out_trade_no, sale);
      const entry = {
        mchid: ownerOf(sale),
        account: 'BASIC',
        number: sale.transaction_id,
        flowNumber: sale.transaction_id,
        applicant: 'system',
        voucher: sale.out_trade_no,
      } as const;
      const remark = `结算总金额${yuan(sale.totalFen)}元;含手续费${yuan(sale.feeFen)}元`;
      funds.move({ ...entry, name: '交易', kind: '交易', fen: sale.totalFen, remark });
      if (sale.feeFen === 0) return;
      const fee = { name: '扣除交易手续费', kind: '扣除交易手续费', fen: -sale.feeFen };
      funds.move({ ...entry, ...fee, remark });
    },
    byTransaction: (id: string) => byTransaction.get(id),
    byNumber: (outTradeNo: string) => byNumber.get(outTradeNo),
    list: () => [...byTransaction.values()],
    ownerOf,
  });
}
