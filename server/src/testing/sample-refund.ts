import { fen } from '../ledger/fen.ts';
import type { Refund, RefundStatement } from '../ledger/refund.ts';

/** A refund for tests: 1 yuan of `sampleOrder`, requested at the second minute. */
export function sampleRefund(changes: Partial<Refund> = {}): Refund {
  return Object.freeze({
    id: '00000000-0000-4000-9000-000000000001',
    merchantId: 'default',
    orderId: '00000000-0000-4000-8000-000000000001',
    outTradeNo: 'Y0000000001',
    transactionId: '4200000000000000000000000001',
    outRefundNo: 'R0000000001',
    kind: 'asked',
    state: 'requested',
    amountFen: fen(100),
    totalFen: fen(12_800),
    reason: '少发一件',
    notifyUrl: 'https://pay.example.com/wechatpay/notifications/default',
    requestedBy: 'user:li',
    approvedBy: null,
    requestedAtMs: 120_000,
    sentAtMs: null,
    refundId: null,
    acceptedAtMs: null,
    succeededAtMs: null,
    receivedBy: null,
    problem: null,
    nextPollAtMs: 180_000,
    pollCount: 0,
    version: 1,
    ...changes,
  });
}

/** A statement for tests that agrees with a refund: succeeded ten minutes after it was requested. */
export function sampleRefundStatement(
  refund: Refund,
  changes: Partial<RefundStatement> = {},
): RefundStatement {
  const status = changes.status ?? 'succeeded';
  return Object.freeze({
    source: 'notification',
    outRefundNo: refund.outRefundNo,
    refundId: refund.refundId ?? `50${refund.outRefundNo}`,
    outTradeNo: refund.outTradeNo,
    transactionId: refund.transactionId,
    status,
    amountFen: refund.amountFen,
    totalFen: refund.totalFen,
    acceptedAtMs: refund.requestedAtMs,
    succeededAtMs: status === 'succeeded' ? refund.requestedAtMs + 600_000 : null,
    receivedBy: '支付用户零钱',
    ...changes,
  });
}
