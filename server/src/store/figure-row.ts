import type { Figures } from '../ports.ts';

/** The columns that hold figures, in one order. */
export const figureColumns = 'created, prepaid, paid, payments, paid_fen, refunds, refunded_fen';

/** What is summed. */
export interface FigureSums {
  created: number;
  prepaid: number;
  paid: number;
  payments: number;
  paid_fen: number;
  refunds: number;
  refunded_fen: number;
}

/** The figures that a row holds. */
export function figuresFromRow(row: FigureSums): Figures {
  return {
    created: row.created,
    prepaid: row.prepaid,
    paid: row.paid,
    payments: row.payments,
    paidFen: row.paid_fen,
    refunds: row.refunds,
    refundedFen: row.refunded_fen,
  };
}
