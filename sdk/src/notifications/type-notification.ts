import { isPaidCombineTransaction } from '../core/objects/is-combine-transaction.ts';
import { isPaidPartnerTransaction } from '../core/objects/is-partner-transaction.ts';
import { isRefundNotice } from '../core/objects/is-refund-notice.ts';
import { isPaidTransaction } from '../core/objects/is-transaction.ts';
import type { JsonObject } from '../core/parse-object.ts';
import { isComplaintNotice } from './notices/complaint-notice.ts';
import { isCouponNotice } from './notices/coupon-notice.ts';
import { isProfitSharingNotice } from './notices/profit-sharing-notice.ts';
import { isTransferNotice } from './notices/transfer-notice.ts';
import type { Notification, NotificationEnvelope } from './notification.ts';

/** Gives a verified resource the type of its event; undefined when it breaks the promises of that event. */
export function typeNotification(
  common: NotificationEnvelope,
  resource: JsonObject,
): Notification | undefined {
  const event_type = common.wechat_event_type;
  switch (event_type) {
    case 'TRANSACTION.SUCCESS':
      return typePayment(common, resource);
    case 'REFUND.SUCCESS':
    case 'REFUND.ABNORMAL':
    case 'REFUND.CLOSED':
      if (!isRefundNotice(resource)) return undefined;
      return Object.freeze({ ...common, event_type, resource });
    case 'MCHTRANSFER.BILL.FINISHED':
      if (!isTransferNotice(resource)) return undefined;
      return Object.freeze({ ...common, event_type, resource });
    case 'PROFITSHARING.SUCCESS':
    case 'PROFITSHARING.RETURN':
      if (!isProfitSharingNotice(resource)) return undefined;
      return Object.freeze({ ...common, event_type, resource });
    case 'COMPLAINT.CREATE':
    case 'COMPLAINT.STATE_CHANGE':
      if (!isComplaintNotice(resource)) return undefined;
      return Object.freeze({ ...common, event_type, resource });
    case 'COUPON.USE':
    case 'COUPON.SEND':
      if (!isCouponNotice(resource)) return undefined;
      return Object.freeze({ ...common, event_type, resource });
    default:
      return Object.freeze({ ...common, event_type: 'OTHER', resource });
  }
}

/** One word of WeChat's, three payments: told apart by the names that only one of them has. */
function typePayment(common: NotificationEnvelope, resource: JsonObject): Notification | undefined {
  if (resource.combine_out_trade_no !== undefined) {
    if (!isPaidCombineTransaction(resource)) return undefined;
    return Object.freeze({ ...common, event_type: 'TRANSACTION.SUCCESS.COMBINE', resource });
  }
  if (resource.sp_mchid !== undefined) {
    if (!isPaidPartnerTransaction(resource)) return undefined;
    return Object.freeze({ ...common, event_type: 'TRANSACTION.SUCCESS.PARTNER', resource });
  }
  if (!isPaidTransaction(resource)) return undefined;
  return Object.freeze({ ...common, event_type: 'TRANSACTION.SUCCESS', resource });
}
