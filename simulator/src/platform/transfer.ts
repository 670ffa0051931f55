import { formatBeijingTime } from './beijing-time.ts';
import type { Notice } from './notifier.ts';
import type { Variants } from './variants.ts';

/** The checked body of a transfer request, in WeChat's spelling; amounts in fen. */
export interface TransferRequest {
  readonly appid: string;
  readonly out_bill_no: string;
  readonly transfer_scene_id: string;
  readonly openid: string;
  readonly user_name?: string;
  readonly transfer_amount: number;
  readonly transfer_remark: string;
  readonly notify_url?: string;
}

/** The states of a transfer that this simulator reaches. */
export type TransferState = 'WAIT_USER_CONFIRM' | 'CANCELING' | 'SUCCESS' | 'FAIL' | 'CANCELLED';

/** One transfer as the platform holds it; moments in milliseconds since the epoch. */
export interface Transfer {
  readonly request: TransferRequest;
  readonly transfer_bill_no: string;
  readonly package_info: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly state: TransferState;
  readonly fail_reason?: string;
}

/** Writes a transfer as its creation answers it. */
export function acceptedTransfer(transfer: Transfer): Record<string, unknown> {
  const { request, transfer_bill_no, createdAtMs, state, package_info } = transfer;
  return {
    out_bill_no: request.out_bill_no,
    transfer_bill_no,
    create_time: formatBeijingTime(createdAtMs),
    state,
    ...(state === 'WAIT_USER_CONFIRM' ? { package_info } : {}),
  };
}

/**
 * Writes a transfer as the query answers it; the query names the merchant `mch_id`.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716437
 */
export function describeTransfer(transfer: Transfer, mchid: string): Record<string, unknown> {
  const { request, package_info, state } = transfer;
  return {
    mch_id: mchid,
    ...commonFields(transfer),
    appid: request.appid,
    transfer_remark: request.transfer_remark,
    ...(state === 'WAIT_USER_CONFIRM' ? { package_info } : {}),
  };
}

function commonFields(transfer: Transfer): Record<string, unknown> {
  const { request, state, fail_reason } = transfer;
  return {
    out_bill_no: request.out_bill_no,
    transfer_bill_no: transfer.transfer_bill_no,
    state,
    transfer_amount: request.transfer_amount,
    ...(fail_reason === undefined ? {} : { fail_reason }),
    openid: request.openid,
    create_time: formatBeijingTime(transfer.createdAtMs),
    update_time: formatBeijingTime(transfer.updatedAtMs),
  };
}

/** The denser schedule of transfer notifications, in milliseconds, as a third-party list has it. */
const DENSE_WAITS_MS: readonly number[] = Object.freeze([
  ...Array.from({ length: 10 }, () => 15_000),
  ...Array.from({ length: 10 }, () => 300_000),
  ...Array.from({ length: 44 }, () => 1_800_000),
]);

/**
 * Writes the notification of a transfer that came to an end; `undefined` when nobody asked for one.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012712115
 */
export function transferNotice(
  transfer: Transfer,
  mchid: string,
  { transferRetries }: Variants,
): Notice | undefined {
  const { notify_url: url } = transfer.request;
  if (url === undefined) return undefined;
  return {
    eventType: 'MCHTRANSFER.BILL.FINISHED',
    summary: '商家转账单据终态通知',
    originalType: 'mch_payment',
    content: { ...commonFields(transfer), mchid },
    url,
    ...(transferRetries === 'dense' ? { retryWaitsMs: DENSE_WAITS_MS } : {}),
  };
}
