/** How goods reach the payer; WeChat knows these four. */
export type ShippingMethod = 'express' | 'same-city' | 'virtual' | 'self-pickup';

/**
 * What WeChat knows of a shipment from us: not told yet, told, or told and refused, which a person
 * looks at.
 */
export type ShipmentState = 'to-report' | 'reported' | 'refused';

/** What WeChat says of a payment's shipping. */
export type ShippingStage =
  | 'unshipped'
  | 'shipped'
  | 'received'
  | 'completed'
  | 'refunded'
  | 'settling';

/** One parcel, or for other methods than express the goods alone. */
export interface Parcel {
  /** What is in it; 1 to 120 characters. */
  readonly itemDesc: string;
  /** WeChat's code of the courier, e.g. `SF`; null unless it is express. */
  readonly carrier: string | null;
  readonly trackingNo: string | null;
  /** The payer's number, masked: `189****1234`. SF wants it. */
  readonly receiverPhone: string | null;
  /** Whether WeChat has taken it. */
  readonly reported: boolean;
}

/** How one paid order is shipped. It moves no money: the order's state does not depend on it. */
export interface Shipment {
  readonly merchantId: string;
  readonly orderId: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly openid: string;
  readonly method: ShippingMethod;
  readonly parcels: readonly Parcel[];
  /** False while more parcels are to follow. */
  readonly complete: boolean;
  readonly state: ShipmentState;
  /** How often a shipment that WeChat has was replaced; WeChat takes one. */
  readonly changes: number;
  /** Who said how it is shipped: `system` when the settings did. */
  readonly requestedBy: string;
  readonly requestedAtMs: number;
  /** When WeChat took all that there is. */
  readonly reportedAtMs: number | null;
  /** WeChat's code when it refused, or `EXPIRED` when it never knew the payment. */
  readonly problem: string | null;
  /** What WeChat said last; null: it was not asked yet. */
  readonly stage: ShippingStage | null;
  /** When WeChat was last asked. */
  readonly askedAtMs: number | null;
  /** When we learnt that the payer has the goods, by word of WeChat. */
  readonly receivedAtMs: number | null;
  /** When WeChat expects to free the money. */
  readonly settlesAtMs: number | null;
  /** When WeChat freed the money; null: it is frozen, or shipping management is not opened. */
  readonly settledAtMs: number | null;
  /** When it is to be reported, or reported again; null: there is nothing to report. */
  readonly nextReportAtMs: number | null;
  readonly reportCount: number;
  /** Counts the commits; one against an older version is refused as stale. */
  readonly version: number;
}

/** What WeChat says of a shipment, asked or by a pushed message. */
export interface ShippingStatement {
  readonly transactionId: string;
  readonly stage: ShippingStage;
  /** When the payer got the goods; null: it does not say. */
  readonly receivedAtMs: number | null;
  readonly settlesAtMs: number | null;
  readonly settledAtMs: number | null;
}
