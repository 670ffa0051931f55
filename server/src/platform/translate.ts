/**
 * The only place where names change sides: WeChat's objects on one, ours on the other.
 */
import { createHash } from 'node:crypto';
import type {
  PrepayRequest,
  SignedAnswer,
  Transaction,
  TransactionNotification,
} from '@yifen/wechatpay';
import type { Evidence, Order, PaymentStatement } from '../ports.ts';

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

/** The proof of a notification: its raw body and what signed it. */
export function evidenceFromNotification(
  { id, signed }: TransactionNotification,
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
