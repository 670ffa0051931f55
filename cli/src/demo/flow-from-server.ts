/** Puts what the server reports of itself at its places in WeChat's sequence diagram. */
import type { NewFlowEvent } from '@yifen/simulator';

/** The fields of a server event. */
export type ServerEventFields = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Answers the flow's event for a server event; null for one that the flow does not show because the
 * messages themselves already tell it.
 */
export function flowFromServer(name: string, fields: ServerEventFields): NewFlowEvent | null {
  const inside = place(name, fields);
  return inside === null ? null : { ...inside, ...orderOf(fields) };
}

const own = { from: 'server', to: 'server' } as const;

function place(name: string, fields: ServerEventFields): NewFlowEvent | null {
  const ok = { ...own, name, outcome: 'ok' } as const;
  switch (name) {
    case 'session.created':
      return { ...ok, to: 'mini-program', step: 0 };
    case 'order.created':
      return { ...ok, step: 3, note: list(fields, ['orderId', 'amountFen']) };
    case 'payment.signed':
      return {
        ...ok,
        step: 7,
        signature: { signedText: text(fields, 'signedText'), verified: null },
      };
    case 'notification.verified':
      return { ...ok, step: 17, note: list(fields, ['notificationId', 'serial']) };
    case 'notification.refused':
      return { ...ok, step: 17, outcome: 'refused', note: text(fields, 'code') };
    case 'notification.unknown-order':
      return { ...ok, step: 17, outcome: 'refused', note: list(fields, ['notificationId']) };
    case 'order.paid':
      return { ...ok, step: settledAt(fields), note: list(fields, ['source', 'transactionId']) };
    case 'order.disputed':
      return { ...ok, step: settledAt(fields), outcome: 'refused', note: list(fields, ['source']) };
    case 'order.closed':
      return { ...ok, step: null, note: text(fields, 'why') };
    case 'shipment.requested':
    case 'shipment.postponed':
      return { ...ok, step: null, outcome: 'pending', note: list(fields, ['method', 'code']) };
    case 'shipment.reported':
      return { ...ok, to: 'payer', step: 24, note: list(fields, ['method', 'stage']) };
    case 'shipment.refused':
      return { ...ok, step: 24, outcome: 'refused', note: text(fields, 'problem') };
    case 'shipment.received':
    case 'shipment.settled':
      return { ...ok, from: 'wechat', step: null, note: list(fields, ['stage']) };
    case 'order.refunding':
      return { ...ok, step: 17, outcome: 'pending', note: list(fields, ['source', 'note']) };
    case 'refund.requested':
    case 'refund.processing':
      return { ...ok, step: null, outcome: 'pending', note: refundNote(fields) };
    case 'refund.succeeded':
      return { ...ok, step: null, note: refundNote(fields) };
    case 'refund.closed':
    case 'refund.abnormal':
      return { ...ok, step: null, outcome: 'refused', note: refundNote(fields) };
    case 'wechat.failed':
      return {
        ...ok,
        from: 'wechat',
        step: failedSteps[text(fields, 'during')] ?? null,
        outcome: 'failed',
        note: list(fields, ['during', 'code', 'outcome']),
      };
    default:
      return null;
  }
}

/** By notification it is step 17; by the server's own question it follows the answer, step 22. */
const settledAt = (fields: ServerEventFields): number => (fields.source === 'query' ? 22 : 17);

const failedSteps: Readonly<Record<string, number>> = { prepay: 6, query: 22 };

function orderOf(fields: ServerEventFields): Pick<NewFlowEvent, 'outTradeNo'> {
  const outTradeNo = fields.outTradeNo;
  return typeof outTradeNo === 'string' ? { outTradeNo } : {};
}

const refundNote = (fields: ServerEventFields): string =>
  list(fields, ['kind', 'amountFen', 'outRefundNo', 'problem']);

function text(fields: ServerEventFields, name: string): string {
  const value = fields[name];
  return value === undefined || value === null ? '' : String(value);
}

function list(fields: ServerEventFields, names: readonly string[]): string {
  return names
    .filter((name) => text(fields, name) !== '')
    .map((name) => `${name} ${text(fields, name)}`)
    .join(' · ');
}
