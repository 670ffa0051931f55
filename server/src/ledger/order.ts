import type { Fen } from './fen.ts';

/** The states of an order of ours; the arrows between them are in `order-transitions.ts`. */
export type OrderState =
  | 'created'
  | 'payable'
  | 'paid'
  | 'closing'
  | 'closed'
  | 'refunding'
  | 'disputed';

/** One line of an order, frozen with the name and the price of the moment it was ordered. */
export interface OrderItem {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceFen: Fen;
}

/** Our record of an intent to be paid. */
export interface Order {
  readonly id: string;
  readonly merchantId: string;
  /**
   * Our number for it at WeChat. Every retry carries it; only an order whose amount changes goes on
   * under a new one, and the one given up becomes an {@link Attempt}.
   */
  readonly outTradeNo: string;
  readonly appid: string;
  readonly mchid: string;
  readonly openid: string;
  readonly state: OrderState;
  readonly amountFen: Fen;
  readonly description: string;
  readonly items: readonly OrderItem[];
  /** Fixed at creation: WeChat refuses a repeated prepay with other parameters. */
  readonly notifyUrl: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly prepayId: string | null;
  readonly prepaidAtMs: number | null;
  readonly transactionId: string | null;
  /** WeChat's `success_time`. */
  readonly paidAtMs: number | null;
  /** When WeChat was last called about this order; null: never, so WeChat cannot know it. */
  readonly askedAtMs: number | null;
  /** When the next question to WeChat is due; null when there is nothing more to ask. */
  readonly nextPollAtMs: number | null;
  /** How many polls were made. */
  readonly pollCount: number;
  /** Counts the commits of this order; a commit against an older version is refused as stale. */
  readonly version: number;
}

/** A number at WeChat that an order has given up; money under it goes back. */
export interface Attempt {
  readonly merchantId: string;
  readonly orderId: string;
  readonly outTradeNo: string;
  /** What was asked for under that number. */
  readonly amountFen: Fen;
  readonly supersededAtMs: number;
}

/** What a verified statement of WeChat says about one payment, in our names. */
export interface PaymentStatement {
  readonly source: 'notification' | 'query';
  readonly outTradeNo: string;
  readonly appid: string | null;
  readonly mchid: string;
  /** `other` covers states that only payment codes have, and states we do not know. */
  readonly tradeState: 'paid' | 'refunded' | 'unpaid' | 'closed' | 'other';
  readonly transactionId: string | null;
  readonly amountFen: number | null;
  readonly currency: string | null;
  readonly openid: string | null;
  readonly successAtMs: number | null;
}
