import type { Refund } from '../platform/refund.ts';
import type { Sale } from '../platform/sale.ts';
import type { TradeDay } from '../platform/trade-bill.ts';
import type { FaultBoard } from './fault-board.ts';

/**
 * Lets the faults that are on change what a trade bill is written from; its summary and its hash agree with
 * what it then says, as they would if WeChat itself had erred.
 */
export function spoilTradeDay(faults: FaultBoard, day: TradeDay): TradeDay {
  let { sales, refunds } = day;
  if (faults.strike('bill.drop-row') !== undefined) {
    if (sales.length > 0) sales = sales.slice(1);
    else refunds = refunds.slice(1);
  }
  if (faults.strike('bill.alter-row') !== undefined) {
    if (sales.length > 0) sales = onFirst(sales, oneFenMore);
    else refunds = onFirst(refunds, refundOneFenMore);
  }
  const [model] = day.sales;
  if (model !== undefined && faults.strike('bill.extra-row') !== undefined) {
    sales = [...sales, stranger(model)];
  }
  return { ...day, sales, refunds };
}

function onFirst<T>(list: readonly T[], change: (one: T) => T): readonly T[] {
  return list.map((one, index) => (index === 0 ? change(one) : one));
}

const oneFenMore = (sale: Sale): Sale => ({ ...sale, totalFen: sale.totalFen + 1 });

function refundOneFenMore(refund: Refund): Refund {
  const { request } = refund;
  const amount = { ...request.amount, refund: request.amount.refund + 1 };
  return { ...refund, request: { ...request, amount } };
}

/** A payment like another, of an order that nobody placed. */
function stranger(model: Sale): Sale {
  const transaction_id = [...model.transaction_id].reverse().join('');
  return { ...model, transaction_id, out_trade_no: `X${model.out_trade_no.slice(1)}` };
}
