import type { BookPage, BookWish, Order, ReconciliationStore, Refund } from '../ports.ts';

/** Reads a day of our books in this process. */
export function createMemoryBooks(books: {
  orders(): readonly Order[];
  refunds(): readonly Refund[];
}): Pick<ReconciliationStore, 'listBookedPayments' | 'listBookedRefunds' | 'listUndatedRefunds'> {
  const ofMerchant = <T extends { readonly merchantId: string }>(all: readonly T[], id: string) =>
    all.filter(({ merchantId }) => merchantId === id);
  return {
    async listBookedPayments(wish) {
      const paid = ofMerchant(books.orders(), wish.merchantId).flatMap((order) => {
        const { id, outTradeNo, transactionId, amountFen, paidAtMs: atMs } = order;
        if (transactionId === null || atMs === null) return [];
        return [{ id, atMs, item: { outTradeNo, transactionId, amountFen } }];
      });
      return page(wish, paid);
    },
    async listBookedRefunds(wish) {
      const accepted = ofMerchant(books.refunds(), wish.merchantId).flatMap((refund) => {
        const { id, outTradeNo, outRefundNo, amountFen, state, acceptedAtMs: atMs } = refund;
        return atMs === null
          ? []
          : [{ id, atMs, item: { outTradeNo, outRefundNo, amountFen, state } }];
      });
      return page(wish, accepted);
    },
    async listUndatedRefunds(merchantId, limit) {
      return ofMerchant(books.refunds(), merchantId)
        .filter(({ refundId, acceptedAtMs }) => refundId !== null && acceptedAtMs === null)
        .sort((a, b) => a.requestedAtMs - b.requestedAtMs || compare(a.id, b.id))
        .slice(0, limit);
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function page<T>(
  { fromMs, untilMs, after, limit }: BookWish,
  all: readonly { readonly id: string; readonly atMs: number; readonly item: T }[],
): BookPage<T> {
  const items = all
    .filter(({ atMs }) => atMs >= fromMs && atMs < untilMs)
    .filter(
      ({ atMs, id }) =>
        after === null || atMs > after.atMs || (atMs === after.atMs && id > after.id),
    )
    .sort((a, b) => a.atMs - b.atMs || compare(a.id, b.id))
    .slice(0, limit);
  const last = items.length < limit ? undefined : items.at(-1);
  return {
    items: items.map(({ item }) => item),
    next: last === undefined ? null : { atMs: last.atMs, id: last.id },
  };
}
