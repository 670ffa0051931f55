import type { RefundGoods } from '../../core/objects/refund.ts';

/** Names the order to refund: by WeChat's number, the merchant's, or both when they are of one order. */
export type RefundedOrder =
  | {
      /** Up to 32 characters. */
      readonly transaction_id: string;
      /** The merchant's number of the order, 6 to 32 characters. */
      readonly out_trade_no?: string;
    }
  | {
      /** 6 to 32 characters. */
      readonly out_trade_no: string;
      /** WeChat's number of the payment, up to 32 characters. */
      readonly transaction_id?: string;
    };

/**
 * What a refund is made of.
 *
 * @see refund, document 4012791903
 */
export type RefundRequest = RefundedOrder & {
  /**
   * The merchant's refund number: 1 to 64 of `0-9 a-z A-Z _ - | * @`, unique per merchant. It names the intent: every
   * retry carries the same number, order and amounts; only after `CLOSED` comes a new one.
   */
  readonly out_refund_no: string;
  /** Shown to the payer, up to 80 bytes. */
  readonly reason?: string;
  /**
   * Absolute https address, up to 256 characters, without query. Give it: without it WeChat sends the old XML form to
   * the console's address, or nothing.
   */
  readonly notify_url?: string;
  /** `AVAILABLE` takes the available balance; only for merchants on the old flow of unsettled money. */
  readonly funds_account?: 'AVAILABLE' | 'UNSETTLED';
  /** What goes back. */
  readonly amount: {
    /** Fen to refund, an integer of at least 1 and at most `total`. */
    readonly refund: number;
    /** Fen of the whole order, not of what is left of it. */
    readonly total: number;
    /** Default `CNY`, the only one. */
    readonly currency?: 'CNY';
    /** Accounts that pay, each once; their sum is `refund`. */
    readonly from?: readonly {
      /** Where the money comes from. */
      readonly account: 'AVAILABLE' | 'UNAVAILABLE';
      /** Fen, an integer of at least 1. */
      readonly amount: number;
    }[];
  };
  /** Goods to refund, for single-item coupons. */
  readonly goods_detail?: readonly RefundGoods[];
};

/** Where the money of a refund in state `ABNORMAL` goes instead. */
export type AbnormalRefundRequest = {
  /** WeChat's number of the refund. */
  readonly refund_id: string;
  /** The number of the refund that failed. */
  readonly out_refund_no: string;
} & (
  | {
      /** To a bank card of the payer. */
      readonly type: 'USER_BANK_CARD';
      /** One of the 15 banks, e.g. `CMB_DEBIT`, `ICBC_DEBIT`. */
      readonly bank_type: string;
      /** Card number in clear, up to 214 bytes; the client encrypts it. */
      readonly bank_account: string;
      /** Name of the payer in clear, up to 214 bytes; the client encrypts it. */
      readonly real_name: string;
    }
  | {
      /** To the merchant's bank account. */
      readonly type: 'MERCHANT_BANK_CARD';
    }
);
