/** A piece of a message: text, a picture, a link, questions, a button or several. */
export interface MessageBlock {
  /** Kind of the piece. */
  readonly type: 'TEXT' | 'IMAGE' | 'LINK' | 'FAQ_LIST' | 'BUTTON' | 'BUTTON_GROUP';
  /** A piece of text. */
  readonly text?: {
    /** What it says. */
    readonly text: string;
    /** Colour of the text. */
    readonly color?: 'DEFAULT' | 'SECONDARY';
    /** Whether the text is bold. */
    readonly is_bold?: boolean;
  };
  /** A picture. */
  readonly image?: {
    /** From `complaints.uploadImage`. */
    readonly media_id: string;
    /** Narrow or wide. */
    readonly image_style_type?: 'IMAGE_STYLE_TYPE_NARROW' | 'IMAGE_STYLE_TYPE_WIDE';
  };
  /** A link. */
  readonly link?: MessageButton;
  /** Questions to press. */
  readonly faq_list?: {
    /** The questions. */
    readonly faqs: readonly {
      /** Names the question. */
      readonly faq_id?: string;
      /** The question as shown. */
      readonly faq_title: string;
      /** What pressing does. */
      readonly action?: MessageAction;
    }[];
  };
  /** A button. */
  readonly button?: MessageButton;
  /** Several buttons. */
  readonly button_group?: {
    /** The buttons. */
    readonly buttons: readonly MessageButton[];
    /** Side by side, or below each other. */
    readonly button_layout?: 'LAYOUT_UNKNOWN' | 'LAYOUT_HORIZONTAL' | 'LAYOUT_VERTICAL';
    /** Until when, and how often, they can be pressed. */
    readonly invalid_info?: MessageExpiry;
  };
}

/** What the payer can press in a message. */
export interface MessageButton {
  /** What it reads. */
  readonly text: string;
  /** What pressing does. */
  readonly action?: MessageAction;
  /** Until when, and how often, it can be pressed. */
  readonly invalid_info?: MessageExpiry;
}

/** What happens when something is pressed. */
export interface MessageAction {
  /** A message is sent, a page opens, or a mini-program opens. */
  readonly action_type:
    | 'ACTION_TYPE_SEND_MESSAGE'
    | 'ACTION_TYPE_JUMP_URL'
    | 'ACTION_TYPE_JUMP_MINI_PROGRAM';
  /** Address of the page to open. */
  readonly jump_url?: string;
  /** The mini-program to open. */
  readonly mini_program_jump_info?: {
    /** Of the mini-program, up to 32 characters. */
    readonly appid: string;
    /** Its page. */
    readonly path?: string;
    /** What it reads. */
    readonly text?: string;
  };
  /** The message to send. */
  readonly message_info?: {
    /** What it says. */
    readonly content: string;
    /** Data of your own. */
    readonly custom_data?: string;
  };
  /** Names the action. */
  readonly action_id?: string;
}

/** Until when, and how often, something can be pressed. */
export interface MessageExpiry {
  /** Until when it can be pressed. */
  readonly expired_time?: string;
  /** Whether it can be pressed more than once. */
  readonly multi_clickable?: boolean;
}
