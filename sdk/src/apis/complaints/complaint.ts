import type { MessageBlock } from './complaint-message.ts';

/** A payer's complaint about a payment. */
export interface Complaint {
  /** Names the complaint. */
  readonly complaint_id: string;
  /** RFC 3339 with zone. */
  readonly complaint_time: string;
  /** What the payer wrote. */
  readonly complaint_detail: string;
  /** `PENDING`: to be answered, `PROCESSING`: answered, `PROCESSED`: finished. */
  readonly complaint_state: 'PENDING' | 'PROCESSING' | 'PROCESSED' | (string & {});
  /** The merchant complained about, up to 32 digits. */
  readonly complainted_mchid: string;
  /** In clear: the client has decrypted it. If the payer left one. */
  readonly payer_phone?: string;
  /** Of the payer under the order's appid. In the answer to a query of one complaint. */
  readonly payer_openid?: string;
  /** Whether the order was refunded whole. */
  readonly complaint_full_refunded: boolean;
  /** Whether a message of the payer waits for an answer. */
  readonly incoming_user_response: boolean;
  /** What it is about, e.g. 不满意商家服务. Newer complaints. */
  readonly problem_description?: string;
  /** How often this payer complained. */
  readonly user_complaint_times: number;
  /** What kind of problem it is. */
  readonly problem_type?: 'REFUND' | 'SERVICE_NOT_WORK' | 'OTHERS' | (string & {});
  /** Fen; with `problem_type` `REFUND`. */
  readonly apply_refund_amount?: number;
  /** The orders it is about. */
  readonly complaint_order_info?: readonly {
    /** WeChat's number of the payment, up to 32 characters. */
    readonly transaction_id: string;
    /** The merchant's order number, 6 to 32 characters. */
    readonly out_trade_no: string;
    /** Fen. */
    readonly amount: number;
  }[];
  /** The service orders it is about. */
  readonly service_order_info?: readonly {
    /** WeChat's number of the service order. */
    readonly order_id?: string;
    /** The merchant's number of the service order. */
    readonly out_order_no?: string;
    /** State of the service order. */
    readonly state?: string;
  }[];
  /** Pictures. */
  readonly complaint_media_list?: readonly ComplaintMedia[];
  /** Tags of the payer. */
  readonly user_tag_list?: readonly string[];
  /** As WeChat sent it. */
  readonly additional_info?: Readonly<Record<string, unknown>>;
  /** Whether WeChat's own service has taken it over. */
  readonly in_platform_service?: boolean;
  /** Whether `replyImmediately` is wanted. */
  readonly need_immediate_service?: boolean;
}

/** Pictures of a complaint; `complaints.downloadImage` fetches one. */
export interface ComplaintMedia {
  /** Whose pictures they are. */
  readonly media_type: 'USER_COMPLAINT_IMAGE' | 'OPERATION_IMAGE' | (string & {});
  /** Addresses for `complaints.downloadImage`. */
  readonly media_url?: readonly string[];
}

/** Which complaints to list. */
export interface ComplaintQuery {
  /** How many items a page has at most, from 1. */
  readonly limit?: number;
  /** From 0. */
  readonly offset?: number;
  /** Beijing day, `2026-01-31`. */
  readonly begin_date: string;
  /** Beijing day. */
  readonly end_date: string;
  /** A service provider's sub-merchant; absent for all of them. */
  readonly complainted_mchid?: string;
}

/** A page of a list. */
export interface ComplaintPage<Item> {
  /** The items of this page. */
  readonly data?: readonly Item[];
  /** How many items a page has at most. */
  readonly limit: number;
  /** How many items come before this page. */
  readonly offset: number;
  /** How many items all pages have. */
  readonly total_count?: number;
}

/** One step of the talk about a complaint. */
export interface ComplaintStep {
  /** Names this step. */
  readonly log_id: string;
  /** Who, text for people. */
  readonly operator: string;
  /** RFC 3339 with zone. */
  readonly operate_time: string;
  /** E.g. `USER_CREATE_COMPLAINT`, `MERCHANT_RESPONSE`. */
  readonly operate_type: string;
  /** What was said. */
  readonly operate_details?: string;
  /** Addresses of pictures. */
  readonly image_list?: readonly string[];
  /** Pictures. */
  readonly complaint_media_list?: ComplaintMedia;
}

/** An answer to the payer. */
export interface ComplaintReply {
  /** Names the complaint. */
  readonly complaint_id: string;
  /** Default: the client's own merchant. */
  readonly complainted_mchid?: string;
  /** What the payer reads. */
  readonly response_content: string;
  /** `media_id`s of `complaints.uploadImage`. */
  readonly response_images?: readonly string[];
  /** Address of a page to open. */
  readonly jump_url?: string;
  /** What the link reads. */
  readonly jump_url_text?: string;
}

/** An answer to a complaint with `need_immediate_service`. */
export interface ImmediateReply {
  /** Names the complaint. */
  readonly complaint_id: string;
  /** Default: the client's own merchant. */
  readonly complainted_mchid?: string;
  /** What is shown. */
  readonly message: {
    /** The pieces of the message. */
    readonly blocks: readonly MessageBlock[];
    /** Who speaks. */
    readonly sender_identity?: 'UNKNOWN' | 'MANUAL' | 'MACHINE';
    /** Data of your own. */
    readonly custom_data?: string;
  };
  /** Yours; the same again is one answer. */
  readonly idempotent_id: string;
}

/** What was decided about a wish for a refund. */
export type RefundProgress = {
  /** Names the complaint. */
  readonly complaint_id: string;
  /** A note of your own. */
  readonly remark?: string;
} & (
  | {
      /** The refund is granted. */
      readonly action: 'APPROVE';
      /** Days until the refund is made: 0 is today. */
      readonly launch_refund_day?: number;
    }
  | {
      /** The refund is refused. */
      readonly action: 'REJECT';
      /** Why. */
      readonly reject_reason: string;
      /** `media_id`s of `complaints.uploadImage`. */
      readonly reject_media_list?: readonly string[];
    }
);

/** Where complaint notifications go. */
export interface ComplaintNotificationUrl {
  /** The merchant, up to 32 digits. */
  readonly mchid: string;
  /** The address WeChat notifies. */
  readonly url: string;
}
