import type {
  Attempt,
  DeskStore,
  KeptEvidence,
  Order,
  OrderEvent,
  Page,
  PageOf,
  Refund,
} from '../ports.ts';
import { isOwnId } from './is-own-id.ts';
import type { MemoryShelf } from './memory-shelf.ts';
import type { StoreRecords } from './store-records.ts';

/**
 * Looks for orders, refunds and products in a store in memory.
 *
 * @param shared What the store keeps, as it is at the moment of each call.
 */
export function createMemoryDesk(shared: {
  orders(): readonly Order[];
  eventsOf(order: Pick<Order, 'merchantId' | 'id'>): readonly OrderEvent[];
  evidenceOf(order: Pick<Order, 'merchantId' | 'id'>): readonly KeptEvidence[];
  attempts(): readonly Attempt[];
  refunds(): readonly Refund[];
  readonly refundHistory: StoreRecords['refundHistory'];
  readonly shelf: MemoryShelf;
}): DeskStore {
  return {
    async searchOrders(merchantId, filter, page) {
      const { state, openid, fromMs, toMs, minFen, maxFen } = filter;
      const found = shared
        .orders()
        .filter((order) => order.merchantId === merchantId)
        .sort((a, b) => newestFirst(a.createdAtMs, a.id, b.createdAtMs, b.id));
      const wanted = (order: Order) =>
        (state === null || [state].flat().includes(order.state)) &&
        (openid === null || order.openid === openid) &&
        order.createdAtMs >= (fromMs ?? 0) &&
        order.createdAtMs < (toMs ?? Number.POSITIVE_INFINITY) &&
        order.amountFen >= (minFen ?? 0) &&
        order.amountFen <= (maxFen ?? Number.POSITIVE_INFINITY);
      return pageOf(found, wanted, page);
    },
    async findOrderByTransaction(merchantId, transactionId) {
      const isIt = (order: Order) =>
        order.merchantId === merchantId && order.transactionId === transactionId;
      return shared.orders().find(isIt) ?? null;
    },
    async findOrdersByNumber(merchantId, number) {
      const isOwn = (thing: { readonly merchantId: string }) => thing.merchantId === merchantId;
      const soughtId = isOwnId(number) ? number : null;
      const former = shared.attempts().filter((each) => isOwn(each) && each.outTradeNo === number);
      const refunds = shared
        .refunds()
        .filter(
          ({ id, outRefundNo, refundId }) =>
            id === soughtId || [outRefundNo, refundId].includes(number),
        )
        .filter(isOwn);
      const ids = new Set([...former, ...refunds].map(({ orderId }) => orderId));
      const isIt = ({ id, outTradeNo, transactionId }: Order) =>
        ids.has(id) || id === soughtId || [outTradeNo, transactionId].includes(number);
      return shared
        .orders()
        .filter((order) => isOwn(order) && isIt(order))
        .sort((a, b) => -newestFirst(a.createdAtMs, a.id, b.createdAtMs, b.id));
    },
    async listOrderEvents(order) {
      return [...shared.eventsOf(order)];
    },
    async listAttempts({ merchantId, id }) {
      return shared
        .attempts()
        .filter((former) => former.merchantId === merchantId && former.orderId === id)
        .sort((a, b) => a.supersededAtMs - b.supersededAtMs);
    },
    async listEvidence(order) {
      return shared.evidenceOf(order);
    },
    async searchRefunds(merchantId, { state }, page) {
      const found = shared
        .refunds()
        .filter((refund) => refund.merchantId === merchantId)
        .sort((a, b) => newestFirst(a.requestedAtMs, a.id, b.requestedAtMs, b.id));
      return pageOf(found, (refund) => state === null || refund.state === state, page);
    },
    async listRefundEvents({ merchantId, id }) {
      const refund = shared
        .refunds()
        .find((each) => each.merchantId === merchantId && each.id === id);
      return refund ? shared.refundHistory(refund) : [];
    },
    async listAllProducts(merchantId) {
      return shared.shelf.all(merchantId);
    },
    async addProduct(merchantId, product) {
      if (shared.shelf.all(merchantId).some(({ id }) => id === product.id)) return false;
      await shared.shelf.store.saveProducts(merchantId, [product]);
      return true;
    },
    async changeProduct(merchantId, id, { set, stockChange }) {
      const product = shared.shelf.all(merchantId).find((each) => each.id === id);
      if (!product) return { kind: 'not-there' };
      const stock = stockChange === null ? product.stock : (product.stock ?? -1) + stockChange;
      if (stockChange !== null && (product.stock === null || Number(stock) < 0)) {
        return { kind: 'too-few' };
      }
      const changed = Object.freeze({ ...product, stock, ...set });
      shared.shelf.replace(merchantId, changed);
      return { kind: 'changed', product: changed };
    },
  };
}

/** Orders lists: the newest first, of the same moment by id. */
export function newestFirst(aMs: number, aId: string, bMs: number, bId: string): number {
  return bMs - aMs || (aId < bId ? 1 : -1);
}

/** What is wanted of what comes after the cursor; a cursor that is not there finds nothing. */
function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  wanted: (one: T) => boolean,
  { cursor, limit }: Page,
): PageOf<T> {
  const last = all.findIndex(({ id }) => id === cursor);
  if (cursor !== null && last < 0) return { items: [], nextCursor: null };
  const rest = all.slice(last + 1).filter(wanted);
  const items = rest.slice(0, limit);
  return { items, nextCursor: rest.length > limit ? (items.at(-1)?.id ?? null) : null };
}
