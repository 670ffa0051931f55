/** A piece of a message: `type` says which of the other members it has. */
export interface MessageBlock {
  /** Which of the other members it has. */
  readonly type: 'TEXT' | 'IMAGE' | 'LINK' | 'FAQ_LIST' | 'BUTTON' | 'BUTTON_GROUP';
  /** With `TEXT`. */
  readonly text?: {
    /** With `TEXT`. */
    readonly text: string;
    /** Default: `DEFAULT`. */
    readonly color?: 'DEFAULT' | 'SECONDARY';
    /** Default: false. */
    readonly is_bold?: boolean;
  };
  /** With `IMAGE`. */
  readonly image?: {
    /** From `complaints.uploadImage`. */
    readonly media_id: string;
    /** WeChat’s default: narrow. */
    readonly image_style_type?: 'IMAGE_STYLE_TYPE_NARROW' | 'IMAGE_STYLE_TYPE_WIDE';
  };
  /** With `LINK`. */
  readonly link?: MessageButton;
  /** With `FAQ_LIST`. */
  readonly faq_list?: {
    /** At least one. */
    readonly faqs: readonly {
      /** Yours. */
      readonly faq_id?: string;
      /** The question as shown. */
      readonly faq_title: string;
      /** What was decided, or what pressing does. */
      readonly action?: MessageAction;
    }[];
  };
  /** With `BUTTON`. */
  readonly button?: MessageButton;
  /** With `BUTTON_GROUP`. */
  readonly button_group?: {
    /** At least one. */
    readonly buttons: readonly MessageButton[];
    /** Side by side, or below each other. */
    readonly button_layout?: 'LAYOUT_UNKNOWN' | 'LAYOUT_HORIZONTAL' | 'LAYOUT_VERTICAL';
    /** Default: always, and once. */
    readonly invalid_info?: MessageExpiry;
  };
}

/** What the payer can press in a message. */
export interface MessageButton {
  /** With `TEXT`. */
  readonly text: string;
  /** What was decided, or what pressing does. */
  readonly action?: MessageAction;
  /** Default: always, and once. */
  readonly invalid_info?: MessageExpiry;
}

/** What happens when it is pressed: `action_type` says which of the other members it has. */
export interface MessageAction {
  readonly action_type:
    | 'ACTION_TYPE_SEND_MESSAGE'
    | 'ACTION_TYPE_JUMP_URL'
    | 'ACTION_TYPE_JUMP_MINI_PROGRAM';
  /** Address of a page, up to 512 characters; opened beside the answer. */
  readonly jump_url?: string;
  /** With `ACTION_TYPE_JUMP_MINI_PROGRAM`. */
  readonly mini_program_jump_info?: {
    /** Of the mini-program, up to 32 characters. */
    readonly appid: string;
    /** Page and query. */
    readonly path?: string;
    /** With `TEXT`. */
    readonly text?: string;
  };
  /** With `ACTION_TYPE_SEND_MESSAGE`: what the payer then says. */
  readonly message_info?: { readonly content: string; readonly custom_data?: string };
  /** Yours. */
  readonly action_id?: string;
}

/** Until when, and how often, something can be pressed. */
export interface MessageExpiry {
  /** RFC 3339. */
  readonly expired_time?: string;
  /** Default: false. */
  readonly multi_clickable?: boolean;
}
