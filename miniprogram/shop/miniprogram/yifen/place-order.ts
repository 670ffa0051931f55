import type { Api } from './create-api';
import type { OrderRequestItem, PlacedOrder } from './payer-api';
import type { System } from './system';
import { isOutcomeUnknown } from './yifen-error';

/** Creates an order for these catalogue items, with what the cashier takes if WeChat took it. */
export type PlaceOrder = (items: readonly OrderRequestItem[]) => Promise<PlacedOrder>;

/**
 * Makes the function behind the "buy" button. However often it is tapped, and whatever the network
 * loses, one tap makes at most one order: a second tap for the same items joins the first, and an
 * order whose answer was lost is asked for again with the same idempotency key, now and at the
 * next tap. The server is asked to prepay by the same request: one way less before the cashier opens.
 */
export function createPlaceOrder(api: Api, system: System): PlaceOrder {
  const inFlight = new Map<string, Promise<PlacedOrder>>();
  const openKeys = new Map<string, string>();

  async function place(wanted: string, items: readonly OrderRequestItem[]): Promise<PlacedOrder> {
    const idempotencyKey = openKeys.get(wanted) ?? system.uniqueText();
    openKeys.set(wanted, idempotencyKey);
    const body = { items, prepay: true };
    const send = () => api<PlacedOrder>('POST', '/v1/orders', { body, idempotencyKey });
    try {
      const order = await send().catch((error: unknown) => {
        if (isOutcomeUnknown(error)) return send();
        throw error;
      });
      openKeys.delete(wanted);
      return order;
    } catch (error) {
      if (!isOutcomeUnknown(error)) openKeys.delete(wanted);
      throw error;
    }
  }

  return (items) => {
    const wanted = JSON.stringify(items.map(({ productId, quantity }) => [productId, quantity]));
    const running = inFlight.get(wanted);
    if (running) return running;
    const placing = place(wanted, items).finally(() => inFlight.delete(wanted));
    inFlight.set(wanted, placing);
    return placing;
  };
}
