/** Which payment is shipped: by WeChat's number (type 2) or by the merchant's (type 1). */
export type ShippingOrderKey =
  | { readonly order_number_type: 2; readonly transaction_id: string }
  | { readonly order_number_type: 1; readonly mchid: string; readonly out_trade_no: string };

/** 1 express, 2 same-city delivery, 3 virtual goods, 4 picked up by the user. */
export type LogisticsType = 1 | 2 | 3 | 4;

/** 1 all in one go (UNIFIED_DELIVERY), 2 in several parcels (SPLIT_DELIVERY). */
export type DeliveryMode = 1 | 2;

/** How one payment is shipped. */
export interface Shipment {
  /** Which payment. */
  readonly order_key: ShippingOrderKey;
  /** 1 express, 2 same city, 3 virtual, 4 collected. */
  readonly logistics_type: LogisticsType;
  /** A number; 2 is for express only. */
  readonly delivery_mode: DeliveryMode;
  /** Whether this is the last parcel; required for delivery_mode 2. */
  readonly is_all_delivered?: boolean;
  /** 1 to 15 parcels; exactly 1 for delivery_mode 1. */
  readonly shipping_list: readonly ShippingItem[];
}

/** One parcel, or for types 2, 3 and 4 the goods alone. */
export interface ShippingItem {
  /** Up to 128 characters; required for express. */
  readonly tracking_no?: string;
  /** `delivery_id` of `deliveryCompanies`, e.g. `SF`; up to 128 characters; required for express. */
  readonly express_company?: string;
  /** What is in it, e.g. `Hat *1`; up to 120 characters. */
  readonly item_desc: string;
  /** SF needs one of the two. */
  readonly contact?: ShippingContact;
}

/** Masked telephone numbers, the last four digits shown: `189****1234`. */
export interface ShippingContact {
  /** Masked telephone number of the sender. */
  readonly consignor_contact?: string;
  /** Masked telephone number of the receiver. */
  readonly receiver_contact?: string;
}

/** Shipping information of one payment. */
export interface ShippingUpload extends Shipment {
  /** RFC 3339 with zone; must be later than that of the upload before. Default: now. */
  readonly upload_time?: string;
  /** Who paid. */
  readonly payer: { readonly openid: string };
}

/** Shipping information of a combined payment. */
export interface CombinedShippingUpload {
  /** The combined payment. */
  readonly order_key: ShippingOrderKey;
  /** One for each order in it, all of one `logistics_type`. */
  readonly sub_orders: readonly Shipment[];
  /** RFC 3339 with zone; must be later than that of the upload before. Default: now. */
  readonly upload_time?: string;
  /** Who paid. */
  readonly payer: { readonly openid: string };
}
