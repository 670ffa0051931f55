import {
  NotificationRefused,
  type Platform,
  type Ports,
  type Proven,
  type ProvenRefund,
  type Refund,
} from '../ports.ts';
import { payExpected } from './pay-expected.ts';
import { settlePayment } from './settle-payment.ts';
import { settleRefund } from './settle-refund.ts';

/** What became of a notification; only `kept` and `ignored` are acknowledged. */
export type NotificationResult =
  /** It was followed, or had been before: evidence and effect are stored. */
  | {
      readonly kind: 'kept';
      readonly orderId: string;
      readonly effect: 'change' | 'return' | 'disputed' | 'unchanged';
    }
  /** As `kept`, of a refund. */
  | { readonly kind: 'kept-refund'; readonly refund: Refund }
  /** Genuine, and about neither a payment nor a refund. */
  | { readonly kind: 'ignored' }
  /** Not believed; `code` says why. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Genuine, but there is no such order or refund here: WeChat is asked to send it again. */
  | { readonly kind: 'unknown-order' };

/**
 * Accepts a notification of WeChat: verifies the raw bytes, judges, and writes the effect. When it
 * resolves as `kept`, state, evidence and announcement are durable.
 *
 * A genuine notification about an order or refund we do not know is not acknowledged: it may be one
 * that a restored backup has lost, and WeChat's repeats (24 hours of them) are the chance to find it.
 */
export async function acceptNotification(
  ports: Ports,
  raw: Parameters<Platform['openNotification']>[0],
): Promise<NotificationResult> {
  let proven: ReturnType<Platform['openNotification']>;
  try {
    proven = ports.platform.openNotification(raw);
  } catch (error) {
    if (!(error instanceof NotificationRefused)) throw error;
    ports.log.event('notification.refused', { code: error.code });
    return { kind: 'refused', code: error.code };
  }
  if (proven === null) {
    ports.log.event('notification.ignored', {});
    return { kind: 'ignored' };
  }
  return 'statement' in proven ? acceptPayment(ports, proven) : acceptRefund(ports, proven);
}

async function acceptPayment(ports: Ports, proven: Proven): Promise<NotificationResult> {
  const { statement, evidence } = proven;
  ports.log.event('notification.verified', {
    notificationId: evidence.id,
    outTradeNo: statement.outTradeNo,
    serial: evidence.serial,
  });
  const paidId = await payExpected(ports, proven);
  if (paidId !== null) return { kind: 'kept', orderId: paidId, effect: 'change' };
  const order = await ports.store.findOrderByNumber(
    ports.settings.merchantId,
    statement.outTradeNo,
  );
  if (order === null) return unknown(ports, evidence.id, statement.outTradeNo);
  const settled = await settlePayment(ports, order, proven);
  return { kind: 'kept', orderId: settled.order.id, effect: settled.decision.kind };
}

async function acceptRefund(ports: Ports, proven: ProvenRefund): Promise<NotificationResult> {
  const { refundStatement, evidence } = proven;
  ports.log.event('notification.verified', {
    notificationId: evidence.id,
    outTradeNo: refundStatement.outTradeNo,
    outRefundNo: refundStatement.outRefundNo,
    serial: evidence.serial,
  });
  const { merchantId } = ports.settings;
  const refund = await ports.store.findRefundByNumber(merchantId, refundStatement.outRefundNo);
  if (refund === null) return unknown(ports, evidence.id, refundStatement.outTradeNo);
  return { kind: 'kept-refund', refund: await settleRefund(ports, refund, proven) };
}

function unknown(ports: Ports, notificationId: string, outTradeNo: string): NotificationResult {
  ports.log.event('notification.unknown-order', { notificationId, outTradeNo });
  return { kind: 'unknown-order' };
}
