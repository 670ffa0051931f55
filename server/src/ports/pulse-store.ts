/** How much waits, and for how long: what an operator looks at before anything else. Times are epoch milliseconds. */
export interface Pulse {
  /** Orders that are neither paid nor closed. */
  readonly openOrders: number;
  /** When the oldest of them was made; null: there is none. */
  readonly oldestOpenOrderAtMs: number | null;
  /** Orders whose question to WeChat is due. */
  readonly duePolls: number;
  /** When the most overdue of them was due. */
  readonly mostOverduePollAtMs: number | null;
  /** Refunds that are on their way. */
  readonly openRefunds: number;
  readonly oldestOpenRefundAtMs: number | null;
  /** Webhook deliveries that are due. */
  readonly dueDeliveries: number;
  readonly mostOverdueDeliveryAtMs: number | null;
  /** Webhook deliveries that were given up: the dead letters. */
  readonly exhaustedDeliveries: number;
  /** Announced events that have no place in the feed yet. */
  readonly unplacedEvents: number;
  /** Differences between the books and WeChat's bills that nobody has settled. */
  readonly openDifferences: number;
}

/** Looks at all merchants at once. */
export interface PulseStore {
  readPulse(nowMs: number): Promise<Pulse>;
}
