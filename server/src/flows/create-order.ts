import { followTransition } from '../ledger/order-transitions.ts';
import { firstPollAtMs } from '../ledger/poll-slots.ts';
import { type Pricing, priceOrder, type RequestedItem } from '../ledger/price-order.ts';
import type { NewOrder, Order, Ports } from '../ports.ts';
import { Refusal } from './refusal.ts';

export { MAX_ORDER_LINES, MAX_QUANTITY } from '../ledger/price-order.ts';

/** How many random characters follow the `Y` of an order number. */
const NUMBER_LENGTH = 19;

/** Who orders what; there is no way to say an amount. */
export interface OrderWish {
  readonly openid: string;
  readonly items: readonly RequestedItem[];
  /** The same key with the same items is the same order, however often it is sent. */
  readonly idempotencyKey: string | null;
}

/**
 * Makes an order of ours from catalogue prices and reserves the stock. WeChat hears nothing yet.
 *
 * @throws Refusal `no_items`, `quantity_out_of_range`, `product_unknown`, `product_unavailable`,
 *   `amount_out_of_range`, `idempotency_conflict`
 */
export async function createOrder(ports: Ports, wish: OrderWish): Promise<Order> {
  return (await takeOrder(ports, wish, { isIntended: false })).order;
}

/** An order and whether it was made now; else it is that of an earlier request with the same key, as it is now. */
export interface TakenOrder {
  readonly order: Order;
  readonly isNew: boolean;
}

/**
 * Makes an order as {@link createOrder} does, and says whether it is new.
 *
 * @param how.isIntended Records with a new order the intent to place it at WeChat, which the caller does next.
 * @throws Refusal as `createOrder`
 */
export async function takeOrder(
  ports: Ports,
  wish: OrderWish,
  how: { readonly isIntended: boolean },
): Promise<TakenOrder> {
  const { settings, store } = ports;
  const ids = wish.items.map(({ productId }) => productId);
  // Products off the shelf are priced too: a repeated key must find its order whatever became of
  // the product since; a new order is refused by the store.
  const products = await store.findProducts(settings.merchantId, ids);
  const order = placeOrder(ports, wish.openid, refuseUnpriced(priceOrder(wish.items, products)));
  // The payer is about to pay: due when the first question would be, neither the prepay's intent nor its result has
  // to move the order in the index of what is due. One that is not placed at WeChat by then waits until it expires.
  const nowMs = ports.clock.nowMs();
  const nextPollAtMs = firstPollAtMs(order, nowMs);
  const askedAtMs = how.isIntended ? nowMs : null;
  return keepOrder(ports, Object.freeze({ ...order, nextPollAtMs, askedAtMs }), {
    note: null,
    idempotency:
      wish.idempotencyKey === null
        ? null
        : { key: wish.idempotencyKey, inputDigest: digestItems(ports, wish.items) },
  });
}

/**
 * Keeps a new order with its first history line, or finds the one that its key has made before.
 *
 * @throws Refusal `product_unavailable`, `idempotency_conflict`
 */
export async function keepOrder(
  ports: Ports,
  order: Order,
  { note, idempotency }: { readonly note: string | null } & Pick<NewOrder, 'idempotency'>,
): Promise<TakenOrder> {
  const to = followTransition(null, 'create');
  const event = { name: 'create', from: null, to, atMs: order.createdAtMs, note };
  const creation = await ports.store.createOrder({ order, event, idempotency });
  switch (creation.kind) {
    case 'created':
      ports.log.event('order.created', {
        orderId: order.id,
        outTradeNo: order.outTradeNo,
        amountFen: order.amountFen,
      });
      return { order: creation.order, isNew: true };
    case 'replayed':
      return { order: creation.order, isNew: false };
    case 'conflict':
      throw new Refusal('idempotency_conflict');
    case 'sold-out':
      throw new Refusal('product_unavailable', { productId: creation.productId });
  }
}

/** What an order costs, and what it is for. */
export type Priced = Omit<Extract<Pricing, { readonly kind: 'priced' }>, 'kind'>;

function refuseUnpriced(pricing: Pricing): Priced {
  switch (pricing.kind) {
    case 'priced':
      return pricing;
    case 'no-items':
      throw new Refusal('no_items');
    case 'bad-quantity':
      throw new Refusal('quantity_out_of_range', { productId: pricing.productId });
    case 'no-such-product':
      throw new Refusal('product_unknown', { productId: pricing.productId });
    case 'amount-out-of-range':
      throw new Refusal('amount_out_of_range');
  }
}

/** A number that no order has had. */
export function newOrderNumber({ random }: Pick<Ports, 'random'>): string {
  return `Y${random.digits(NUMBER_LENGTH)}`;
}

/** Makes a new order of this merchant; `lifeSeconds` is the merchant's setting unless it is given. */
export function placeOrder(
  { clock, random, settings }: Ports,
  openid: string,
  priced: Priced,
  lifeSeconds: number = settings.orderLifeSeconds,
): Order {
  // Whole seconds: WeChat's time_expire has no smaller unit, and a renewed prepay repeats it exactly.
  const createdAtMs = Math.floor(clock.nowMs() / 1000) * 1000;
  const expiresAtMs = createdAtMs + lifeSeconds * 1000;
  return Object.freeze({
    id: random.uuid(),
    merchantId: settings.merchantId,
    outTradeNo: newOrderNumber({ random }),
    appid: settings.appid,
    mchid: settings.mchid,
    openid,
    state: 'created',
    amountFen: priced.amountFen,
    description: priced.description,
    items: priced.items,
    notifyUrl: settings.notifyUrl,
    createdAtMs,
    expiresAtMs,
    prepayId: null,
    prepaidAtMs: null,
    transactionId: null,
    paidAtMs: null,
    askedAtMs: null,
    // An order that nobody pays frees its stock when it expires.
    nextPollAtMs: expiresAtMs,
    pollCount: 0,
    version: 1,
  });
}

function digestItems({ secrets }: Ports, items: readonly RequestedItem[]): string {
  return secrets.digest(
    JSON.stringify(items.map(({ productId, quantity }) => [productId, quantity])),
  );
}
