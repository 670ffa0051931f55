/**
 * What an order is made of, whatever way it is paid and whoever it belongs to.
 *
 * @see JSAPI prepay, document 4012791897
 */
export interface PrepayTerms {
  /** Shown to the payer and on the bill, up to 127 bytes to be safe. */
  readonly description: string;
  /**
   * The merchant's order number: 6 to 32 of `0-9 a-z A-Z _ - | *`, kept on every retry, never used for two ways of
   * paying. Unique per merchant; for a service provider across all its sub-merchants.
   */
  readonly out_trade_no: string;
  /** Absolute https address, up to 255 characters, without query and fragment. */
  readonly notify_url: string;
  /** What it costs. */
  readonly amount: {
    /** Fen, an integer of at least 1. */
    readonly total: number;
    /** Up to 16 characters. WeChat's default: `CNY`, the only one. */
    readonly currency?: 'CNY';
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
  /** The goods. */
  readonly detail?: PrepayDetail;
  /** Where the order was made. */
  readonly scene_info?: PrepayScene;
  /** How the money is settled. */
  readonly settle_info?: PrepaySettlement;
}

/** Who a direct merchant's order is placed for; the client adds `mchid`. */
export interface DirectParty {
  /** Of the app the payer is in, up to 32 characters; bound to the merchant. */
  readonly appid: string;
}

/** What a JSAPI (mini-program or official account) order is made of; the client adds `mchid`. */
export interface PrepayRequest extends PrepayTerms, DirectParty {
  /** Who pays. */
  readonly payer: {
    /** Of the payer under `appid`, up to 128 characters. */
    readonly openid: string;
    /** Only this person may pay. Rare; needs permission. */
    readonly identity?: PayerIdentity;
  };
}

/** What a Native or APP order is made of; the client adds `mchid`. */
export interface PlainPrepayRequest extends PrepayTerms, DirectParty {}

/** What an H5 order is made of; the client adds `mchid`. */
export interface H5PrepayRequest extends PrepayTerms, DirectParty {
  /** Where the order was made. */
  readonly scene_info: H5Scene;
}

/** The person who must pay; name and number are given in clear and encrypted by the client. */
export interface PayerIdentity {
  /** Kind of document. Values unknown today are sent as they are. */
  readonly type: 'IDCARD' | (string & {});
  /** In clear, up to 214 bytes; the client encrypts it. */
  readonly number: string;
  /** In clear, up to 214 bytes; the client encrypts it. */
  readonly name: string;
}

/** How the money of an order is settled. */
export interface PrepaySettlement {
  /** Freezes the money for profit sharing. WeChat's default: false. */
  readonly profit_sharing?: boolean;
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
    /** How many, an integer. */
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
  /** The shop. */
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

/** Where an H5 order was made: the address of the payer and the kind of page are required. */
export interface H5Scene extends PrepayScene {
  /** The page the payer is on. */
  readonly h5_info: {
    /** Kind of page. */
    readonly type: 'Wap' | 'iOS' | 'Android';
    /** Name of the page or app. */
    readonly app_name?: string;
    /** Address of the page. */
    readonly app_url?: string;
    /** Of the app, on iOS. */
    readonly bundle_id?: string;
    /** Of the app, on Android. */
    readonly package_name?: string;
  };
}
