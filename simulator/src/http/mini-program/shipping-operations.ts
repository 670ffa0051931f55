import { describeShipping } from '../../platform/mini-program/describe-shipping.ts';
import { PlatformRefusal } from '../../platform/mini-program/platform-refusal.ts';
import type { OrderKey } from '../../platform/mini-program/shipment.ts';
import type { ShippingCase } from '../../platform/mini-program/shipping-desk.ts';
import { readCombined, readUpload } from '../../platform/mini-program/shipping-fields.ts';
import {
  type Json,
  type PlatformOperation,
  type PlatformStage,
  post,
} from './platform-operation.ts';

const ROOT = '/wxa/sec/order';

/**
 * Shipping management.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/
 */
export const shippingOperations: readonly PlatformOperation[] = [
  post(`${ROOT}/upload_shipping_info`, ({ body }, { miniProgram }) => {
    miniProgram.shipping.upload(miniProgram.appid, readUpload(body));
    return {};
  }),
  post(`${ROOT}/upload_combined_shipping_info`, ({ body }, { miniProgram }) => {
    miniProgram.shipping.uploadCombined(miniProgram.appid, readCombined(body));
    return {};
  }),
  post(`${ROOT}/get_order`, ({ body }, stage) => {
    const { shipping, appid } = stage.miniProgram;
    return { order: describe(shipping.find(appid, readKey(body)), stage) };
  }),
  post(`${ROOT}/get_order_list`, ({ body }, stage) => listOrders(body, stage)),
  post(`${ROOT}/notify_confirm_receive`, ({ body }, { miniProgram }) => {
    const { received_time } = body;
    if (!Number.isSafeInteger(received_time)) throw wrongType();
    miniProgram.shipping.remindReceipt(miniProgram.appid, readKey(body), Number(received_time));
    return {};
  }),
  post(`${ROOT}/set_msg_jump_path`, ({ body: { path } }, { miniProgram }) => {
    if (typeof path !== 'string') throw wrongType();
    if (!isPage(path)) throw new PlatformRefusal(10060035, '跳转路径无效');
    miniProgram.paths.messageJump = path;
    return {};
  }),
  post(`${ROOT}/update_order_detail_path`, ({ body: { path } }, { miniProgram }) => {
    if (typeof path !== 'string') throw wrongType();
    if (!isPage(path)) throw new PlatformRefusal(10060035, '跳转路径无效');
    miniProgram.paths.orderDetail = path;
    return {};
  }),
  post(`${ROOT}/is_trade_managed`, ({ body }, { miniProgram }) => {
    checkAppid(body, miniProgram.appid);
    return { is_trade_managed: miniProgram.shipping.settings().managed };
  }),
  post(`${ROOT}/is_trade_management_confirmation_completed`, ({ body }, { miniProgram }) => {
    checkAppid(body, miniProgram.appid);
    return { completed: miniProgram.shipping.settings().confirmed };
  }),
  post(`${ROOT}/opspecialorder`, ({ body }, { miniProgram, nowMs }) => {
    const { order_id, type, delay_to } = body;
    if (typeof order_id !== 'string') throw wrongType();
    if (type !== 1 && type !== 2) throw new PlatformRefusal(268546001, '类型有误');
    const untilMs = type === 1 ? Number(delay_to) * 1000 : Number.MAX_SAFE_INTEGER;
    const latestMs = nowMs() + 330 * 86_400_000;
    if (type === 1 && !(untilMs > nowMs() && untilMs <= latestMs)) {
      throw new PlatformRefusal(268546002, '延迟时间有误');
    }
    miniProgram.shipping.postpone(miniProgram.appid, order_id, untilMs);
    return {};
  }),
  post('/cgi-bin/express/delivery/open_msg/get_delivery_list', () => ({
    delivery_list: COURIERS.map(([delivery_id, delivery_name]) => ({ delivery_id, delivery_name })),
    count: COURIERS.length,
  })),
  post('/cgi-bin/message/subscribe/send', ({ body }, { miniProgram }) => {
    miniProgram.subscriptions.send(body);
    return {};
  }),
];

/** A few of the real ones, about 1,400. */
const COURIERS = [
  ['SF', '顺丰速运'],
  ['STO', '申通快递'],
  ['ZTO', '中通快递'],
  ['YTO', '圆通速递'],
  ['YD', '韵达速递'],
  ['JTSD', '极兔速递'],
  ['DHL', 'DHL'],
] as const;

function listOrders(body: Json, stage: PlatformStage): Json {
  const { shipping, appid } = stage.miniProgram;
  const { pay_time_range = {}, order_state, openid, last_index = '0', page_size = 100 } = body;
  const range = object(pay_time_range);
  const from = readSeconds(range.begin_time, 0);
  const to = readSeconds(range.end_time, Number.MAX_SAFE_INTEGER);
  const start = Number(last_index === '' ? 0 : last_index);
  const size = Number(page_size);
  if (!Number.isSafeInteger(start) || !(size >= 1 && size <= 100) || from > to) {
    throw new PlatformRefusal(10060011, '参数错误');
  }
  if (!shipping.settings().managed) throw new PlatformRefusal(48001, 'api unauthorized');
  const found = shipping.list(appid).filter(({ sale, state }) => {
    const paidAt = Math.floor(sale.paidAtMs / 1000);
    const asked = order_state === undefined || state === order_state;
    return (
      asked && (openid === undefined || sale.openid === openid) && paidAt >= from && paidAt <= to
    );
  });
  const end = start + size;
  return {
    last_index: String(end),
    has_more: end < found.length,
    order_list: found.slice(start, end).map((one) => describe(one, stage)),
  };
}

function describe(found: ShippingCase, { miniProgram: { sales } }: PlatformStage): Json {
  return describeShipping(found, sales.ownerOf(found.sale));
}

/** The queries name a payment by other members than the uploads. */
function readKey({ transaction_id, merchant_id, merchant_trade_no }: Json): OrderKey {
  if (typeof transaction_id === 'string' && transaction_id !== '') {
    return { order_number_type: 2, transaction_id };
  }
  if (typeof merchant_id !== 'string' || typeof merchant_trade_no !== 'string') {
    throw new PlatformRefusal(10060014, '参数错误');
  }
  return { order_number_type: 1, mchid: merchant_id, out_trade_no: merchant_trade_no };
}

function checkAppid({ appid }: Json, own: string): void {
  if (appid !== own) throw new PlatformRefusal(40013, 'invalid appid');
}

/** A page of the mini-program: no scheme, no slash at the front. */
function isPage(path: string): boolean {
  return /^[A-Za-z][\w-]*(?:\/[\w-]+)+(?:\?.*)?$/.test(path);
}

function readSeconds(value: unknown, absent: number): number {
  if (value === undefined) return absent;
  if (!Number.isSafeInteger(value)) throw wrongType();
  return Number(value);
}

function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType();
  return value as Json;
}

function wrongType(): PlatformRefusal {
  return new PlatformRefusal(47001, 'data format error');
}
