import type { CallOptions } from '../../http/call-options.ts';
import type { PlatformClient } from '../create-platform-client.ts';
import { foreignAnswer, malformedAnswer } from '../malformed-answer.ts';
import { checkPaymentKey, type PaymentKey } from './payment-key.ts';
import {
  isShippingOrder,
  type ShippingOrder,
  type ShippingOrderPage,
  type ShippingOrderQuery,
} from './shipping-order.ts';

/** Asks for the shipping state of one payment. @throws ArgumentError, PlatformError, AnswerError */
export async function findShippingOrder(
  client: PlatformClient,
  key: PaymentKey,
  options?: CallOptions,
): Promise<ShippingOrder> {
  checkPaymentKey(key);
  const path = '/wxa/sec/order/get_order';
  const { order } = await client.call({ method: 'POST', path, body: key, options });
  if (!isShippingOrder(order)) throw malformedAnswer('it is not a shipping order');
  for (const name of ['transaction_id', 'merchant_id', 'merchant_trade_no'] as const) {
    if (key[name] !== undefined && key[name] !== order[name]) {
      throw foreignAnswer(`it speaks of another ${name}`);
    }
  }
  return Object.freeze(order);
}

/** Asks for one page of payments. @throws PlatformError, AnswerError */
export async function listShippingOrders(
  client: PlatformClient,
  query: ShippingOrderQuery,
  options?: CallOptions,
): Promise<ShippingOrderPage> {
  const path = '/wxa/sec/order/get_order_list';
  const answer = await client.call({ method: 'POST', path, body: query, options });
  const { last_index = '', has_more, order_list } = answer;
  if (
    typeof last_index !== 'string' ||
    typeof has_more !== 'boolean' ||
    !Array.isArray(order_list) ||
    !order_list.every(isShippingOrder)
  ) {
    throw malformedAnswer('it is not a list of shipping orders');
  }
  return Object.freeze({ last_index, has_more, order_list });
}
