/**
 * What a JSAPI (mini-program or official account) order is made of; the client adds `mchid`.
 *
 * @see JSAPI prepay, document 4012791897
 */
export interface PrepayRequest {
  /** Of the running mini-program, up to 32 characters; bound to the merchant, and owner of `payer.openid`. */
  readonly appid: string;
  /** Shown to the payer and on the bill, up to 127 bytes to be safe. */
  readonly description: string;
  /** The merchant's order number: 6 to 32 of `0-9 a-z A-Z _ - | *`, unique per merchant, kept on every retry. */
  readonly out_trade_no: string;
  /** Absolute https address, up to 255 characters, without query and fragment. */
  readonly notify_url: string;
  readonly amount: {
    /** Fen, an integer of at least 1. */
    readonly total: number;
    /** Up to 16 characters. WeChat's default: `CNY`, the only one. */
    readonly currency?: 'CNY';
  };
  readonly payer: {
    /** Of the payer under `appid`, up to 128 characters. */
    readonly openid: string;
  };
  /** Deadline of payment, RFC 3339 with zone, up to 64 characters. WeChat's default: 7 days. */
  readonly time_expire?: string;
  /** Opaque, up to 128 bytes; comes back after payment. */
  readonly attach?: string;
  /** Coupon tag, up to 32 characters. */
  readonly goods_tag?: string;
  /** Shows the entry to the e-invoice; needs permission. */
  readonly support_fapiao?: boolean;
  /** Ways of paying to exclude, e.g. `no_credit`. */
  readonly limit_pay?: readonly string[];
  readonly detail?: PrepayDetail;
  readonly scene_info?: PrepayScene;
  readonly settle_info?: {
    /** Freezes the money for profit sharing. WeChat's default: false. */
    readonly profit_sharing?: boolean;
  };
}

/** The goods of an order; at most 6,144 bytes of compact JSON. */
export interface PrepayDetail {
  /** Original price in fen. */
  readonly cost_price?: number;
  /** Up to 32 characters. */
  readonly invoice_id?: string;
  /** At least one when present. */
  readonly goods_detail?: readonly {
    /** Up to 32 characters. */
    readonly merchant_goods_id: string;
    /** Up to 32 characters. */
    readonly wechatpay_goods_id?: string;
    /** Up to 256 characters. */
    readonly goods_name?: string;
    readonly quantity: number;
    /** Fen. */
    readonly unit_price: number;
  }[];
}

/** Where the order was made. */
export interface PrepayScene {
  /** IPv4 or IPv6, up to 45 characters. */
  readonly payer_client_ip: string;
  /** Up to 32 characters. */
  readonly device_id?: string;
  readonly store_info?: {
    /** Up to 32 characters. */
    readonly id: string;
    /** Up to 256 characters. */
    readonly name?: string;
    /** Up to 32 characters. */
    readonly area_code?: string;
    /** Up to 512 characters. */
    readonly address?: string;
  };
}
