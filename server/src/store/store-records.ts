import type { Evidence, Order, OrderEvent, OutboxEvent, Refund, RefundEvent } from '../ports.ts';

/** What a store has written down beside the orders; for those who judge it, not for flows. */
export interface StoreRecords {
  /** The order's history, oldest first. */
  history(order: Pick<Order, 'merchantId' | 'id'>): Promise<readonly OrderEvent[]>;
  /** The refund's history, oldest first. */
  refundHistory(refund: Pick<Refund, 'merchantId' | 'id'>): Promise<readonly RefundEvent[]>;
  /** The proven statements about the order and its refunds, in the order they were kept. */
  evidence(order: Order): Promise<readonly Evidence[]>;
  /** How many pieces of each product were sold beyond its stock, by money that came late. */
  oversold(merchantId: string): Promise<Readonly<Record<string, number>>>;
  /** The facts that wait to be announced, of all merchants. */
  outbox(): Promise<readonly OutboxEvent[]>;
}
