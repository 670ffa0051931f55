import { plainBeijingTime } from './beijing-time.ts';
import { type BillLines, type BillText, merchantText } from './bill-text.ts';
import type { FundEntry } from './funds.ts';
import { yuan } from './yuan.ts';

const HEADER =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号';
const SUMMARY_HEADER = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';

/**
 * Writes the movements of one account on one day; `undefined` when there were none.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791908
 */
export function fundFlowBill(entries: readonly FundEntry[], text: BillText): BillLines | undefined {
  if (entries.length === 0) return undefined;
  const incoming = entries.filter(({ fen }) => fen >= 0);
  const outgoing = entries.filter(({ fen }) => fen < 0);
  const total = (moves: readonly FundEntry[]) =>
    yuan(moves.reduce((sum, { fen }) => sum + Math.abs(fen), 0));
  return {
    header: HEADER,
    rows: entries.map((entry) => [
      plainBeijingTime(entry.atMs),
      entry.number,
      entry.flowNumber,
      entry.name,
      entry.kind,
      entry.fen < 0 ? '支出' : '收入',
      yuan(Math.abs(entry.fen)),
      yuan(entry.balanceFen),
      entry.applicant,
      merchantText(entry.remark, text),
      entry.voucher,
    ]),
    summaryHeader: SUMMARY_HEADER,
    summary: [
      String(entries.length),
      String(incoming.length),
      total(incoming),
      String(outgoing.length),
      total(outgoing),
    ],
  };
}
