import { type Mismatch, MismatchError } from '../core/errors/mismatch-error.ts';
import { combineMismatches } from './combine-mismatches.ts';
import { type Comparison, compareFields } from './compare-fields.ts';
import type {
  ExpectedCombinePayment,
  ExpectedPartnerPayment,
  ExpectedPayment,
  ExpectedRefund,
  ExpectedTransfer,
} from './expectations.ts';
import type {
  CombineTransactionNotification,
  PartnerTransactionNotification,
  RefundNotification,
  TransactionNotification,
  TransferNotification,
} from './notification.ts';
import { refundMismatches } from './refund-mismatches.ts';

/** Requires that a notification agrees with our own record; one form for each kind of notification. */
export interface ExpectNotification {
  (notification: TransactionNotification, expected: ExpectedPayment): void;
  (notification: PartnerTransactionNotification, expected: ExpectedPartnerPayment): void;
  (notification: CombineTransactionNotification, expected: ExpectedCombinePayment): void;
  (notification: RefundNotification, expected: ExpectedRefund): void;
  (notification: TransferNotification, expected: ExpectedTransfer): void;
}

/**
 * Requires that a notification agrees with our own record: merchants, appids, numbers, money, currency, payer, state.
 *
 * Hand in the stored prepay request, or as much of it as the type asks for; further fields are ignored. An amount
 * is compared with the amount of the order, never with what the payer paid after coupons. A refund or a transfer
 * that did not succeed agrees, too: read `refund_status`, or `state`.
 *
 * @throws MismatchError naming every field that disagrees
 * @throws ArgumentError when our own record lacks a field, so that a forgotten one never counts as agreement
 */
export const expectNotification: ExpectNotification = (
  notification: Expectable,
  expected: unknown,
) => {
  const mismatches = findMismatches(notification, expected);
  if (mismatches.length > 0) throw new MismatchError(mismatches, notification.requestId);
};

type Expectable =
  | TransactionNotification
  | PartnerTransactionNotification
  | CombineTransactionNotification
  | RefundNotification
  | TransferNotification;

function findMismatches({ event_type, resource }: Expectable, expected: unknown): Mismatch[] {
  switch (event_type) {
    case 'TRANSACTION.SUCCESS':
      return compareFields({ expected, actual: resource, comparison: payment });
    case 'TRANSACTION.SUCCESS.PARTNER':
      return compareFields({ expected, actual: resource, comparison: partnerPayment });
    case 'TRANSACTION.SUCCESS.COMBINE':
      return combineMismatches(resource, expected);
    case 'MCHTRANSFER.BILL.FINISHED':
      return compareFields({ expected, actual: resource, comparison: transfer });
    default:
      return refundMismatches(event_type, resource, expected);
  }
}

const paid = {
  defaults: { 'amount.currency': 'CNY' },
  fixed: { trade_state: 'SUCCESS' },
} as const;
const payment: Comparison = {
  ...paid,
  required: ['appid', 'mchid', 'out_trade_no', 'amount.total'],
  optional: ['payer.openid'],
};
const partnerPayment: Comparison = {
  ...paid,
  required: ['sp_appid', 'sp_mchid', 'sub_mchid', 'out_trade_no', 'amount.total'],
  optional: ['sub_appid', 'payer.sp_openid', 'payer.sub_openid'],
};
const transfer: Comparison = {
  required: ['mchid', 'out_bill_no', 'transfer_amount'],
  optional: ['openid'],
};
