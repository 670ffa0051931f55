import type { Parcel, Shipment } from './shipment.ts';

/** What WeChat's yes to an upload changes of a shipment. */
export type ReportedPatch = Pick<
  Shipment,
  | 'parcels'
  | 'state'
  | 'changes'
  | 'reportedAtMs'
  | 'problem'
  | 'stage'
  | 'nextReportAtMs'
  | 'reportCount'
>;

/**
 * Marks as taken what was uploaded. When the merchant changed the shipment meanwhile, what he added or put in
 * its place is still to be reported; a replacement of what WeChat has taken counts as the one change.
 */
export function markReported(current: Shipment, uploaded: Shipment, nowMs: number): ReportedPatch {
  const parcels = current.parcels.map((parcel, index) =>
    isSame(parcel, uploaded.parcels[index]) ? { ...parcel, reported: true } : parcel,
  );
  const isAll = parcels.every(({ reported }) => reported) && current.complete === uploaded.complete;
  const isReplaced = parcels.every(({ reported }) => !reported);
  return {
    parcels,
    state: isAll ? 'reported' : 'to-report',
    changes: isReplaced ? 1 : current.changes,
    reportedAtMs: isAll ? nowMs : current.reportedAtMs,
    problem: null,
    stage: isAll && current.complete ? 'shipped' : current.stage,
    nextReportAtMs: isAll ? null : nowMs,
    reportCount: isAll ? current.reportCount + 1 : 0,
  };
}

function isSame(parcel: Parcel, other: Parcel | undefined): boolean {
  return (
    other !== undefined &&
    parcel.itemDesc === other.itemDesc &&
    parcel.carrier === other.carrier &&
    parcel.trackingNo === other.trackingNo &&
    parcel.receiverPhone === other.receiverPhone
  );
}
