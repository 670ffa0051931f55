import type { FundTotals, TradeTotals } from '../ledger/bill-line.ts';
import { createFundCount, judgeFundFlow } from '../ledger/judge-fund-flow.ts';
import type { Ports, Reconciliation } from '../ports.ts';
import type { BillComparison, OnProgress } from './reconcile-trade-bill.ts';
import { ReconciliationProblem } from './reconciliation-problem.ts';

/**
 * Holds what moved on the account against the trade bill of the same day, which has been held against our books.
 *
 * @throws ReconciliationProblem `TRADE_BILL_FIRST`
 * @throws PlatformFailure as `reconcileTradeBill`
 */
export async function reconcileFundFlow(
  ports: Ports,
  { merchantId, day }: Pick<Reconciliation, 'merchantId' | 'day'>,
  onProgress: OnProgress = () => undefined,
): Promise<BillComparison<FundTotals>> {
  const trade = await ports.store.findReconciliation({ merchantId, day, bill: 'trade' });
  if (trade?.totals == null || trade.finishedAtMs === null) {
    throw new ReconciliationProblem('TRADE_BILL_FIRST', 'the trade bill of that day comes first');
  }
  const bill = ports.platform.readFundFlowBill(day);
  const count = createFundCount();
  let billRows = 0;
  for await (const line of bill.lines) {
    billRows += 1;
    if (billRows % 10_000 === 0) onProgress({ ourRows: 0, billRows });
    count.read(line);
  }
  onProgress({ ourRows: 0, billRows });
  const totals = count.totals();
  const difference = judgeFundFlow(trade.totals as TradeTotals, totals);
  return { file: bill.file(), totals, differences: difference === null ? [] : [difference] };
}
