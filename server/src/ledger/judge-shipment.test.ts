import { describe, expect, it } from 'vitest';
import { sampleOrder } from '../testing/sample-order.ts';
import { sampleParcel, sampleShipment } from '../testing/sample-shipment.ts';
import { judgeShipment, type ShipmentRequest } from './judge-shipment.ts';
import { markReported } from './mark-reported.ts';
import type { Shipment } from './shipment.ts';

const paid = sampleOrder({ state: 'paid', transactionId: '42', paidAtMs: 60_000 });
const { reported: _, ...parcel } = sampleParcel();
const other = { ...parcel, trackingNo: '73100000002' };
const taken = sampleShipment({
  state: 'reported',
  parcels: [sampleParcel({ reported: true })],
  reportedAtMs: 130_000,
  stage: 'shipped',
});

function request(changes: Partial<ShipmentRequest> = {}): ShipmentRequest {
  return { method: 'express', parcels: [parcel], complete: true, ...changes };
}

function judge(before: Shipment | null, changes: Partial<ShipmentRequest> = {}) {
  const judged = judgeShipment(paid, before, request(changes));
  if (judged.kind === 'refuse') return judged.code;
  if (judged.kind === 'same') return 'same';
  return `${judged.kind} ${judged.parcels.map(({ trackingNo }) => trackingNo?.at(-1)).join()}`;
}

describe('judgeShipment', () => {
  it('ships what is paid, and nothing else', () => {
    expect(judge(null)).toBe('begin 1');
    for (const state of ['payable', 'closed', 'disputed'] as const) {
      expect(judgeShipment(sampleOrder({ state }), null, request())).toEqual({
        kind: 'refuse',
        code: 'order_not_paid',
      });
    }
  });

  it.each<[string, Partial<ShipmentRequest>]>([
    ['express without a number', { parcels: [{ ...parcel, trackingNo: null }] }],
    ['express without a courier', { parcels: [{ ...parcel, carrier: null }] }],
    ['virtual goods with a number', { method: 'virtual' }],
    ['no parcel', { parcels: [] }],
    ['16 parcels', { parcels: Array.from({ length: 16 }, () => parcel) }],
    ['goods without a name', { parcels: [{ ...parcel, itemDesc: '' }] }],
    ['a name of 121 characters', { parcels: [{ ...parcel, itemDesc: '茶'.repeat(121) }] }],
    ['a phone number in the clear', { parcels: [{ ...parcel, receiverPhone: 'call me' }] }],
    [
      'several parts of what is picked up',
      {
        method: 'self-pickup',
        complete: false,
        parcels: [{ ...parcel, carrier: null, trackingNo: null }],
      },
    ],
  ])('refuses %s', (_name, changes) => {
    expect(judge(null, changes)).toBe('shipment_invalid');
  });

  it('takes the same request twice as one', () => {
    expect(judge(sampleShipment())).toBe('same');
    expect(judge(taken)).toBe('same');
  });

  it('corrects at will what WeChat has not taken', () => {
    expect(judge(sampleShipment(), { parcels: [other] })).toBe('begin 2');
    expect(judge(sampleShipment({ state: 'refused', problem: '268485227' }))).toBe('begin 1');
  });

  it('replaces what WeChat has taken once, and not after the receipt', () => {
    expect(judge(taken, { parcels: [other] })).toBe('replace 2');
    expect(judge({ ...taken, changes: 1 }, { parcels: [other] })).toBe('shipment_final');
    expect(judge({ ...taken, stage: 'received' }, { parcels: [other] })).toBe('shipment_final');
  });

  it('adds parcels until the last one, also before WeChat has taken the first', () => {
    const first = sampleShipment({ complete: false });
    expect(judge(first, { parcels: [other], complete: false })).toBe('add 1,2');
    expect(judge(first, { parcels: [other] })).toBe('add 1,2');
    expect(judge({ ...taken, complete: false }, { parcels: [other] })).toBe('add 1,2');
    expect(judge({ ...taken, complete: false }, { complete: false })).toBe('same');
  });
});

describe('markReported', () => {
  it('marks what was uploaded and leaves to be reported what was added meanwhile', () => {
    const uploaded = sampleShipment({ complete: false });
    const current = {
      ...uploaded,
      complete: true,
      parcels: [...uploaded.parcels, { ...other, reported: false }],
    };
    expect(markReported(current, uploaded, 9)).toMatchObject({
      state: 'to-report',
      parcels: [{ reported: true }, { reported: false }],
      nextReportAtMs: 9,
      changes: 0,
    });
    expect(markReported(uploaded, uploaded, 9)).toMatchObject({
      state: 'reported',
      reportedAtMs: 9,
      nextReportAtMs: null,
      stage: null,
    });
  });

  it('counts as the one change what was put in the place of what WeChat has just taken', () => {
    const uploaded = sampleShipment();
    const current = { ...uploaded, parcels: [{ ...other, reported: false }] };
    expect(markReported(current, uploaded, 9)).toMatchObject({ state: 'to-report', changes: 1 });
  });
});
