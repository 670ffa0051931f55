import type { Api } from './create-api';
import { isSettled } from './judge-payment';
import type { Order } from './payer-api';
import type { PaymentReturnKind } from './request-payment';
import type { System } from './system';
import { YifenError } from './yifen-error';

/**
 * How long to wait before each question, in milliseconds, by what the cashier said. The server
 * asks WeChat at most once per second per order: a question sooner than that learns nothing new.
 */
export const confirmWaitsMs: Readonly<Record<PaymentReturnKind, readonly number[]>> = Object.freeze(
  {
    ok: [0, 1100, 1500, 2000, 3000, 4000],
    never: [0, 1100, 2000, 3000],
    unknown: [0, 1100, 2000],
    cancel: [0, 1100],
    'not-permitted': [0],
    'bad-params': [0],
  },
);

/** Reads one order; with `confirm` the server asks WeChat first while it can still be paid. */
export function readOrder(api: Api, orderId: string, confirm: boolean): Promise<Order> {
  const query = confirm ? { confirm: 'true' } : {};
  return api('GET', `/v1/orders/${encodeURIComponent(orderId)}`, { query });
}

/**
 * Asks the server until the order is settled or the waits are used up; it never rejects.
 *
 * @returns the last statement, or null when no question was answered.
 */
export async function confirmOrder(
  api: Api,
  system: System,
  orderId: string,
  waitsMs: readonly number[],
): Promise<Order | null> {
  let last: Order | null = null;
  for (const waitMs of waitsMs) {
    if (waitMs > 0) await system.wait(waitMs);
    try {
      last = await readOrder(api, orderId, true);
      if (isSettled(last.state)) return last;
    } catch (error) {
      // No failure to ask says anything about the money: ask again.
      if (!(error instanceof YifenError)) throw error;
    }
  }
  return last;
}
