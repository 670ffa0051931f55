import { ArgumentError } from '../core/errors/argument-error.ts';
import type { Mismatch } from '../core/errors/mismatch-error.ts';
import type { RefundNotice } from '../core/objects/refund-notice.ts';
import { isObject, type JsonObject } from '../core/parse-object.ts';
import { type Comparison, compareFields } from './compare-fields.ts';
import type { RefundNotification } from './notification.ts';

/**
 * Lists where a refund notification disagrees with our own refund.
 *
 * WeChat's pages disagree on how a partner's notification names the merchants (`mchid`, or `sp_mchid` and
 * `sub_mchid`): each name that is there must be one of ours, and one must be there.
 *
 * @throws ArgumentError when our own record lacks a field
 */
export function refundMismatches(
  event: RefundNotification['event_type'],
  resource: RefundNotice,
  expected: unknown,
): Mismatch[] {
  const record = isObject(expected) ? expected : {};
  const comparison: Comparison = {
    required: ['out_trade_no', 'out_refund_no', 'amount.total', 'amount.refund'],
    fixed: { refund_status: event.slice('REFUND.'.length) },
  };
  return [
    ...compareMerchants(resource, record),
    ...compareFields({ expected: record, actual: resource, comparison }),
  ];
}

function compareMerchants(
  { mchid, sp_mchid, sub_mchid }: RefundNotice,
  record: JsonObject,
): Mismatch[] {
  if (record.mchid === undefined) throw new ArgumentError('mchid', 'must be given to compare');
  const names = [
    { field: 'mchid', actual: mchid, ours: [record.mchid, record.sub_mchid] },
    { field: 'sp_mchid', actual: sp_mchid, ours: [record.mchid] },
    { field: 'sub_mchid', actual: sub_mchid, ours: [record.sub_mchid] },
  ];
  return names
    .filter(({ field, actual, ours }) =>
      actual === undefined ? field === 'mchid' && sp_mchid === undefined : !ours.includes(actual),
    )
    .map(({ field, actual, ours }) => ({ field, expected: ours[0], actual }));
}
