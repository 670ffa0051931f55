import { ArgumentError } from '../../core/errors/argument-error.ts';
import { isText } from '../../core/objects/is-amount.ts';
import { isObject } from '../../core/parse-object.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { PlatformClient } from '../create-platform-client.ts';
import { malformedAnswer } from '../malformed-answer.ts';
import { checkPaymentKey } from './payment-key.ts';
import { findShippingOrder, listShippingOrders } from './read-shipping-orders.ts';
import type { DeliveryCompany, ShippingApi } from './shipping-api.ts';
import { uploadCombinedShipping, uploadShipping } from './upload-shipping.ts';

/** What the shipping calls are made of. */
export interface ShippingParts {
  /** Adds the access token. */
  readonly client: PlatformClient;
  readonly appid: string;
  readonly nowMs: () => number;
}

/** Makes the shipping calls of one mini-program. */
export function createShipping(parts: ShippingParts): ShippingApi {
  const { client, appid } = parts;
  const post = (path: string, body: object, options: CallOptions | undefined) =>
    client.call({ method: 'POST', path: `/wxa/sec/order/${path}`, body, options });

  async function ask(path: string, member: string, options?: CallOptions): Promise<boolean> {
    const value = (await post(path, { appid }, options))[member];
    if (typeof value !== 'boolean') throw malformedAnswer(`${member} is missing`);
    return value;
  }

  async function setPath(name: string, path: string, options?: CallOptions): Promise<void> {
    if (!isText(path)) throw new ArgumentError('path', 'must be a page of the mini-program');
    await post(name, { path }, options);
  }

  const api: ShippingApi = {
    upload: async (upload, options) => uploadShipping(parts, upload, options),
    uploadCombined: async (upload, options) => uploadCombinedShipping(parts, upload, options),
    getOrder: (key, options) => findShippingOrder(client, key, options),
    listOrders: (query = {}, options) => listShippingOrders(client, query, options),
    notifyConfirmReceive: async (delivered, options) => {
      checkPaymentKey(delivered);
      checkSeconds(delivered.received_time, 'received_time');
      await post('notify_confirm_receive', delivered, options);
    },
    setMessageJumpPath: (path, options) => setPath('set_msg_jump_path', path, options),
    setOrderDetailPath: (path, options) => setPath('update_order_detail_path', path, options),
    isTradeManaged: (options) => ask('is_trade_managed', 'is_trade_managed', options),
    isTradeManagementConfirmationCompleted: (options) =>
      ask('is_trade_management_confirmation_completed', 'completed', options),
    reportSpecialOrder: async (report, options) => {
      if (!isText(report.order_id)) throw new ArgumentError('order_id', 'must be given');
      if (report.type !== 1 && report.type !== 2) throw new ArgumentError('type', 'must be 1 or 2');
      if (report.type === 1) checkSeconds(report.delay_to, 'delay_to');
      await post('opspecialorder', report, options);
    },
    deliveryCompanies: (options) => listDeliveryCompanies(client, options),
  };
  return Object.freeze(api);
}

async function listDeliveryCompanies(
  client: PlatformClient,
  options?: CallOptions,
): Promise<readonly DeliveryCompany[]> {
  const path = '/cgi-bin/express/delivery/open_msg/get_delivery_list';
  const { delivery_list } = await client.call({ method: 'POST', path, options });
  if (!Array.isArray(delivery_list) || !delivery_list.every(isDeliveryCompany)) {
    throw malformedAnswer('it is not a list of couriers');
  }
  return Object.freeze(delivery_list);
}

function isDeliveryCompany(value: unknown): value is DeliveryCompany {
  return isObject(value) && isText(value.delivery_id) && typeof value.delivery_name === 'string';
}

// Milliseconds would name a moment thousands of years ahead.
function checkSeconds(value: number | undefined, field: string): void {
  if (Number.isSafeInteger(value) && Number(value) > 0 && Number(value) < 1e11) return;
  throw new ArgumentError(field, 'must be in Unix seconds');
}
