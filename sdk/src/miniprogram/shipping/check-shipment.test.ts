import { expect, test } from 'vitest';
import { ArgumentError } from '../../core/errors/argument-error.ts';
import { checkShipment } from './check-shipment.ts';
import type { Shipment, ShippingItem } from './shipping-info.ts';

const item: ShippingItem = { tracking_no: 'Z1', express_company: 'ZTO', item_desc: 'Hat *1' };
const express: Shipment = {
  order_key: { order_number_type: 2, transaction_id: '42' },
  logistics_type: 1,
  delivery_mode: 1,
  shipping_list: [item],
};

function fieldOf(change: object, at?: string): string {
  try {
    checkShipment({ ...express, ...change }, at);
  } catch (error) {
    if (error instanceof ArgumentError) return error.field;
    throw error;
  }
  return 'accepted';
}

test.each<[string, object]>([
  ['express', {}],
  ['the merchant’s number', { order_key: { order_number_type: 1, mchid: '1', out_trade_no: 'T' } }],
  ['a split shipment', { delivery_mode: 2, is_all_delivered: false, shipping_list: [item, item] }],
  ['virtual goods', { logistics_type: 3, shipping_list: [{ item_desc: 'Song' }] }],
  ['120 characters', { shipping_list: [{ ...item, item_desc: '帽'.repeat(120) }] }],
  [
    'SF with a masked number',
    {
      shipping_list: [
        { ...item, express_company: 'SF', contact: { receiver_contact: '189****1234' } },
      ],
    },
  ],
])('%s is accepted', (_name, change) => {
  expect(fieldOf(change)).toBe('accepted');
});

test.each<[string, object]>([
  ['order_key.order_number_type', { order_key: { order_number_type: 3 } }],
  ['order_key.transaction_id', { order_key: { order_number_type: 2, transaction_id: '' } }],
  ['order_key.mchid', { order_key: { order_number_type: 1, mchid: '', out_trade_no: 'T' } }],
  ['order_key.out_trade_no', { order_key: { order_number_type: 1, mchid: '1' } }],
  ['logistics_type', { logistics_type: '1' }],
  ['delivery_mode', { delivery_mode: 'UNIFIED_DELIVERY' }],
  ['delivery_mode', { logistics_type: 2, delivery_mode: 2, is_all_delivered: true }],
  ['is_all_delivered', { delivery_mode: 2 }],
  ['is_all_delivered', { is_all_delivered: null }],
  ['shipping_list', { shipping_list: item }],
  ['shipping_list', { shipping_list: [] }],
  ['shipping_list', { shipping_list: [item, item] }],
  [
    'shipping_list',
    { delivery_mode: 2, is_all_delivered: true, shipping_list: Array(16).fill(item) },
  ],
  ['shipping_list[0].item_desc', { shipping_list: [{ ...item, item_desc: '' }] }],
  ['shipping_list[0].item_desc', { shipping_list: [{ ...item, item_desc: 'x'.repeat(121) }] }],
  ['shipping_list[0].tracking_no', { shipping_list: [{ ...item, tracking_no: undefined }] }],
  [
    'shipping_list[0].express_company',
    { shipping_list: [{ ...item, express_company: 'x'.repeat(129) }] },
  ],
  ['shipping_list[0].contact', { shipping_list: [{ ...item, express_company: 'SF' }] }],
  [
    'shipping_list[0].contact.receiver_contact',
    { shipping_list: [{ ...item, contact: { receiver_contact: '18912341234' } }] },
  ],
  [
    'shipping_list[0].contact.consignor_contact',
    { shipping_list: [{ ...item, contact: { consignor_contact: '189********' } }] },
  ],
])('a wrong %s is named before anything is sent', (field, change) => {
  expect(fieldOf(change)).toBe(field);
});

test('a sub-order’s field is named with its place', () => {
  expect(fieldOf({ logistics_type: 9 }, 'sub_orders[1].')).toBe('sub_orders[1].logistics_type');
});
