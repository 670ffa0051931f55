/** How a merchant ships what was paid, as types. */

/** How goods reach the payer; WeChat knows these four. */
export type ShippingMethod = 'express' | 'same-city' | 'virtual' | 'self-pickup';

/** How an order is shipped; other methods than express have one parcel with the goods alone. */
export interface ShipmentRequest {
  readonly method: ShippingMethod;
  /** 1 to 15. */
  readonly parcels: readonly {
    /** 1 to 120 characters, e.g. `Hat ×1`. */
    readonly itemDesc: string;
    /** WeChat's code of the courier, e.g. `SF`; express needs it. */
    readonly carrier?: string;
    /** Express needs it. */
    readonly trackingNo?: string;
    /** Masked, `189****1234`; SF wants it, and the payer's own is filled in when he let us keep it. */
    readonly receiverPhone?: string;
  }[];
  /** False: more parcels follow. Default true. */
  readonly complete?: boolean;
}

/** Several paid orders of one payer in one parcel; each is a shipment of its own afterwards. */
export interface SharedParcelRequest {
  /** 2 to 50 different ones. `itemDesc`: what of it is in the parcel; default: its description. */
  readonly orders: readonly { readonly id: string; readonly itemDesc?: string }[];
  readonly method: ShippingMethod;
  /** Express needs both. */
  readonly carrier?: string;
  readonly trackingNo?: string;
  /** As in {@link ShipmentRequest}. */
  readonly receiverPhone?: string;
}

/** A shipment as its merchant sees it. */
export interface MerchantShipment {
  readonly orderId: string;
  readonly outTradeNo: string;
  readonly method: ShippingMethod;
  readonly parcels: readonly {
    readonly itemDesc: string;
    readonly carrier: string | null;
    readonly trackingNo: string | null;
    readonly receiverPhone: string | null;
    /** Whether WeChat has taken it. */
    readonly reported: boolean;
  }[];
  readonly complete: boolean;
  /** What WeChat knows of it from us. */
  readonly state: 'to-report' | 'reported' | 'refused';
  /** WeChat's code when it did not take it. */
  readonly problem: string | null;
  /** What WeChat said last: `unshipped`, `shipped`, `received`, `settling`, `completed`, `refunded`. */
  readonly stage: string | null;
  /** How often it was replaced after WeChat had it; WeChat takes one. */
  readonly changes: number;
  readonly requestedAt: string;
  readonly reportedAt: string | null;
  readonly receivedAt: string | null;
  /** When WeChat expects to free the money. */
  readonly settlesAt: string | null;
  /** Null: the money is frozen, or shipping management is not opened. */
  readonly settledAt: string | null;
}

/** A subscribe message about an order. */
export interface OrderMessage {
  readonly kind: 'paid' | 'shipped';
  readonly state: 'pending' | 'sent' | 'refused' | 'expired';
  /** WeChat's code; 43101: the payer did not accept the template. */
  readonly problem: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
}
