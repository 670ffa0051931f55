import type { Parcel, Shipment } from '../ports.ts';

/** A parcel for tests: express, not yet taken by WeChat. */
export function sampleParcel(changes: Partial<Parcel> = {}): Parcel {
  return Object.freeze({
    itemDesc: '明前龙井 ×1',
    carrier: 'ZTO',
    trackingNo: '73100000001',
    receiverPhone: null,
    reported: false,
    ...changes,
  });
}

/** A shipment for tests: one parcel of `sampleOrder`, to be reported at the second minute. */
export function sampleShipment(changes: Partial<Shipment> = {}): Shipment {
  return Object.freeze({
    merchantId: 'default',
    orderId: '00000000-0000-4000-8000-000000000001',
    outTradeNo: 'Y0000000001',
    transactionId: '4200000000000000000000000001',
    openid: 'oPayer000000000000000000001',
    method: 'express',
    parcels: [sampleParcel()],
    complete: true,
    state: 'to-report',
    changes: 0,
    requestedBy: 'key:1',
    requestedAtMs: 100_000,
    reportedAtMs: null,
    problem: null,
    stage: null,
    askedAtMs: null,
    receivedAtMs: null,
    settlesAtMs: null,
    settledAtMs: null,
    nextReportAtMs: 120_000,
    reportCount: 0,
    version: 1,
    ...changes,
  });
}
