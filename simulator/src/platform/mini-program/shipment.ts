/** One parcel, checked; the goods alone for anything but express. */
export interface ParcelInput {
  readonly tracking_no?: string;
  readonly express_company?: string;
  readonly item_desc: string;
  readonly contact?: Readonly<Record<string, string>>;
}

/** Names a payment: by WeChat's number or by the merchant's. */
export type OrderKey =
  | { readonly order_number_type: 2; readonly transaction_id: string }
  | { readonly order_number_type: 1; readonly mchid: string; readonly out_trade_no: string };

/** How one payment is shipped, checked for its form. */
export interface ShipmentInput {
  readonly order_key: OrderKey;
  /** 1 express, 2 same-city, 3 virtual, 4 picked up. */
  readonly logistics_type: number;
  /** 1 in one go, 2 split. */
  readonly delivery_mode: number;
  readonly is_all_delivered?: boolean;
  readonly shipping_list: readonly ParcelInput[];
}

/** One parcel as it is kept. */
export interface Parcel extends ParcelInput {
  readonly uploadedAtMs: number;
}

/** What is known of the shipping of one payment; moments in milliseconds. */
export interface Shipment {
  readonly logistics_type: number;
  readonly delivery_mode: number;
  readonly parcels: readonly Parcel[];
  /** The latest `upload_time`. */
  readonly uploadTimeMs: number;
  readonly finished: boolean;
  /** Whether the one change was used. */
  readonly reshipped: boolean;
  readonly shippedAtMs?: number;
  readonly remindedReceipt?: boolean;
  readonly confirmedAtMs?: number;
  /** 1 automatic, 2 by the user. */
  readonly confirmMethod?: 1 | 2;
  readonly settledAtMs?: number;
}

/** 1 to be shipped, 2 shipped, 3 receipt confirmed, 4 completed, 5 refunded, 6 waiting for settlement. */
export type OrderState = 1 | 2 | 3 | 4 | 5 | 6;

const DAY_MS = 86_400_000;

/** When a shipment nobody confirms is confirmed by itself. */
export function autoConfirmAtMs(
  { logistics_type }: Pick<Shipment, 'logistics_type'>,
  shippedAtMs: number,
): number {
  return shippedAtMs + (logistics_type === 1 ? 10 : 2) * DAY_MS;
}

/** Reads the state of a payment. */
export function shippingState(
  shipment: Shipment | undefined,
  inComplaint: boolean,
  refunded: boolean,
): OrderState {
  if (refunded) return 5;
  if (shipment?.settledAtMs !== undefined) return 4;
  if (shipment?.confirmedAtMs !== undefined) return inComplaint ? 6 : 3;
  return shipment?.finished === true ? 2 : 1;
}
