import { isText } from '../../core/objects/is-amount.ts';
import { isObject } from '../../core/parse-object.ts';
import type { DeliveryMode, LogisticsType, ShippingContact } from './shipping-info.ts';

/** 1 to be shipped, 2 shipped, 3 receipt confirmed, 4 completed, 5 refunded, 6 waiting for settlement. */
export type ShippingOrderState = 1 | 2 | 3 | 4 | 5 | 6;

/** The shipping state of one payment. */
export interface ShippingOrder {
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** The merchant number; elsewhere spelled `mchid`. */
  readonly merchant_id: string;
  /** Only for payments of a sub-merchant. */
  readonly sub_merchant_id?: string;
  /** The merchant's order number; elsewhere spelled `out_trade_no`. */
  readonly merchant_trade_no: string;
  /** What was bought. */
  readonly description: string;
  /** In fen. */
  readonly paid_amount: number;
  /** Of the payer. */
  readonly openid: string;
  /** Unix seconds. */
  readonly trade_create_time: number;
  /** Unix seconds. */
  readonly pay_time: number;
  /** 1 to be sent, 2 sent, 3 received, 4 finished, 5 refunded, 6 waiting for settlement. */
  readonly order_state: ShippingOrderState;
  /** Whether a complaint is open: settlement waits for its end. */
  readonly in_complaint: boolean;
  /** Its members are absent while nothing was shipped. */
  readonly shipping: Partial<ShippingRecord>;
}

/** What was shipped. */
export interface ShippingRecord {
  /** 1 one delivery, 2 several. */
  readonly delivery_mode: DeliveryMode;
  /** 1 express, 2 same city, 3 virtual, 4 collected. */
  readonly logistics_type: LogisticsType;
  /** Whether all of it was shipped. */
  readonly finish_shipping: boolean;
  /** All goods in one text. */
  readonly goods_desc: string;
  /** 0 not finished, 1 finished, 2 shipped once more: no further change is accepted. */
  readonly finish_shipping_count: 0 | 1 | 2;
  /** What was sent. */
  readonly shipping_list: readonly ShippedItem[];
}

/** One parcel as WeChat keeps it. */
export interface ShippedItem {
  /** Up to 128 characters. */
  readonly tracking_no?: string;
  /** Code of the courier, up to 128 characters. */
  readonly express_company?: string;
  /** What was sent, for people. */
  readonly goods_desc?: string;
  /** Unix seconds. */
  readonly upload_time: number;
  /** Masked telephone numbers. */
  readonly contact?: ShippingContact;
}

/** One page of payments. */
export interface ShippingOrderPage {
  /** Hand it in as `last_index` for the next page. */
  readonly last_index: string;
  /** Whether another page follows. */
  readonly has_more: boolean;
  /** The payments of this page. */
  readonly order_list: readonly ShippingOrder[];
}

/** Which payments to list; everything is optional. */
export interface ShippingOrderQuery {
  /** Unix seconds. */
  readonly pay_time_range?: { readonly begin_time?: number; readonly end_time?: number };
  /** 1 to be sent, 2 sent, 3 received, 4 finished, 5 refunded, 6 waiting for settlement. */
  readonly order_state?: ShippingOrderState;
  /** Of the payer. */
  readonly openid?: string;
  /** From the page before. */
  readonly last_index?: string;
  /** Default 100. */
  readonly page_size?: number;
}

/** Whether a value names a payment and its state; the other members are WeChat's word. */
export function isShippingOrder(value: unknown): value is ShippingOrder {
  return (
    isObject(value) &&
    [value.transaction_id, value.merchant_id, value.merchant_trade_no].every(isText) &&
    Number.isSafeInteger(value.order_state) &&
    isObject(value.shipping)
  );
}
