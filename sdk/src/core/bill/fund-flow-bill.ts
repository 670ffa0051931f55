import { BillError } from '../errors/bill-error.ts';
import type { BillCells } from './bill-cells.ts';
import type { BillLayout } from './bill-layout.ts';
import type { FundFlowRow, FundFlowSummary } from './bill-rows.ts';

/**
 * The fund-flow bill of a merchant or of a sub-merchant. Full-width parentheses of old files are read as plain ones.
 *
 * @see fund-flow bill, document 4012791908
 */
export const fundFlowBill: BillLayout<FundFlowRow, FundFlowSummary> = {
  aliases: Object.freeze({}),
  timeColumn: '记账时间',
  countColumn: '资金流水总笔数',
  freeColumns: Object.freeze(['备注']),
  numberColumns: new Set(['收支金额(元)', '账户结余(元)']),
  readRow: (cells: BillCells) => ({
    bookedTime: cells.text('记账时间'),
    businessId: cells.text('微信支付业务单号'),
    flowId: cells.text('资金流水单号'),
    businessName: cells.text('业务名称'),
    businessType: cells.text('业务类型'),
    direction: readDirection(cells.text('收支类型')),
    amountFen: cells.fen('收支金额(元)'),
    balanceFen: cells.fen('账户结余(元)'),
    applicant: cells.text('资金变更提交申请人'),
    note: cells.text('备注'),
    voucherId: cells.text('业务凭证号'),
    other: cells.others(knownColumns),
  }),
  readSummary: (cells: BillCells) =>
    Object.freeze({
      rows: cells.count('资金流水总笔数'),
      inCount: cells.count('收入笔数'),
      inFen: cells.fen('收入金额'),
      outCount: cells.count('支出笔数'),
      outFen: cells.fen('支出金额'),
    }),
  totals: [
    { column: '收入笔数', of: (row) => Number(row.direction === 'in'), stated: (s) => s.inCount },
    {
      column: '收入金额',
      of: (row) => (row.direction === 'in' ? row.amountFen : 0),
      stated: (s) => s.inFen,
    },
    { column: '支出笔数', of: (row) => Number(row.direction === 'out'), stated: (s) => s.outCount },
    {
      column: '支出金额',
      of: (row) => (row.direction === 'out' ? row.amountFen : 0),
      stated: (s) => s.outFen,
    },
  ],
};

function readDirection(text: string): 'in' | 'out' {
  if (text === '收入') return 'in';
  if (text === '支出') return 'out';
  throw new BillError('BILL_MALFORMED', '收支类型 is neither 收入 nor 支出');
}

const knownColumns: ReadonlySet<string> = new Set([
  ...['记账时间', '微信支付业务单号', '资金流水单号', '业务名称', '业务类型', '收支类型'],
  ...['收支金额(元)', '账户结余(元)', '资金变更提交申请人', '备注', '业务凭证号'],
]);
