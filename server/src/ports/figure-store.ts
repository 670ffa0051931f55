/** What came of a stretch of time at one merchant: orders by when they were made, money by when it moved. */
export interface Figures {
  readonly created: number;
  /** Of those made in the stretch: placed at WeChat, by now. */
  readonly prepaid: number;
  /** Of those made in the stretch: paid, by now. */
  readonly paid: number;
  /** Payments that happened in the stretch. */
  readonly payments: number;
  readonly paidFen: number;
  /** Refunds that arrived in the stretch; money paid under a number that was given up is in neither. */
  readonly refunds: number;
  readonly refundedFen: number;
}

/** The figures of one bucket, which begins at `atMs`. */
export interface FigureBucket extends Figures {
  readonly atMs: number;
}

/** How far a merchant's figures are added up. */
export interface FigureHead {
  /** Up to which place the feed of events was looked through for what changes hours that are over. */
  readonly position: number;
  /** Hours before this are kept added up; later ones are counted when somebody asks. */
  readonly rolledUntilMs: number;
  /** Up to when kept hours were counted again, to be compared. */
  readonly checkedUntilMs: number;
  /** Counts the rounds: whoever was overtaken writes nothing. */
  readonly version: number;
}

/** What waits at one merchant; times are epoch milliseconds. */
export interface MerchantPulse {
  readonly openOrders: number;
  readonly oldestOpenOrderAtMs: number | null;
  readonly disputedOrders: number;
  /** When the most overdue question to WeChat was due; null: none is. */
  readonly mostOverduePollAtMs: number | null;
  readonly refundsAwaitingApproval: number;
  readonly abnormalRefunds: number;
  readonly openDifferences: number;
  readonly exhaustedDeliveries: number;
  /** Median from success at WeChat to our record, of the last hundred payments; null: there was none. */
  readonly notificationLagMs: number | null;
}

/** How figures are added up once, and read often. Hours begin at whole hours, which are Beijing's as well. */
export interface FigureStore {
  /** Null: nothing is added up yet. */
  findFigureHead(merchantId: string): Promise<FigureHead | null>;
  /** The last place in the feed of events; 0: there is none. */
  lastEventPosition(merchantId: string): Promise<number>;
  /** The hours in which these orders, their payments and their refunds count. */
  findFigureHours(merchantId: string, orderIds: readonly string[]): Promise<readonly number[]>;
  /** Kept hours that had open orders when they were counted last, before `countedBeforeMs`; oldest first. */
  listUnsettledHours(
    merchantId: string,
    page: { readonly countedBeforeMs: number; readonly limit: number },
  ): Promise<readonly number[]>;
  /**
   * Counts hours anew and keeps them, with the head that follows. `stale` when another process was quicker:
   * nothing was written. `corrected` is how many hours were kept with other figures before.
   */
  rollFigures(roll: {
    readonly merchantId: string;
    /** Null: there is no head yet. */
    readonly before: FigureHead | null;
    readonly head: Omit<FigureHead, 'version'>;
    readonly hoursMs: readonly number[];
    readonly nowMs: number;
  }): Promise<{ readonly kind: 'rolled'; readonly corrected: number } | { readonly kind: 'stale' }>;
  /** Figures from (inclusive) to (exclusive), whole hours, one per bucket in which anything happened. */
  readFigures(
    merchantId: string,
    range: { readonly fromMs: number; readonly toMs: number; readonly bucket: 'hour' | 'day' },
  ): Promise<readonly FigureBucket[]>;
  readMerchantPulse(merchantId: string, nowMs: number): Promise<MerchantPulse>;
}
