import type { H5Scene, PrepayDetail } from '../prepay-request.ts';

/**
 * What a combined order is made of: one payment, several merchants' orders, all or none. The client adds `combine_mchid`.
 *
 * @see combined orders, document 4012760633
 */
export interface CombineRequest {
  /** Of the app the payer is in, up to 32 characters; bound to the calling merchant. */
  readonly combine_appid: string;
  /** The number of the whole: 6 to 32 of `0-9 a-z A-Z _ - | *`, kept on every retry. */
  readonly combine_out_trade_no: string;
  /** 2 to 10 parts for direct merchants, 1 to 50 for service providers. */
  readonly sub_orders: readonly CombineSubOrder[];
  /** Absolute https address, up to 255 characters, without query and fragment. */
  readonly notify_url: string;
  /** Where the order was made. */
  readonly scene_info?: CombineScene;
  /** Of the payer; JSAPI needs it. */
  readonly combine_payer_info?: CombinePayer;
  /** Begin of payment, RFC 3339 with zone. */
  readonly time_start?: string;
  /** Deadline of payment, RFC 3339 with zone. */
  readonly time_expire?: string;
  /** Ways of paying to exclude, e.g. `no_credit`. */
  readonly limit_pay?: readonly string[];
}

/** One merchant's part of a combined order. */
export interface CombineSubOrder {
  /** The merchant of this part, up to 32 digits. */
  readonly mchid: string;
  /** Opaque, 1 to 128 bytes; comes back after payment. Required here, unlike in plain orders. */
  readonly attach: string;
  /** What this part costs. */
  readonly amount: {
    /** Fen, an integer of at least 1. */
    readonly total_amount: number;
    /** `CNY`; required here, unlike in plain orders. */
    readonly currency: 'CNY';
  };
  /** The number of this part: 6 to 32 of `0-9 a-z A-Z _ - | *`. */
  readonly out_trade_no: string;
  /** Shown to the payer, up to 127 characters. */
  readonly description: string;
  /** The sub-merchant, in partner mode. */
  readonly sub_mchid?: string;
  /** Of the sub-merchant, in partner mode. */
  readonly sub_appid?: string;
  /** The goods of this part. */
  readonly detail?: PrepayDetail;
  /** Coupon tag, up to 32 characters. */
  readonly goods_tag?: string;
  /** How its money is settled. */
  readonly settle_info?: {
    /** Freezes the money for profit sharing. WeChat's default: false. */
    readonly profit_sharing?: boolean;
    /** Fen, at most 500,000; only with `profit_sharing`. */
    readonly subsidy_amount?: number;
  };
}

/** Where a combined order was made. */
export interface CombineScene {
  /** IPv4 or IPv6, up to 45 characters. */
  readonly payer_client_ip: string;
  /** Up to 32 characters. */
  readonly device_id?: string;
}

/** Who pays a combined order. */
export interface CombinePayer {
  /** Of the payer under `combine_appid`, up to 128 characters. */
  readonly openid: string;
}

/** A combined order paid inside WeChat: the payer is required. */
export interface CombineJsapiRequest extends CombineRequest {
  /** Who pays. */
  readonly combine_payer_info: CombinePayer;
}

/** A combined order paid from a browser outside WeChat: the kind of page is required. */
export interface CombineH5Request extends CombineRequest {
  /** Where the order was made. */
  readonly scene_info: CombineScene & {
    /** The page the payer is on. */
    readonly h5_info: H5Scene['h5_info'];
  };
}

/** Names all parts of a combined order, to close it. */
export interface CombineCloseRequest {
  /** The appid the order was placed for. */
  readonly combine_appid: string;
  /** The number of the whole. */
  readonly combine_out_trade_no: string;
  /** All parts of the order, none left out. */
  readonly sub_orders: readonly {
    /** The merchant of the part, up to 32 digits. */
    readonly mchid: string;
    /** The number of the part, 6 to 32 characters. */
    readonly out_trade_no: string;
    /** The sub-merchant, in partner mode. */
    readonly sub_mchid?: string;
    /** Of the sub-merchant, in partner mode. */
    readonly sub_appid?: string;
  }[];
}
