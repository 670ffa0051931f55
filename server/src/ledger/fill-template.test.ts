import { expect, it } from 'vitest';
import { sampleOrder } from '../testing/sample-order.ts';
import { sampleShipment } from '../testing/sample-shipment.ts';
import { fillTemplate, type MessageTemplate } from './fill-template.ts';

const order = sampleOrder({ paidAtMs: Date.UTC(2026, 10, 23, 2, 0), description: '茶'.repeat(30) });
const fields = (map: MessageTemplate['fields'], shipment = sampleShipment()) =>
  fillTemplate({ templateId: 'T', fields: map }, order, shipment);

it('writes amounts in yuan, times in Beijing time, and fixed texts as they are', () => {
  expect(
    fields({
      amount2: 'amount',
      time3: 'paidAt',
      phrase1: '"已付款',
      character_string4: 'outTradeNo',
    }),
  ).toEqual({
    amount2: '¥128.00',
    time3: '2026-11-23 10:00',
    phrase1: '已付款',
    character_string4: 'Y0000000001',
  });
});

it('cuts what is longer than its field takes', () => {
  const { thing1, character_string2 } = fields(
    { thing1: 'description', character_string2: 'trackingNo' },
    sampleShipment({
      parcels: [{ ...(sampleShipment().parcels[0] ?? never()), trackingNo: '9'.repeat(40) }],
    }),
  );
  expect(thing1).toBe(`${'茶'.repeat(19)}…`);
  expect(character_string2).toBe('9'.repeat(32));
});

it('writes a dash for what is not known, which WeChat would refuse when empty', () => {
  expect(fillTemplate({ templateId: 'T', fields: { thing1: 'carrier' } }, order, null)).toEqual({
    thing1: '-',
  });
});

function never(): never {
  throw new Error('the sample has a parcel');
}
