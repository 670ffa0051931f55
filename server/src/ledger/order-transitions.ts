import type { OrderState } from './order.ts';

/** What can happen to an order. */
export type OrderEventName =
  | 'create'
  | 'prepay'
  | 'renew'
  | 'pay'
  | 'begin-close'
  | 'close'
  | 'return'
  | 'refund'
  | 'dispute'
  | 'uphold'
  | 'dismiss';

/** One arrow of the state table: from which state, on what, to which state. */
export type OrderTransition = readonly [
  from: OrderState | null,
  event: OrderEventName,
  to: OrderState,
];

/**
 * Every arrow an order may take; there are no others.
 *
 * `prepay` from `payable` renews an expired `prepay_id`. `renew` changes the amount: what WeChat knew of
 * the order is closed there, and it goes on as if it were new. `close` without `begin-close` happens when
 * WeChat never heard of the order or says by itself that it is closed. `pay` from `closing` and
 * `closed` is late money that is kept and announced; `return` begins to give it back instead, and
 * `refund` ends that: the order is closed as if nothing had come. Only a person leaves `disputed`:
 * `uphold` when WeChat's present word agrees with the order after all, `dismiss` to let it go.
 */
export const ORDER_TRANSITIONS: readonly OrderTransition[] = Object.freeze([
  [null, 'create', 'created'],
  ['created', 'prepay', 'payable'],
  ['created', 'renew', 'created'],
  ['created', 'begin-close', 'closing'],
  ['created', 'close', 'closed'],
  ['created', 'pay', 'paid'],
  ['created', 'dispute', 'disputed'],
  ['payable', 'prepay', 'payable'],
  ['payable', 'renew', 'created'],
  ['payable', 'begin-close', 'closing'],
  ['payable', 'close', 'closed'],
  ['payable', 'pay', 'paid'],
  ['payable', 'dispute', 'disputed'],
  ['closing', 'close', 'closed'],
  ['closing', 'pay', 'paid'],
  ['closing', 'return', 'refunding'],
  ['closing', 'dispute', 'disputed'],
  ['closed', 'pay', 'paid'],
  ['closed', 'return', 'refunding'],
  ['closed', 'dispute', 'disputed'],
  ['paid', 'dispute', 'disputed'],
  ['refunding', 'refund', 'closed'],
  ['refunding', 'dispute', 'disputed'],
  ['disputed', 'uphold', 'paid'],
  ['disputed', 'dismiss', 'closed'],
]);

/**
 * Follows one arrow of {@link ORDER_TRANSITIONS}.
 *
 * @throws RangeError when there is no such arrow: a defect of the caller, never of the data.
 */
export function followTransition(from: OrderState | null, event: OrderEventName): OrderState {
  const found = ORDER_TRANSITIONS.find((arrow) => arrow[0] === from && arrow[1] === event);
  if (!found) throw new RangeError(`no arrow "${event}" leaves the order state "${from}"`);
  return found[2];
}
