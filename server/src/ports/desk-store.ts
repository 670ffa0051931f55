import type { RefundState } from '../ledger/refund.ts';
import type { Attempt, Order, OrderEvent, Product, Refund, RefundEvent } from '../ports.ts';

/** One page of a list, newest first; `cursor` is the last id of the page before. */
export interface Page {
  readonly cursor: string | null;
  readonly limit: number;
}

/** What a page holds; `nextCursor` is null on the last one. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Which orders are looked for; null: whatever it is. */
export interface OrderFilter {
  readonly state: Order['state'] | null;
  readonly openid: string | null;
  /** From this moment on. */
  readonly fromMs: number | null;
  /** Before this moment. */
  readonly toMs: number | null;
}

/** What a merchant's own systems and people look for, and how they keep the catalogue. */
export interface DeskStore {
  /** By the time they were created. */
  searchOrders(merchantId: string, filter: OrderFilter, page: Page): Promise<PageOf<Order>>;
  findOrderByTransaction(merchantId: string, transactionId: string): Promise<Order | null>;
  /** Oldest first. */
  listOrderEvents(order: Pick<Order, 'merchantId' | 'id'>): Promise<readonly OrderEvent[]>;
  /** The numbers that the order has given up, oldest first. */
  listAttempts(order: Pick<Order, 'merchantId' | 'id'>): Promise<readonly Attempt[]>;

  /** By the time they were asked for. */
  searchRefunds(
    merchantId: string,
    filter: { readonly state: RefundState | null },
    page: Page,
  ): Promise<PageOf<Refund>>;
  /** Oldest first. */
  listRefundEvents(refund: Pick<Refund, 'merchantId' | 'id'>): Promise<readonly RefundEvent[]>;

  /** The whole shelf, in its order; also what is not on sale. */
  listAllProducts(merchantId: string): Promise<readonly Product[]>;
  /** At the end of the shelf; false when there is one of that id. */
  addProduct(merchantId: string, product: Product): Promise<boolean>;
  /** Its place stays. `stockChange` counts from the stock of the moment, whatever is ordered meanwhile. */
  changeProduct(
    merchantId: string,
    id: string,
    change: ProductChange,
  ): Promise<
    | { readonly kind: 'changed'; readonly product: Product }
    | { readonly kind: 'not-there' }
    /** Fewer are there than shall go, or they are not counted. */
    | { readonly kind: 'too-few' }
  >;
}

/** What changes of a product. */
export interface ProductChange {
  readonly set: Partial<Omit<Product, 'id'>>;
  /** Pieces that come (positive) or go (negative); not beside `set.stock`. */
  readonly stockChange: number | null;
}
