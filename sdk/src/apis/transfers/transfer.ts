/**
 * State of a transfer. `WAIT_USER_CONFIRM`: the payee must confirm in WeChat; `TRANSFERING` (WeChat's own spelling):
 * confirmed, not settled; `SUCCESS`, `FAIL` and `CANCELLED` stay. Values unknown today are kept as they come.
 */
export type TransferState =
  | 'ACCEPTED'
  | 'PROCESSING'
  | 'WAIT_USER_CONFIRM'
  | 'TRANSFERING'
  | 'SUCCESS'
  | 'FAIL'
  | 'CANCELING'
  | 'CANCELLED'
  | (string & {});

/**
 * Money from the merchant to a person, who confirms it in WeChat.
 *
 * @see transfer, document 4012716434
 */
export interface TransferRequest {
  /** Of the app the payee is in, up to 32 characters; owner of `openid`. */
  readonly appid: string;
  /** The merchant's number of the transfer: letters and digits, kept on every retry. */
  readonly out_bill_no: string;
  /** A scene that WeChat opened for the merchant, e.g. `1000`. */
  readonly transfer_scene_id: string;
  /** Of the payee under `appid`, up to 128 characters. */
  readonly openid: string;
  /** In clear, up to 214 bytes; the client encrypts it. Required from 2,000 yuan. */
  readonly user_name?: string;
  /** Fen, an integer of at least 1. */
  readonly transfer_amount: number;
  /** Shown to the payee. */
  readonly transfer_remark: string;
  /** Absolute https address, up to 255 characters, without query and fragment. */
  readonly notify_url?: string;
  /** How the payee sees the money, one of the scene's words. */
  readonly user_recv_perception?: string;
  /** What the scene asks to be told. */
  readonly transfer_scene_report_infos: readonly {
    /** One of the scene's words. */
    readonly info_type: string;
    /** What the scene wants to know. */
    readonly info_content: string;
  }[];
  /** Default: WeChat's confirmation page. */
  readonly user_recv_style?: {
    /** WeChat's confirmation page, or a red packet. */
    readonly type: 'CONFIRM_PAGE' | 'RED_PACKET';
  };
}

/** WeChat took a transfer. */
export interface AcceptedTransfer {
  /** The merchant's number of the transfer, letters and digits. */
  readonly out_bill_no: string;
  /** WeChat's number of the transfer. */
  readonly transfer_bill_no: string;
  /** RFC 3339 with zone. */
  readonly create_time: string;
  /** How far it is. */
  readonly state: TransferState;
  /** With `FAIL`. */
  readonly fail_reason?: string;
  /** With `WAIT_USER_CONFIRM`: goes to `wx.requestMerchantTransfer` as `package`. */
  readonly package_info?: string;
}

/** WeChat's record of a transfer. */
export interface Transfer {
  /** The merchant, up to 32 digits; notifications call it `mchid`. */
  readonly mch_id: string;
  /** The merchant's number of the transfer, letters and digits. */
  readonly out_bill_no: string;
  /** WeChat's number of the transfer. */
  readonly transfer_bill_no: string;
  /** Up to 32 characters. */
  readonly appid: string;
  /** How far it is. */
  readonly state: TransferState;
  /** Fen. */
  readonly transfer_amount: number;
  /** As shown to the payee. */
  readonly transfer_remark: string;
  /** With `FAIL`. */
  readonly fail_reason?: string;
  /** Of the payee under `appid`. */
  readonly openid?: string;
  /** Encrypted, as WeChat returns it. */
  readonly user_name?: string;
  /** RFC 3339 with zone. */
  readonly create_time: string;
  /** RFC 3339 with zone. */
  readonly update_time: string;
}

/** WeChat took a cancellation; query the transfer for its end. */
export interface CancelledTransfer {
  /** The merchant's number of the transfer, letters and digits. */
  readonly out_bill_no: string;
  /** WeChat's number of the transfer. */
  readonly transfer_bill_no: string;
  /** `CANCELING` or `CANCELLED`. */
  readonly state: TransferState;
  /** RFC 3339 with zone. */
  readonly update_time: string;
}

/** Names a transfer: by the merchant's number or WeChat's. */
export type TransferKey =
  | {
      /** The merchant's number of the transfer, letters and digits. */
      readonly out_bill_no: string;
      /** Not together with `out_bill_no`. */
      readonly transfer_bill_no?: never;
    }
  | {
      /** WeChat's number of the transfer. */
      readonly transfer_bill_no: string;
      /** Not together with `transfer_bill_no`. */
      readonly out_bill_no?: never;
    };

/** The electronic receipt of a transfer (电子回单). */
export interface TransferReceipt {
  /** How far it is. */
  readonly state: 'GENERATING' | 'FINISHED' | 'FAILED' | (string & {});
  /** RFC 3339 with zone. */
  readonly create_time: string;
  /** RFC 3339 with zone. In the answer to a query. */
  readonly update_time?: string;
  /** With `FINISHED`. */
  readonly hash_type?: 'SHA256' | 'SM3' | (string & {});
  /** With `FINISHED`: hex, of the file. */
  readonly hash_value?: string;
  /** With `FINISHED`, valid 10 minutes. */
  readonly download_url?: string;
  /** With `FAILED`. */
  readonly fail_reason?: string;
}
