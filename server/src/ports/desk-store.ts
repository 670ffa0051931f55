import type { RefundState } from '../ledger/refund.ts';
import type {
  Attempt,
  Evidence,
  Order,
  OrderEvent,
  Product,
  Refund,
  RefundEvent,
} from '../ports.ts';

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
  /** One, or any of several. */
  readonly state: Order['state'] | readonly Order['state'][] | null;
  readonly openid: string | null;
  /** From this moment on. */
  readonly fromMs: number | null;
  /** Before this moment. */
  readonly toMs: number | null;
  /** At least so much. Default: whatever it is. */
  readonly minFen?: number | null;
  /** At most so much. Default: whatever it is. */
  readonly maxFen?: number | null;
}

/** Evidence with what it speaks of: a refund, or null, the order alone. */
export interface KeptEvidence extends Evidence {
  readonly refundId: string | null;
}

/** What a merchant's own systems and people look for, and how they keep the catalogue. */
export interface DeskStore {
  /**
   * By the time they were created. A page may hold fewer than its limit, and yet not be the last: what matches
   * seldom is looked for in 20,000 orders at a time. Only without a `nextCursor` is there no more.
   */
  searchOrders(merchantId: string, filter: OrderFilter, page: Page): Promise<PageOf<Order>>;
  findOrderByTransaction(merchantId: string, transactionId: string): Promise<Order | null>;
  /**
   * The orders that a number may mean, in one look: our id, the number at WeChat, also one that was given up,
   * WeChat's transaction, or any number of a refund; oldest first.
   */
  findOrdersByNumber(merchantId: string, number: string): Promise<readonly Order[]>;
  /** Oldest first. */
  listOrderEvents(order: Pick<Order, 'merchantId' | 'id'>): Promise<readonly OrderEvent[]>;
  /** The numbers that the order has given up, oldest first. */
  listAttempts(order: Pick<Order, 'merchantId' | 'id'>): Promise<readonly Attempt[]>;

  /** All that was proven about the order and its refunds, in the order it was kept. */
  listEvidence(order: Pick<Order, 'merchantId' | 'id'>): Promise<readonly KeptEvidence[]>;

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
