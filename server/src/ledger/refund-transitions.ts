import type { RefundState } from './refund.ts';

/** What can happen to a refund. */
export type RefundEventName =
  | 'request'
  | 'hold'
  | 'discover'
  | 'approve'
  | 'reject'
  | 'accept'
  | 'refuse'
  | 'succeed'
  | 'close'
  | 'fail'
  | 'dispute';

/** One arrow of the state table: from which state, on what, to which state. */
export type RefundTransition = readonly [
  from: RefundState | null,
  event: RefundEventName,
  to: RefundState,
];

/**
 * Every arrow a refund may take; there are no others.
 *
 * `hold` begins a refund that a second person must approve, `discover` one that WeChat has already. `refuse` is WeChat's final no to a refund
 * that it does not know; `close` is its word that an accepted one came to nothing. An `abnormal` refund
 * succeeds when somebody has sent its money elsewhere. `succeeded` and `closed` are final.
 */
export const REFUND_TRANSITIONS: readonly RefundTransition[] = Object.freeze([
  [null, 'request', 'requested'],
  [null, 'hold', 'awaiting-approval'],
  [null, 'discover', 'processing'],
  ['awaiting-approval', 'approve', 'requested'],
  ['awaiting-approval', 'reject', 'closed'],
  ['awaiting-approval', 'dispute', 'disputed'],
  ['requested', 'accept', 'processing'],
  ['requested', 'refuse', 'closed'],
  ['requested', 'succeed', 'succeeded'],
  ['requested', 'close', 'closed'],
  ['requested', 'fail', 'abnormal'],
  ['requested', 'dispute', 'disputed'],
  ['processing', 'succeed', 'succeeded'],
  ['processing', 'close', 'closed'],
  ['processing', 'fail', 'abnormal'],
  ['processing', 'dispute', 'disputed'],
  ['abnormal', 'succeed', 'succeeded'],
  ['abnormal', 'close', 'closed'],
  ['abnormal', 'dispute', 'disputed'],
]);

/**
 * Follows one arrow of {@link REFUND_TRANSITIONS}.
 *
 * @throws RangeError when there is no such arrow: a defect of the caller, never of the data.
 */
export function followRefundTransition(
  from: RefundState | null,
  event: RefundEventName,
): RefundState {
  const found = REFUND_TRANSITIONS.find((arrow) => arrow[0] === from && arrow[1] === event);
  if (!found) throw new RangeError(`no arrow "${event}" leaves the refund state "${from}"`);
  return found[2];
}
