import type { MessageTemplate } from '../ledger/fill-template.ts';
import type { Shipment, ShippingMethod, ShippingStatement } from '../ledger/shipment.ts';

/** The query of a pushed message, as the router gives it. */
export type MessageQuery = Readonly<Record<string, unknown>>;

/** A pushed message in our names; `key` is the same for each repetition of it. */
export type PlatformMessage = {
  readonly key: string;
  /** WeChat's name of the event, for the log. */
  readonly name: string;
} & (
  | {
      readonly kind: 'settlement';
      readonly outTradeNo: string;
      readonly statement: ShippingStatement;
    }
  | { readonly kind: 'shipping-overdue'; readonly outTradeNo: string; readonly paidAtMs: number }
  /** Something for the operators: `text` is WeChat's own. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'other' }
);

/** What WeChat does after a payment. Failures are `PlatformFailure`s. */
export interface AfterPaymentPlatform {
  /** Enters the parcels that WeChat has not taken yet; entering the same again is no failure. */
  reportShipment(shipment: Shipment): Promise<void>;
  /** Asks for the shipping state of a payment; null when WeChat does not know it. */
  queryShipment(shipment: Pick<Shipment, 'transactionId'>): Promise<ShippingStatement | null>;
  /** Sends one subscribe message. */
  sendMessage(message: {
    readonly openid: string;
    readonly templateId: string;
    /** The page it opens; null: none. */
    readonly page: string | null;
    readonly fields: Readonly<Record<string, string>>;
  }): Promise<void>;
  /** Answers WeChat's check of our address with what it wants to hear; null: no push is configured. */
  checkMessageAddress(query: MessageQuery): string | null;
  /**
   * Verifies, decrypts and reads a pushed message; null: no push is configured.
   *
   * @throws NotificationRefused when anything is not as it must be.
   */
  openMessage(raw: {
    readonly query: MessageQuery;
    readonly body: Uint8Array;
  }): PlatformMessage | null;
}

/** What a merchant wants done after a payment. */
export interface AfterPaymentSettings {
  /** How every order is shipped as soon as it is paid; `manual`: the merchant says so for each. */
  readonly shipping: 'manual' | Exclude<ShippingMethod, 'express'>;
  /** Null: the payer is not told. */
  readonly paidTemplate: MessageTemplate | null;
  readonly shippedTemplate: MessageTemplate | null;
  /** The page that a message opens; `{id}` and `{outTradeNo}` are filled in. Null: none. */
  readonly orderPage: string | null;
}
