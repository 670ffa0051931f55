import { ArgumentError } from '../../core/errors/argument-error.ts';
import { isText } from '../../core/objects/is-amount.ts';
import type {
  Shipment,
  ShippingContact,
  ShippingItem,
  ShippingOrderKey,
  ShippingUpload,
} from './shipping-info.ts';

/**
 * Checks shipping information against the rules WeChat would refuse it by; most of its refusals name no field.
 *
 * @param at where the shipment stands in the request, e.g. `sub_orders[0].`
 * @throws ArgumentError
 */
export function checkShipment(shipment: Shipment, at = ''): void {
  const { order_key, logistics_type, delivery_mode, is_all_delivered, shipping_list } = shipment;
  checkOrderKey(order_key, `${at}order_key`);
  if (![1, 2, 3, 4].includes(logistics_type)) {
    throw new ArgumentError(`${at}logistics_type`, 'must be the number 1, 2, 3 or 4');
  }
  if (delivery_mode !== 1 && delivery_mode !== 2) {
    throw new ArgumentError(`${at}delivery_mode`, 'must be the number 1 or 2');
  }
  if (delivery_mode === 2 && logistics_type !== 1) {
    throw new ArgumentError(`${at}delivery_mode`, 'may be 2 for express (logistics_type 1) only');
  }
  const stated = typeof is_all_delivered === 'boolean';
  if (is_all_delivered !== undefined ? !stated : delivery_mode === 2) {
    throw new ArgumentError(`${at}is_all_delivered`, 'must be true or false for delivery_mode 2');
  }
  const most = delivery_mode === 1 ? 1 : 15;
  if (!Array.isArray(shipping_list) || shipping_list.length < 1 || shipping_list.length > most) {
    const rule = most === 1 ? 'must be an array of exactly 1' : 'must be an array of 1 to 15';
    throw new ArgumentError(`${at}shipping_list`, rule);
  }
  for (const [index, item] of shipping_list.entries()) {
    checkItem(item, logistics_type === 1, `${at}shipping_list[${index}].`);
  }
}

/** Checks who paid. @throws ArgumentError */
export function checkPayer({ openid }: ShippingUpload['payer']): void {
  if (!isText(openid)) throw new ArgumentError('payer.openid', 'must be given');
}

/** Checks the name of a payment. @throws ArgumentError */
export function checkOrderKey(key: ShippingOrderKey, at: string): void {
  const wrong = (name: string) => new ArgumentError(`${at}.${name}`, 'must be given');
  switch (key.order_number_type) {
    case 1:
      if (!isText(key.mchid)) throw wrong('mchid');
      if (!isText(key.out_trade_no)) throw wrong('out_trade_no');
      return;
    case 2:
      if (!isText(key.transaction_id)) throw wrong('transaction_id');
      return;
    default:
      throw new ArgumentError(`${at}.order_number_type`, 'must be the number 1 or 2');
  }
}

function checkItem(item: ShippingItem, express: boolean, at: string): void {
  checkText(item.item_desc, 120, `${at}item_desc`);
  for (const name of ['tracking_no', 'express_company'] as const) {
    if (express || item[name] !== undefined) checkText(item[name], 128, `${at}${name}`);
  }
  const { contact } = item;
  for (const name of contactNames) checkMasked(contact?.[name], `${at}contact.${name}`);
  const reachable = contactNames.some((name) => isText(contact?.[name]));
  if (express && item.express_company === 'SF' && !reachable) {
    throw new ArgumentError(`${at}contact`, 'must name consignor or receiver for SF');
  }
}

const contactNames: readonly (keyof ShippingContact)[] = ['consignor_contact', 'receiver_contact'];

function checkText(value: string | undefined, most: number, field: string): void {
  if (!isText(value) || [...value].length > most) {
    throw new ArgumentError(field, `must be a text of 1 to ${most} characters`);
  }
}

// A whole number would hand the payer's telephone to whoever reads the shipping message.
function checkMasked(value: string | undefined, field: string): void {
  if (value === undefined || /^[\d+-]*\*+[\d*-]*\d{4}$/.test(value)) return;
  throw new ArgumentError(field, 'must be masked but for its last four digits, as 189****1234');
}
