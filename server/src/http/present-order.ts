import type { Static } from '@fastify/type-provider-typebox';
import type { Order as ContractOrder } from '@yifen/contract';
import type { Order } from '../ports.ts';
import type { OrderSchema } from './schemas.ts';

/** An order as its payer sees it: the schema's type, which is the contract's. */
export type OrderAnswer = Static<typeof OrderSchema>;

/** Shows an order to its payer: nothing of the merchant's side, times as RFC 3339. */
export function presentOrder(order: Order): OrderAnswer {
  return {
    id: order.id,
    outTradeNo: order.outTradeNo,
    state: order.state,
    amountFen: order.amountFen,
    description: order.description,
    items: order.items.map(({ productId, name, quantity, priceFen }) => ({
      productId,
      name,
      quantity,
      priceFen,
    })),
    createdAt: rfc3339(order.createdAtMs),
    expiresAt: rfc3339(order.expiresAtMs),
    ...(order.paidAtMs === null ? {} : { paidAt: rfc3339(order.paidAtMs) }),
    ...(order.transactionId === null ? {} : { transactionId: order.transactionId }),
  } satisfies ContractOrder;
}

/** Writes a time as RFC 3339 in UTC. */
export function rfc3339(atMs: number): string {
  return new Date(atMs).toISOString();
}
