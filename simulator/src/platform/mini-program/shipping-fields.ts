import { parseRfc3339 } from '../beijing-time.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { OrderKey, ParcelInput, ShipmentInput } from './shipment.ts';

/** A JSON object nobody has judged yet. */
type Json = Readonly<Record<string, unknown>>;

/** A shipping upload, checked for its form. */
export interface UploadInput extends ShipmentInput {
  readonly uploadTimeMs: number;
  readonly openid: string;
}

/** A combined upload, checked for its form. */
export interface CombinedInput {
  readonly orders: readonly ShipmentInput[];
  readonly uploadTimeMs: number;
  readonly openid: string;
}

/**
 * Reads an upload as strictly as the real one: types first (47001), then each rule with its own code.
 *
 * @throws PlatformRefusal
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_uploadshippinginfo.html
 */
export function readUpload(body: Json): UploadInput {
  return { ...readShipment(body), ...readAround(body) };
}

/** Reads a combined upload. @throws PlatformRefusal */
export function readCombined(body: Json): CombinedInput {
  readOrderKey(object(body.order_key));
  const orders = array(body.sub_orders).map((order) => readShipment(object(order)));
  if (orders.length === 0) throw new PlatformRefusal(10060014, '参数错误');
  if (new Set(orders.map(({ logistics_type }) => logistics_type)).size > 1) {
    throw new PlatformRefusal(268485253, '物流类型不一致');
  }
  if (new Set(orders.map(({ order_key }) => JSON.stringify(order_key))).size < orders.length) {
    throw new PlatformRefusal(10060013, '子单重复');
  }
  return { orders, ...readAround(body) };
}

function readAround(body: Json): { uploadTimeMs: number; openid: string } {
  const openid = text(object(body.payer).openid);
  if (!openid) throw new PlatformRefusal(10060014, '参数错误');
  const uploadTimeMs = parseRfc3339(text(body.upload_time) ?? '');
  if (uploadTimeMs === undefined) throw new PlatformRefusal(268485216, '上传时间非法');
  return { uploadTimeMs, openid };
}

function readShipment(body: Json): ShipmentInput {
  const { is_all_delivered } = body;
  if (is_all_delivered !== undefined && typeof is_all_delivered !== 'boolean') throw wrongType();
  const logistics_type = integer(body.logistics_type);
  const delivery_mode = integer(body.delivery_mode);
  const order_key = readOrderKey(object(body.order_key));
  const parcels = array(body.shipping_list).map(object);
  if (![1, 2, 3, 4].includes(logistics_type)) throw new PlatformRefusal(10060005, '物流类型有误');
  if (delivery_mode !== 1 && delivery_mode !== 2) {
    throw new PlatformRefusal(268485224, '发货模式非法');
  }
  const split = delivery_mode === 2;
  if (split && logistics_type !== 1)
    throw new PlatformRefusal(10060006, '非快递发货时不允许分拆发货');
  if (split && is_all_delivered === undefined) {
    throw new PlatformRefusal(10060007, '分拆发货模式下必须填写is_all_delivered');
  }
  if (parcels.length > 15) throw new PlatformRefusal(10060024, '物流列表过长');
  if (!split && parcels.length !== 1)
    throw new PlatformRefusal(268485228, '统一发货模式下物流信息必须为1条');
  if (parcels.length === 0) throw new PlatformRefusal(10060014, '参数错误');
  return {
    order_key,
    logistics_type,
    delivery_mode,
    ...(is_all_delivered === undefined ? {} : { is_all_delivered }),
    shipping_list: parcels.map((parcel) => readParcel(parcel, logistics_type === 1)),
  };
}

function readOrderKey(key: Json): OrderKey {
  const order_number_type = integer(key.order_number_type);
  const given = (name: string, code: number) => {
    const value = text(key[name]);
    if (!value) throw new PlatformRefusal(code, `${name}为空`);
    return value;
  };
  switch (order_number_type) {
    case 1:
      return {
        order_number_type,
        mchid: given('mchid', 268485196),
        out_trade_no: given('out_trade_no', 268485197),
      };
    case 2:
      return { order_number_type, transaction_id: given('transaction_id', 268485195) };
    default:
      throw new PlatformRefusal(268485194, '订单单号类型非法');
  }
}

function readParcel(parcel: Json, express: boolean): ParcelInput {
  const item_desc = text(parcel.item_desc);
  if (!item_desc) throw new PlatformRefusal(10060008, '商品信息为空');
  if ([...item_desc].length > 120) throw new PlatformRefusal(10060009, '商品信息过长');
  const tracking_no = text(parcel.tracking_no);
  const express_company = text(parcel.express_company);
  if (express && !tracking_no) throw new PlatformRefusal(268485226, '物流单号为空');
  if (express && !express_company) throw new PlatformRefusal(268485227, '物流公司编码为空');
  if ((express_company ?? '').length > 128) throw new PlatformRefusal(10060025, '物流公司编码过长');
  if ((tracking_no ?? '').length > 128) throw new PlatformRefusal(10060026, '物流单号过长');
  const contact = readContact(parcel.contact);
  if (express && express_company === 'SF' && contact === undefined) {
    throw new PlatformRefusal(10060014, '参数错误');
  }
  return {
    ...(tracking_no === undefined ? {} : { tracking_no }),
    ...(express_company === undefined ? {} : { express_company }),
    item_desc,
    ...(contact === undefined ? {} : { contact }),
  };
}

function readContact(value: unknown): Readonly<Record<string, string>> | undefined {
  if (value === undefined) return undefined;
  const contact = object(value);
  const names = ['consignor_contact', 'receiver_contact'];
  const given = names.flatMap((name): [string, string][] => {
    const number = text(contact[name]);
    return number ? [[name, number]] : [];
  });
  // Whole numbers are not taken: all but the last four digits must be masked.
  if (given.some(([, number]) => !/\*[^*]*\d{4}$/.test(number))) {
    throw new PlatformRefusal(10060014, '参数错误');
  }
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType();
  return value as Json;
}

function array(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongType();
  return value;
}

function integer(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw wrongType();
  return Number(value);
}

function text(value: unknown): string | undefined {
  if (value !== undefined && typeof value !== 'string') throw wrongType();
  return value;
}

function wrongType(): PlatformRefusal {
  return new PlatformRefusal(47001, 'data format error');
}
