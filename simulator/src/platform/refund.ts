import { formatBeijingTime } from './beijing-time.ts';
import type { Sale } from './sale.ts';

/** The checked body of a refund request, in WeChat's spelling; amounts in fen. */
export interface RefundRequest {
  readonly sub_mchid?: string;
  readonly transaction_id?: string;
  readonly out_trade_no?: string;
  readonly out_refund_no: string;
  readonly reason?: string;
  readonly notify_url?: string;
  readonly funds_account?: string;
  readonly amount: {
    readonly refund: number;
    readonly total: number;
    readonly currency: string;
    readonly from?: readonly { readonly account: string; readonly amount: number }[];
  };
}

/** The states of a refund. */
export type RefundStatus = (typeof refundStatuses)[number];

/** Every state of a refund. */
export const refundStatuses = ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'] as const;

/** One refund as the platform holds it. */
export interface Refund {
  readonly request: RefundRequest;
  readonly sale: Sale;
  readonly refund_id: string;
  readonly createdAtMs: number;
  /** The part of the fee that comes back, in fen. */
  readonly feeFen: number;
  readonly channel: 'ORIGINAL' | 'OTHER_BANKCARD';
  readonly receivedBy: string;
  /** The notification of its end, when one was asked for. */
  readonly notificationId?: string;
  /** Every state with its moment; the last one holds. */
  readonly history: readonly { readonly status: RefundStatus; readonly atMs: number }[];
}

/** The state of a refund at a moment, now by default. */
export function refundStatus({ history }: Refund, atMs = Number.POSITIVE_INFINITY): RefundStatus {
  return history.findLast((step) => step.atMs <= atMs)?.status ?? 'PROCESSING';
}

/** When a refund succeeded; `undefined` unless it did. */
export function refundSuccessMs(refund: Refund, atMs?: number): number | undefined {
  if (refundStatus(refund, atMs) !== 'SUCCESS') return undefined;
  return refund.history.findLast(({ status }) => status === 'SUCCESS')?.atMs;
}

/**
 * Writes a refund as create, query and abnormal refund answer it.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791904
 */
export function describeRefund(refund: Refund): Record<string, unknown> {
  const { request, sale, channel } = refund;
  const { amount } = request;
  const successMs = refundSuccessMs(refund);
  return {
    refund_id: refund.refund_id,
    out_refund_no: request.out_refund_no,
    transaction_id: sale.transaction_id,
    out_trade_no: sale.out_trade_no,
    channel,
    user_received_account: refund.receivedBy,
    ...(successMs === undefined ? {} : { success_time: formatBeijingTime(successMs) }),
    create_time: formatBeijingTime(refund.createdAtMs),
    status: refundStatus(refund),
    funds_account: request.funds_account ?? 'UNSETTLED',
    amount: {
      total: sale.totalFen,
      refund: amount.refund,
      from: amount.from ?? [],
      payer_total: sale.totalFen,
      payer_refund: amount.refund,
      settlement_total: sale.totalFen,
      settlement_refund: amount.refund,
      discount_refund: 0,
      refund_fee: refund.feeFen,
      currency: 'CNY',
    },
    promotion_detail: [],
  };
}
