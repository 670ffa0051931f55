import { isFen, isText } from '../../core/objects/is-amount.ts';
import type { JsonObject } from '../../core/parse-object.ts';

/**
 * What `MCHTRANSFER.BILL.FINISHED` says: a transfer to a user came to its end.
 *
 * @see merchant transfer, document 4012716434
 */
export interface TransferNotice {
  /** Up to 32 digits; the query calls it `mch_id`. Partner transfers may name it otherwise. */
  readonly mchid?: string;
  /** The merchant's number of the transfer, letters and digits. */
  readonly out_bill_no: string;
  /** WeChat's number of the transfer. */
  readonly transfer_bill_no: string;
  /** Final states only. Values unknown today are kept as they come. */
  readonly state: 'SUCCESS' | 'FAIL' | 'CANCELLED' | (string & {});
  /** Fen. */
  readonly transfer_amount: number;
  /** Why it failed, e.g. `PAYEE_ACCOUNT_ABNORMAL`. Only when `FAIL`. */
  readonly fail_reason?: string;
  /** Of the user who receives the money. */
  readonly openid?: string;
  /** RFC 3339 with zone. */
  readonly create_time?: string;
  /** RFC 3339 with zone. */
  readonly update_time?: string;
}

/** Whether a verified object keeps the promises of `TransferNotice`. */
export function isTransferNotice(value: JsonObject): value is JsonObject & TransferNotice {
  return (
    always.every((name) => isText(value[name])) &&
    sometimes.every((name) => value[name] === undefined || typeof value[name] === 'string') &&
    isFen(value.transfer_amount)
  );
}

const always: readonly string[] = ['out_bill_no', 'transfer_bill_no', 'state'];
const sometimes: readonly string[] = [
  'mchid',
  'fail_reason',
  'openid',
  'create_time',
  'update_time',
];
