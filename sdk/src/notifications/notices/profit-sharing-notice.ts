import { isFen, isText } from '../../core/objects/is-amount.ts';
import { isObject, type JsonObject } from '../../core/parse-object.ts';

/**
 * What `PROFITSHARING.SUCCESS` and `PROFITSHARING.RETURN` say to the *receiving* merchant: money of a shared order
 * came in, or went back. It is not the result of the whole sharing: query that.
 *
 * @see profit sharing notification, document 4012289679
 */
export interface ProfitSharingNotice {
  /** Who shared, up to 32 digits. Direct merchants. */
  readonly mchid?: string;
  /** The service provider, up to 32 digits. Partner mode. */
  readonly sp_mchid?: string;
  /** The sub-merchant who shared, up to 32 digits. Partner mode. */
  readonly sub_mchid?: string;
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** WeChat's number of the sharing or of the return. */
  readonly order_id: string;
  /** The sharing merchant's number of it. */
  readonly out_order_no: string;
  readonly receiver: {
    /** `MERCHANT_ID` or `PERSONAL_OPENID`. */
    readonly type: string;
    /** Merchant number or openid. */
    readonly account: string;
    /** Fen. */
    readonly amount: number;
    /** What the part is for. */
    readonly description?: string;
  };
  /** RFC 3339 with zone. */
  readonly success_time: string;
}

/** Whether a verified object keeps the promises of `ProfitSharingNotice`. */
export function isProfitSharingNotice(
  value: JsonObject,
): value is JsonObject & ProfitSharingNotice {
  const { receiver } = value;
  return (
    always.every((name) => isText(value[name])) &&
    sometimes.every((name) => value[name] === undefined || isText(value[name])) &&
    isObject(receiver) &&
    isText(receiver.type) &&
    isText(receiver.account) &&
    isFen(receiver.amount)
  );
}

const always: readonly string[] = ['transaction_id', 'order_id', 'out_order_no', 'success_time'];
const sometimes: readonly string[] = ['mchid', 'sp_mchid', 'sub_mchid'];
