import type { MerchantOrderDetail } from '@yifen/contract';

/** What of an order's payment went back, is going back, and can still go back; in fen. */
export interface OrderSums {
  readonly refundedFen: number;
  readonly pendingFen: number;
  readonly remainingFen: number;
}

/** Adds up the refunds of the payment that the order stands on; closed ones move no money. */
export function sumOrder(order: MerchantOrderDetail): OrderSums {
  const own = order.refunds.filter(
    ({ transactionId, state }) => transactionId === order.transactionId && state !== 'closed',
  );
  const sum = (refunds: typeof own): number =>
    refunds.reduce((total, { amountFen }) => total + amountFen, 0);
  const refundedFen = sum(own.filter(({ state }) => state === 'succeeded'));
  const pendingFen = sum(own) - refundedFen;
  const isPaid = order.state === 'paid' || order.state === 'refunding';
  return {
    refundedFen,
    pendingFen,
    remainingFen: isPaid ? order.amountFen - refundedFen - pendingFen : 0,
  };
}
