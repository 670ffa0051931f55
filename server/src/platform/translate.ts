/**
 * The only place where names change sides: WeChat's objects on one, ours on the other.
 */
import { createHash } from 'node:crypto';
import type {
  NotificationEnvelope,
  PartnerPrepayRequest,
  PartnerTransaction,
  PrepayRequest,
  RefundNotice,
  RefundRequest,
  SignedAnswer,
  Transaction,
  Refund as WechatRefund,
} from '@yifen/wechatpay';
import type { Evidence, Order, PaymentStatement, Refund, RefundStatement } from '../ports.ts';

/**
 * The prepay of an order: the same order gives the same request, byte for byte, which WeChat demands
 * of every repetition.
 */
export function prepayFromOrder(order: Order): PrepayRequest {
  return {
    appid: order.appid,
    description: order.description,
    out_trade_no: order.outTradeNo,
    time_expire: beijingTime(order.expiresAtMs),
    notify_url: order.notifyUrl,
    amount: { total: order.amountFen, currency: 'CNY' },
    payer: { openid: order.openid },
  };
}

/** Whom a service provider serves. */
export interface Partner {
  /** The sub-merchant, which receives the money. */
  readonly subMchid: string;
  readonly spMchid: string;
  readonly spAppid: string;
}

/** The prepay of a sub-merchant's order: the payer is named as the mini-program knows him that he is in. */
export function partnerPrepayFromOrder(
  order: Order,
  { subMchid, spAppid }: Partner,
): PartnerPrepayRequest {
  const { appid, payer, ...terms } = prepayFromOrder(order);
  const party = { ...terms, sp_appid: spAppid, sub_mchid: subMchid };
  return appid === spAppid
    ? { ...party, payer: { sp_openid: payer.openid } }
    : { ...party, sub_appid: appid, payer: { sub_openid: payer.openid } };
}

/**
 * What a verified transaction of a service provider says, in our names. The merchant is the sub-merchant,
 * the mini-program the one the prepay named the payer in; another service provider's number takes the
 * merchant's place, so that it agrees with no order of ours.
 *
 * @param partner Null: a merchant that serves nobody, whose order this cannot be.
 */
export function statementFromPartnerTransaction(
  source: PaymentStatement['source'],
  { sp_appid, sp_mchid, sub_appid, sub_mchid, payer, ...transaction }: PartnerTransaction,
  partner: Partner | null,
): PaymentStatement {
  const openid = sub_appid === undefined ? payer?.sp_openid : payer?.sub_openid;
  return statementFromTransaction(source, {
    ...transaction,
    appid: sub_appid ?? sp_appid,
    mchid: partner !== null && sp_mchid !== partner.spMchid ? sp_mchid : sub_mchid,
    ...(openid === undefined ? {} : { payer: { openid } }),
  });
}

/** What a verified transaction says, in our names; what it leaves out is null, never assumed. */
export function statementFromTransaction(
  source: PaymentStatement['source'],
  transaction: Transaction,
): PaymentStatement {
  return Object.freeze({
    source,
    outTradeNo: transaction.out_trade_no,
    appid: transaction.appid,
    mchid: transaction.mchid,
    tradeState: tradeStates.get(transaction.trade_state) ?? 'other',
    transactionId: transaction.transaction_id ?? null,
    amountFen: transaction.amount?.total ?? null,
    currency: transaction.amount?.currency ?? null,
    openid: transaction.payer?.openid ?? null,
    successAtMs: readTime(transaction.success_time),
  });
}

/** The request of a refund: the same refund gives the same request, which is what makes a retry safe. */
export function requestFromRefund(refund: Refund): RefundRequest {
  return {
    transaction_id: refund.transactionId,
    out_trade_no: refund.outTradeNo,
    out_refund_no: refund.outRefundNo,
    reason: refund.reason,
    notify_url: refund.notifyUrl,
    amount: { refund: refund.amountFen, total: refund.totalFen, currency: 'CNY' },
  };
}

/** What a verified answer about a refund says, in our names. */
export function statementFromRefund(refund: WechatRefund): RefundStatement {
  return Object.freeze({
    source: 'query',
    outRefundNo: refund.out_refund_no,
    refundId: refund.refund_id,
    outTradeNo: refund.out_trade_no,
    transactionId: refund.transaction_id,
    status: refundStatuses.get(refund.status) ?? 'other',
    amountFen: refund.amount.refund,
    totalFen: refund.amount.total,
    acceptedAtMs: readTime(refund.create_time),
    succeededAtMs: readTime(refund.success_time),
    receivedBy: refund.user_received_account ?? null,
  });
}

/** What a verified notification about a refund says, in our names. */
export function statementFromRefundNotice(notice: RefundNotice): RefundStatement {
  return Object.freeze({
    source: 'notification',
    outRefundNo: notice.out_refund_no,
    refundId: notice.refund_id,
    outTradeNo: notice.out_trade_no,
    transactionId: notice.transaction_id,
    status: refundStatuses.get(notice.refund_status) ?? 'other',
    amountFen: notice.amount.refund,
    totalFen: notice.amount.total,
    acceptedAtMs: null,
    succeededAtMs: readTime(notice.success_time),
    receivedBy: notice.user_received_account ?? null,
  });
}

/** The proof of a notification: its raw body and what signed it. */
export function evidenceFromNotification(
  { id, signed }: Pick<NotificationEnvelope, 'id' | 'signed'>,
  body: Uint8Array,
  receivedAtMs: number,
): Evidence {
  return Object.freeze({ id, source: 'notification', ...signed, body, receivedAtMs });
}

/**
 * The proof of an answer. Its id comes from the signature: the `Request-ID` is not signed, and an id
 * that somebody on the way could choose would let him pass one proof off as another.
 */
export function evidenceFromAnswer(signed: SignedAnswer, receivedAtMs: number): Evidence {
  const { timestamp, nonce, serial, signature, body } = signed;
  const digest = createHash('sha256').update(signature).digest('hex').slice(0, 32);
  return Object.freeze({
    id: `query:${digest}`,
    source: 'query',
    timestamp,
    nonce,
    serial,
    signature,
    body,
    receivedAtMs,
  });
}

/** WeChat's error code in one spelling, where its documents have two; else as it came. */
export function errorCode(code: string): string {
  return spellings.get(code.replaceAll('_', '')) ?? code;
}

const tradeStates: ReadonlyMap<string, PaymentStatement['tradeState']> = new Map([
  ['SUCCESS', 'paid'],
  ['REFUND', 'refunded'],
  ['NOTPAY', 'unpaid'],
  ['CLOSED', 'closed'],
]);

const refundStatuses: ReadonlyMap<string, RefundStatement['status']> = new Map([
  ['PROCESSING', 'processing'],
  ['SUCCESS', 'succeeded'],
  ['CLOSED', 'closed'],
  ['ABNORMAL', 'abnormal'],
]);

const spellings: ReadonlyMap<string, string> = new Map(
  ['ORDERPAID', 'ORDER_NOT_EXIST', 'ORDER_CLOSED', 'OUT_TRADE_NO_USED'].map((code) => [
    code.replaceAll('_', ''),
    code,
  ]),
);

const beijingOffsetMs = 8 * 3_600_000;

/** RFC 3339 in Beijing time, whole seconds: 2026-09-01T10:34:56+08:00. */
function beijingTime(atMs: number): string {
  return new Date(atMs + beijingOffsetMs).toISOString().replace(/\.\d+Z$/, '+08:00');
}

function readTime(text: string | undefined): number | null {
  const atMs = Date.parse(text ?? '');
  return Number.isNaN(atMs) ? null : atMs;
}
