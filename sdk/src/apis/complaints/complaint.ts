/** A payer's complaint about a payment. */
export interface Complaint {
  /** Up to 64 characters. */
  readonly complaint_id: string;
  /** RFC 3339 with zone. */
  readonly complaint_time: string;
  /** What the payer wrote, up to 300 characters. */
  readonly complaint_detail: string;
  /** `PENDING`: to be answered, `PROCESSING`: answered, `PROCESSED`: finished. */
  readonly complaint_state: 'PENDING' | 'PROCESSING' | 'PROCESSED' | (string & {});
  /** The merchant complained about, up to 32 digits. */
  readonly complainted_mchid: string;
  /** In clear: the client has decrypted it. If the payer left one. */
  readonly payer_phone?: string;
  /** Of the payer under the order's appid. In the answer to a query of one complaint. */
  readonly payer_openid?: string;
  readonly complaint_full_refunded: boolean;
  /** Whether a message of the payer waits for an answer. */
  readonly incoming_user_response: boolean;
  /** What it is about, e.g. 不满意商家服务. Newer complaints. */
  readonly problem_description?: string;
  /** How often this payer complained. */
  readonly user_complaint_times: number;
  readonly problem_type?: 'REFUND' | 'SERVICE_NOT_WORK' | 'OTHERS' | (string & {});
  /** Fen; with `problem_type` `REFUND`. */
  readonly apply_refund_amount?: number;
  readonly complaint_order_info?: readonly {
    readonly transaction_id: string;
    readonly out_trade_no: string;
    /** Fen. */
    readonly amount: number;
  }[];
  readonly service_order_info?: readonly {
    readonly order_id?: string;
    readonly out_order_no?: string;
    readonly state?: string;
  }[];
  readonly complaint_media_list?: readonly ComplaintMedia[];
  readonly user_tag_list?: readonly string[];
  /** As WeChat sent it. */
  readonly additional_info?: Readonly<Record<string, unknown>>;
  readonly in_platform_service?: boolean;
  /** Whether `replyImmediately` is wanted. */
  readonly need_immediate_service?: boolean;
}

/** Pictures of a complaint; `complaints.downloadImage` fetches one. */
export interface ComplaintMedia {
  readonly media_type: 'USER_COMPLAINT_IMAGE' | 'OPERATION_IMAGE' | (string & {});
  readonly media_url?: readonly string[];
}

/** Which complaints to list. */
export interface ComplaintQuery {
  /** 1 to 50. WeChat's default 10. */
  readonly limit?: number;
  /** From 0. */
  readonly offset?: number;
  /** Beijing day, `2026-01-31`. */
  readonly begin_date: string;
  /** Beijing day, at most 30 days after `begin_date`. */
  readonly end_date: string;
  /** A service provider's sub-merchant; absent for all of them. */
  readonly complainted_mchid?: string;
}

/** A page of a list. */
export interface ComplaintPage<Item> {
  readonly data?: readonly Item[];
  readonly limit: number;
  readonly offset: number;
  readonly total_count?: number;
}

/** One step of the talk about a complaint. */
export interface ComplaintStep {
  readonly log_id: string;
  /** Who, text for people. */
  readonly operator: string;
  /** RFC 3339 with zone. */
  readonly operate_time: string;
  /** E.g. `USER_CREATE_COMPLAINT`, `MERCHANT_RESPONSE`. */
  readonly operate_type: string;
  readonly operate_details?: string;
  readonly image_list?: readonly string[];
  readonly complaint_media_list?: ComplaintMedia;
}

/** An answer to the payer. */
export interface ComplaintReply {
  readonly complaint_id: string;
  /** Default: the client's own merchant. */
  readonly complainted_mchid?: string;
  /** Up to 200 characters. */
  readonly response_content: string;
  /** `media_id`s of `complaints.uploadImage`, at most 4. */
  readonly response_images?: readonly string[];
  readonly jump_url?: string;
  readonly jump_url_text?: string;
}

/**
 * An answer to a complaint with `need_immediate_service`.
 *
 * @see answering a complaint that needs immediate service, document 4017151726
 */
export interface ImmediateReply {
  readonly complaint_id: string;
  /** Default: the client's own merchant. */
  readonly complainted_mchid?: string;
  readonly message: {
    /** At least one; shown in this order. */
    readonly blocks: readonly MessageBlock[];
    /** Who speaks. */
    readonly sender_identity?: 'UNKNOWN' | 'MANUAL' | 'MACHINE';
    /** Comes back to you as it is. */
    readonly custom_data?: string;
  };
  /** Yours, up to 128 characters; the same again is one answer. */
  readonly idempotent_id: string;
}

/** A piece of a message: `type` says which of the other members it has. */
export interface MessageBlock {
  readonly type: 'TEXT' | 'IMAGE' | 'LINK' | 'FAQ_LIST' | 'BUTTON' | 'BUTTON_GROUP';
  readonly text?: {
    readonly text: string;
    readonly color?: 'DEFAULT' | 'SECONDARY';
    readonly is_bold?: boolean;
  };
  readonly image?: {
    /** From `complaints.uploadImage`. */
    readonly media_id: string;
    readonly image_style_type?: 'IMAGE_STYLE_TYPE_NARROW' | 'IMAGE_STYLE_TYPE_WIDE';
  };
  readonly link?: MessageButton;
  readonly faq_list?: {
    readonly faqs: readonly {
      readonly faq_id?: string;
      readonly faq_title: string;
      readonly action?: MessageAction;
    }[];
  };
  readonly button?: MessageButton;
  readonly button_group?: {
    readonly buttons: readonly MessageButton[];
    readonly button_layout?: 'LAYOUT_UNKNOWN' | 'LAYOUT_HORIZONTAL' | 'LAYOUT_VERTICAL';
    readonly invalid_info?: MessageExpiry;
  };
}

/** What the payer can press in a message. */
export interface MessageButton {
  readonly text: string;
  readonly action?: MessageAction;
  readonly invalid_info?: MessageExpiry;
}

/** What happens when it is pressed: `action_type` says which of the other members it has. */
export interface MessageAction {
  readonly action_type:
    | 'ACTION_TYPE_SEND_MESSAGE'
    | 'ACTION_TYPE_JUMP_URL'
    | 'ACTION_TYPE_JUMP_MINI_PROGRAM';
  readonly jump_url?: string;
  readonly mini_program_jump_info?: {
    readonly appid: string;
    readonly path?: string;
    readonly text?: string;
  };
  readonly message_info?: { readonly content: string; readonly custom_data?: string };
  readonly action_id?: string;
}

/** Until when, and how often, something can be pressed. */
export interface MessageExpiry {
  /** RFC 3339. */
  readonly expired_time?: string;
  readonly multi_clickable?: boolean;
}

/** What was decided about a wish for a refund. */
export type RefundProgress = {
  readonly complaint_id: string;
  /** Up to 200 characters. */
  readonly remark?: string;
} & (
  | {
      readonly action: 'APPROVE';
      /** Days until the refund is made: 0 is today. */
      readonly launch_refund_day?: number;
    }
  | {
      readonly action: 'REJECT';
      /** Up to 200 characters. */
      readonly reject_reason: string;
      /** `media_id`s of `complaints.uploadImage`, at most 4. */
      readonly reject_media_list?: readonly string[];
    }
);

/** Where complaint notifications go. */
export interface ComplaintNotificationUrl {
  readonly mchid: string;
  readonly url: string;
}
