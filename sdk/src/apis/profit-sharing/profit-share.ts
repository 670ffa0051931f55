/** Kind of a receiver: a merchant, or a person by openid under the caller's or the sub-merchant's appid. */
export type ReceiverType = 'MERCHANT_ID' | 'PERSONAL_OPENID' | 'PERSONAL_SUB_OPENID';

/** What a sub-merchant's profit sharing names in partner mode. */
export interface SharingParty {
  /** The sub-merchant whose money is shared, up to 32 digits. In partner mode only. */
  readonly sub_mchid?: string;
}

/** A receiver to add or to share with. */
export interface SharingReceiver {
  /** Merchant, or person by openid. */
  readonly type: ReceiverType;
  /** The merchant number or the openid. */
  readonly account: string;
}

/** Adds a receiver: money can be shared with it from then on. */
export interface AddReceiverRequest extends SharingParty, SharingReceiver {
  /** Of the calling merchant or service provider, up to 32 characters. */
  readonly appid: string;
  /** With `PERSONAL_SUB_OPENID`. */
  readonly sub_appid?: string;
  /** In clear, up to 214 bytes; the client encrypts it. Required for a merchant: its full name. */
  readonly name?: string;
  /** What the receiver is to the merchant. */
  readonly relation_type:
    | 'SERVICE_PROVIDER'
    | 'STORE'
    | 'STAFF'
    | 'STORE_OWNER'
    | 'PARTNER'
    | 'HEADQUARTER'
    | 'BRAND'
    | 'DISTRIBUTOR'
    | 'USER'
    | 'SUPPLIER'
    | 'CUSTOM';
  /** The relation in the merchant's own words; with `CUSTOM` only. */
  readonly custom_relation?: string;
}

/** A receiver as WeChat keeps it. */
export interface AddedReceiver extends SharingParty, SharingReceiver {
  /** What the receiver is to the merchant. */
  readonly relation_type: string;
  /** The relation in the merchant's own words. */
  readonly custom_relation?: string;
  /** Encrypted, as WeChat returns it. */
  readonly name?: string;
}

/** Removes a receiver. */
export interface DeleteReceiverRequest extends SharingParty, SharingReceiver {
  /** Of the calling merchant or service provider, up to 32 characters. */
  readonly appid: string;
  /** Of the sub-merchant, in partner mode. */
  readonly sub_appid?: string;
}

/** Shares the frozen money of an order. */
export interface ShareRequest extends SharingParty {
  /** Of the calling merchant or service provider, up to 32 characters. */
  readonly appid: string;
  /** With receivers of type `PERSONAL_SUB_OPENID`. */
  readonly sub_appid?: string;
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** The merchant's number of this sharing, kept on every retry. */
  readonly out_order_no: string;
  /** 1 to 50. */
  readonly receivers: readonly (SharingReceiver & {
    /** In clear, up to 214 bytes; the client encrypts it. Given for a person, WeChat compares it. */
    readonly name?: string;
    /** Fen, an integer of at least 1. */
    readonly amount: number;
    /** What the part is for. */
    readonly description: string;
  })[];
  /** Whether what is left goes back to the merchant at once; then the order cannot be shared again. */
  readonly unfreeze_unsplit: boolean;
}

/** WeChat's record of a sharing. */
export interface ProfitShare extends SharingParty {
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** The merchant's number of the sharing. */
  readonly out_order_no: string;
  /** WeChat's number of this sharing. */
  readonly order_id: string;
  /** `FINISHED` only says that it was worked through: look at each receiver's `result`. */
  readonly state: 'PROCESSING' | 'FINISHED' | (string & {});
  /** What became of each receiver's part. */
  readonly receivers?: readonly ProfitShareReceiver[];
}

/** What became of one receiver's part. */
export interface ProfitShareReceiver extends SharingReceiver {
  /** Fen. */
  readonly amount: number;
  /** What the part is for. */
  readonly description: string;
  /** `PENDING`: not yet decided. */
  readonly result: 'PENDING' | 'SUCCESS' | 'CLOSED' | (string & {});
  /** With `CLOSED`, e.g. `ACCOUNT_ABNORMAL`, `NO_RELATION`. */
  readonly fail_reason?: string;
  /** WeChat's number of this part. */
  readonly detail_id?: string;
  /** RFC 3339 with zone. */
  readonly create_time?: string;
  /** RFC 3339 with zone. */
  readonly finish_time?: string;
}

/** Takes shared money back from a merchant that received it; not from persons. */
export type ReturnRequest = SharingParty & {
  /** The merchant's number of this return, kept on every retry. */
  readonly out_return_no: string;
  /** The receiver that gives back, up to 32 digits. */
  readonly return_mchid: string;
  /** Fen, an integer of at least 1. */
  readonly amount: number;
  /** Why it goes back. */
  readonly description: string;
} & (
    | {
        /** The merchant's number of the sharing. */
        readonly out_order_no: string;
        /** Not together with `out_order_no`. */
        readonly order_id?: never;
      }
    | {
        /** WeChat's number of the sharing. */
        readonly order_id: string;
        /** Not together with `order_id`. */
        readonly out_order_no?: never;
      }
  );

/** WeChat's record of a return. */
export interface ProfitShareReturn extends SharingParty {
  /** WeChat's number of the sharing. */
  readonly order_id: string;
  /** The merchant's number of the sharing. */
  readonly out_order_no: string;
  /** The merchant's number of the return. */
  readonly out_return_no: string;
  /** WeChat's number of this return. */
  readonly return_id: string;
  /** The receiver that gives back. */
  readonly return_mchid: string;
  /** Fen. */
  readonly amount: number;
  /** Why it goes back. */
  readonly description: string;
  /** `PROCESSING`: not yet decided. */
  readonly result: 'PROCESSING' | 'SUCCESS' | 'FAILED' | (string & {});
  /** With `FAILED`, e.g. `BALANCE_NOT_ENOUGH`. */
  readonly fail_reason?: string;
  /** RFC 3339 with zone. */
  readonly create_time?: string;
  /** RFC 3339 with zone. */
  readonly finish_time?: string;
}

/** Gives what is left of an order back to its merchant: the end of its sharing. */
export interface UnfreezeRequest extends SharingParty {
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** The merchant's number of the sharing. */
  readonly out_order_no: string;
  /** Why the rest is unfrozen. */
  readonly description: string;
}

/** What of an order can be shared still. */
export interface UnsplitAmount {
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** Fen. */
  readonly unsplit_amount: number;
}

/** The largest part of an order that a sub-merchant lets the service provider share. */
export interface SharingRatio {
  /** Up to 32 digits. */
  readonly sub_mchid: string;
  /** In ten thousandths: 2000 is 20 %. */
  readonly max_ratio: number;
}
