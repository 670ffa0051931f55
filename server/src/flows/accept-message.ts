import {
  type MessageQuery,
  NotificationRefused,
  type Order,
  type PlatformMessage,
  type Ports,
} from '../ports.ts';
import { eventTime } from './event-time.ts';
import { followShipping } from './follow-shipping.ts';

/** What became of a pushed message; only `accepted` is acknowledged. */
export type MessageResult =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly code: string }
  /** No message push is configured. */
  | { readonly kind: 'off' };

/**
 * Takes a message that WeChat pushed: verified and opened from its raw bytes, acted upon, and then
 * acknowledged. Its effects are the kind that happen once however often it comes; a message about something
 * else is acknowledged, and the log learns its name but nothing of its content.
 */
export async function acceptMessage(
  ports: Ports,
  raw: { readonly query: MessageQuery; readonly body: Uint8Array },
): Promise<MessageResult> {
  try {
    const message = ports.platform.openMessage(raw);
    if (message === null) return { kind: 'off' };
    ports.log.event('message.received', { name: message.name });
    await act(ports, message);
    return { kind: 'accepted' };
  } catch (error) {
    if (!(error instanceof NotificationRefused)) throw error;
    ports.log.event('message.refused', { code: error.code });
    return { kind: 'refused', code: error.code };
  }
}

async function act(ports: Ports, message: PlatformMessage): Promise<void> {
  switch (message.kind) {
    case 'settlement': {
      const order = await findOrder(ports, message.outTradeNo);
      const shipment = order && (await ports.store.findShipment(order));
      if (shipment?.transactionId === message.statement.transactionId) {
        await followShipping(ports, shipment, message.statement);
      } else {
        // Shipped in WeChat's own console, or an order of another system.
        ports.log.event('shipment.unknown', { outTradeNo: message.outTradeNo });
      }
      return;
    }
    case 'shipping-overdue': {
      const order = await findOrder(ports, message.outTradeNo);
      if (order !== null) await announceOverdue(ports, order, message);
      return;
    }
    case 'note':
      ports.log.event('wechat.note', { name: message.name });
      return;
    case 'other':
      return;
  }
}

function findOrder(ports: Ports, outTradeNo: string): Promise<Order | null> {
  return ports.store.findOrderByNumber(ports.settings.merchantId, outTradeNo);
}

/** A repetition of the message has the same key, so that it is the same announcement. */
async function announceOverdue(
  ports: Ports,
  order: Order,
  message: Extract<PlatformMessage, { readonly kind: 'shipping-overdue' }>,
): Promise<void> {
  const digest = ports.secrets.digest(message.key);
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
  ];
  await ports.store.announce(order, {
    id: [...parts, digest.slice(20, 32)].join('-'),
    type: 'shipment.overdue',
    atMs: ports.clock.nowMs(),
    payload: {
      orderId: order.id,
      outTradeNo: order.outTradeNo,
      amountFen: order.amountFen,
      transactionId: order.transactionId,
      paidAt: eventTime(order.paidAtMs),
    },
  });
  ports.log.event('shipment.overdue', { orderId: order.id, outTradeNo: order.outTradeNo });
}
