import type { Parcel } from './shipment.ts';
import type { ShippingCase } from './shipping-desk.ts';

/**
 * Writes a payment as `get_order` answers it; `shipping` is empty while nothing was shipped.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_getorder.html
 */
export function describeShipping(
  { sale, shipment, state, inComplaint }: ShippingCase,
  merchantId: string,
): Record<string, unknown> {
  return {
    transaction_id: sale.transaction_id,
    merchant_trade_no: sale.out_trade_no,
    merchant_id: merchantId,
    sub_merchant_id: sale.subMchid ?? '',
    description: sale.description,
    paid_amount: sale.totalFen,
    openid: sale.openid,
    trade_create_time: seconds(sale.paidAtMs),
    pay_time: seconds(sale.paidAtMs),
    order_state: state,
    in_complaint: inComplaint,
    shipping:
      shipment === undefined
        ? {}
        : {
            delivery_mode: shipment.delivery_mode,
            logistics_type: shipment.logistics_type,
            finish_shipping: shipment.finished,
            goods_desc: shipment.parcels.map(({ item_desc }) => item_desc).join(';'),
            finish_shipping_count: shipment.finished ? (shipment.reshipped ? 2 : 1) : 0,
            shipping_list: shipment.parcels.map(describeParcel),
          },
  };
}

function describeParcel(parcel: Parcel): Record<string, unknown> {
  const { item_desc: goods_desc, uploadedAtMs, ...rest } = parcel;
  return { ...rest, goods_desc, upload_time: seconds(uploadedAtMs) };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
