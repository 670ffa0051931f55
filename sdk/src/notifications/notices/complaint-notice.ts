import { isText } from '../../core/objects/is-amount.ts';
import type { JsonObject } from '../../core/parse-object.ts';

/**
 * What `COMPLAINT.CREATE` and `COMPLAINT.STATE_CHANGE` say: only *that* something happened; query the complaint.
 *
 * @see complaint notifications, pay.weixin.qq.com apiv3_partner chapter10_3_5
 */
export interface ComplaintNotice {
  /** Names the complaint: query it. */
  readonly complaint_id: string;
  /** Values unknown today are kept as they come. */
  readonly action_type:
    | 'CREATE_COMPLAINT'
    | 'CONTINUE_COMPLAINT'
    | 'USER_RESPONSE'
    | 'RESPONSE_BY_PLATFORM'
    | 'SELLER_REFUND'
    | 'MERCHANT_RESPONSE'
    | 'MERCHANT_CONFIRM_COMPLETE'
    | 'MERCHANT_APPROVE_REFUND'
    | 'MERCHANT_REJECT_REFUND'
    | 'REFUND_SUCCESS'
    | (string & {});
}

/** Whether a verified object keeps the promises of `ComplaintNotice`. */
export function isComplaintNotice(value: JsonObject): value is JsonObject & ComplaintNotice {
  return isText(value.complaint_id) && isText(value.action_type);
}
