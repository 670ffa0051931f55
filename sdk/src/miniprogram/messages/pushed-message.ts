import type { JsonObject } from '../../core/parse-object.ts';

/**
 * A message or event that WeChat pushed, opened and verified. `event` says what `message` holds.
 *
 * The same message may come again: WeChat repeats it until it is answered in time.
 */
export type PushedMessage =
  | (PushEnvelope & {
      readonly event: 'trade_manage_remind_access_api';
      readonly message: PushNote;
    })
  | (PushEnvelope & {
      readonly event: 'trade_manage_remind_shipping';
      readonly message: ShippingReminder;
    })
  | (PushEnvelope & {
      readonly event: 'trade_manage_order_settlement';
      readonly message: OrderSettlement;
    })
  | (PushEnvelope & { readonly event: 'wxa_trade_controlled'; readonly message: PushNote })
  | (PushEnvelope & { readonly event: 'OTHER'; readonly message: PushHead & JsonObject });

/** How a message came. */
export interface PushEnvelope {
  /** The same for each repetition of one message. */
  readonly deduplicationKey: string;
  /** The data format chosen in the console. */
  readonly format: 'json' | 'xml';
  /** Whether it was encrypted: only then does the signature cover the content. */
  readonly encrypted: boolean;
  /** The message as text, as it came or was decrypted. */
  readonly text: string;
  /** Of this delivery; a reply is signed with it. */
  readonly nonce: string;
}

/** What every message holds. */
export interface PushHead {
  /** The mini-program's own number, `gh_…`. */
  readonly ToUserName: string;
  /** The openid of the user it is about. */
  readonly FromUserName: string;
  /** Unix seconds. */
  readonly CreateTime: number;
  /** `event`, `text`, `image`, … */
  readonly MsgType: string;
}

/** A text for the operators: shipping management waits to be used, or the payment ability was restricted. */
export interface PushNote extends PushHead {
  readonly msg: string;
}

/** The payment that an event of shipping management is about. */
interface ShippedPayment extends PushHead {
  readonly transaction_id: string;
  /** The merchant number. */
  readonly merchant_id: string;
  /** Only for payments of a sub-merchant. */
  readonly sub_merchant_id?: string;
  /** The out_trade_no. */
  readonly merchant_trade_no: string;
  /** Unix seconds. */
  readonly pay_time: number;
}

/** A payment is 48 hours old and not shipped. */
export interface ShippingReminder extends ShippedPayment {
  readonly msg: string;
}

/** Sent when a payment was shipped completely, with the estimate, and again when it was settled. */
export interface OrderSettlement extends ShippedPayment {
  /** Unix seconds. */
  readonly shipped_time?: number;
  /** Unix seconds; at shipping. */
  readonly estimated_settlement_time?: number;
  /** Automatic or by the user: which number means which is disputed, so keep it and do not rely on it. */
  readonly confirm_receive_method?: number;
  /** Unix seconds; at settlement. */
  readonly confirm_receive_time?: number;
  /** Unix seconds; at settlement. */
  readonly settlement_time?: number;
}
