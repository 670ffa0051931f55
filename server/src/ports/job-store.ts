/** The kinds of work that is done in the background. */
export type JobKind =
  | 'order-poll'
  | 'refund-poll'
  | 'delivery'
  | 'reconciliation'
  | 'shipment'
  | 'message';

/** Work that waits, or was given up. */
export interface Job {
  readonly kind: JobKind;
  /** Names it among those of its kind: the id of an order or refund, `<endpoint>.<position>`, `<day>.<bill>`, `<order>.<kind>`. */
  readonly key: string;
  /** What it is about, for people: a number at WeChat, an event, a day. */
  readonly subject: string;
  readonly attempts: number;
  /** When it is due; of work that was given up: when it was begun or ended. */
  readonly atMs: number;
  /** Until when another process is at it; null: nobody is, or the due time was moved instead. */
  readonly leasedUntilMs: number | null;
  readonly problem: string | null;
  readonly isDead: boolean;
}

/** Which jobs are listed. */
export interface JobPage {
  /** Null: all. */
  readonly kind: JobKind | null;
  /** True: what was given up, newest first. False: what is due, earliest first. */
  readonly isDead: boolean;
  /** Due from (inclusive) to (exclusive); not for what was given up. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The last one of the page before. */
  readonly after: Pick<Job, 'atMs' | 'kind' | 'key'> | null;
  readonly limit: number;
}

/** Looks at what the loops of a merchant have to do. */
export interface JobStore {
  listJobs(merchantId: string, page: JobPage): Promise<readonly Job[]>;
}
