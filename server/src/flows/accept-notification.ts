import { NotificationRefused, type Order, type Platform, type Ports } from '../ports.ts';
import { settlePayment } from './settle-payment.ts';

/** What became of a notification; only `kept` and `ignored` are acknowledged. */
export type NotificationResult =
  /** It was followed, or had been before: evidence and effect are stored. */
  | {
      readonly kind: 'kept';
      readonly order: Order;
      readonly effect: 'change' | 'disputed' | 'unchanged';
    }
  /** Genuine, and not about a payment. */
  | { readonly kind: 'ignored' }
  /** Not believed; `code` says why. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Genuine, but there is no such order here: WeChat is asked to send it again. */
  | { readonly kind: 'unknown-order' };

/**
 * Accepts a notification of WeChat: verifies the raw bytes, judges, and writes the effect. When it
 * resolves as `kept`, state, evidence and announcement are durable.
 *
 * A genuine notification about an order we do not know is not acknowledged: it may be one that
 * a restored backup has lost, and WeChat's repeats (24 hours of them) are the chance to find it.
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
  const { statement, evidence } = proven;
  ports.log.event('notification.verified', {
    notificationId: evidence.id,
    outTradeNo: statement.outTradeNo,
    serial: evidence.serial,
  });
  const order = await ports.store.findOrderByNumber(
    ports.settings.merchantId,
    statement.outTradeNo,
  );
  if (order === null) {
    ports.log.event('notification.unknown-order', {
      notificationId: evidence.id,
      outTradeNo: statement.outTradeNo,
    });
    return { kind: 'unknown-order' };
  }
  const settled = await settlePayment(ports, order, proven);
  return { kind: 'kept', order: settled.order, effect: settled.decision.kind };
}
