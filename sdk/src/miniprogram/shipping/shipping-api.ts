import type { CallOptions } from '../../http/call-options.ts';
import type { PaymentKey } from './payment-key.ts';
import type { CombinedShippingUpload, ShippingUpload } from './shipping-info.ts';
import type { ShippingOrder, ShippingOrderPage, ShippingOrderQuery } from './shipping-order.ts';
import type { ShippingUploaded } from './upload-shipping.ts';

/**
 * Shipping information (发货信息管理): where it is opened, the money stays frozen until it is entered.
 *
 * Every call may throw PlatformError (48001: not opened), NetworkError, TimeoutError and AnswerError; those that
 * take an argument also ArgumentError. After an unknown outcome repeat it unchanged.
 *
 * @see developers.weixin.qq.com `API/order_shipping`
 */
export interface ShippingApi {
  /**
   * Enters how a payment is shipped; a finished shipment may be changed once.
   *
   * @throws PlatformError: 10060001 the payment is not there yet, usual right after it: repeat after 10 to 60 seconds ·
   * 10060003 it was changed before · 10060004 refunded, settled or completed · 10060031 of another openid
   */
  upload(upload: ShippingUpload, options?: CallOptions): Promise<ShippingUploaded>;
  /** Enters how the orders of a combined payment are shipped. @throws as `upload` */
  uploadCombined(upload: CombinedShippingUpload, options?: CallOptions): Promise<ShippingUploaded>;
  /** Asks for the shipping state of one payment. @throws PlatformError 10060001 */
  getOrder(key: PaymentKey, options?: CallOptions): Promise<ShippingOrder>;
  /** Asks for one page of payments. @throws PlatformError 10060011 */
  listOrders(query?: ShippingOrderQuery, options?: CallOptions): Promise<ShippingOrderPage>;
  /** Reminds the user to confirm once the courier delivered: express only, once per payment. */
  notifyConfirmReceive(delivered: DeliveredPayment, options?: CallOptions): Promise<void>;
  /** Sets the page that the shipping message opens; WeChat appends the payment's numbers as its query. @throws PlatformError 10060035 */
  setMessageJumpPath(path: string, options?: CallOptions): Promise<void>;
  /** Sets the page that the user's order list opens; `${商品订单号}` in it becomes the out_trade_no. */
  setOrderDetailPath(path: string, options?: CallOptions): Promise<void>;
  /** Whether shipping management is opened for this mini-program: ask instead of guessing. */
  isTradeManaged(options?: CallOptions): Promise<boolean>;
  /** Whether every bound merchant number has confirmed the notice on trade settlement. */
  isTradeManagementConfirmationCompleted(options?: CallOptions): Promise<boolean>;
  /** Reports a payment that ships later than 15 days, or a test. @throws PlatformError 268546000 to 268546002 */
  reportSpecialOrder(report: SpecialOrder, options?: CallOptions): Promise<void>;
  /** The couriers and their codes, about 1,400. */
  deliveryCompanies(options?: CallOptions): Promise<readonly DeliveryCompany[]>;
}

/** A payment whose parcel the courier delivered. */
export type DeliveredPayment = PaymentKey & {
  /** Unix seconds. */
  readonly received_time: number;
};

/** A payment with a rule of its own. */
export interface SpecialOrder {
  /** The transaction_id. */
  readonly order_id: string;
  /** 1 pre-sale, 2 test order. */
  readonly type: 1 | 2;
  /** Unix seconds, at most 330 days ahead; required for type 1. */
  readonly delay_to?: number;
}

/** A courier. */
export interface DeliveryCompany {
  /** What `express_company` takes, e.g. `SF`. */
  readonly delivery_id: string;
  readonly delivery_name: string;
}
