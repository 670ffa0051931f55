import type { Store } from '@yifen/server';

/** Every order that a run has seen, by id, and every number that one had. */
export interface SeenOrders {
  readonly orderIds: Set<string>;
  readonly orderNumbers: Set<string>;
}

/** Notes which order a call of the store was about; what is deleted later was there all the same. */
export function watchEffect(method: string, input: readonly unknown[], seen: SeenOrders): void {
  if (method === 'store.createOrder') {
    const [{ order }] = input as Parameters<Store['createOrder']>;
    seen.orderIds.add(order.id);
  }
  if (method === 'store.commitOrder') {
    const [{ before }] = input as Parameters<Store['commitOrder']>;
    seen.orderNumbers.add(before.outTradeNo);
  }
}
