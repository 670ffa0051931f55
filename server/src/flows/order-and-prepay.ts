import type { Order, Ports } from '../ports.ts';
import { readAgain } from './commit-order.ts';
import { type OrderWish, takeOrder } from './create-order.ts';
import { type PreparedPayment, preparePayment } from './prepay-order.ts';
import { Refusal } from './refusal.ts';

/** An order that stands and cannot be paid yet, and why. */
export interface UnpreparedOrder {
  readonly order: Order;
  readonly refusal: Refusal;
}

/**
 * Orders and prepays at once, for a payer who is about to pay. The order and the intent to place it at WeChat are
 * kept by one commit, then WeChat is called, then the result is kept.
 *
 * An order that WeChat does not take now is no failure: it stands, and is prepaid later as any other. The same key
 * with the same items is the same order, and the call goes on where the first one ended.
 *
 * @throws Refusal those of `createOrder`; nothing was ordered
 */
export async function orderAndPrepay(
  ports: Ports,
  wish: OrderWish,
): Promise<PreparedPayment | UnpreparedOrder> {
  const { order, isNew } = await takeOrder(ports, wish, { isIntended: true });
  try {
    return await preparePayment(ports, order, { isIntended: isNew });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { order: await readAgain(ports, order), refusal: error };
  }
}
