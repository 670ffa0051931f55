/**
 * Where names change sides for what follows a payment; `translate.ts` does it for payments and refunds.
 */
import type { PushedMessage, ShippingOrder, ShippingUpload } from '@yifen/wechatpay';
import type { PlatformMessage, Shipment, ShippingStatement } from '../ports.ts';

type LogisticsType = ShippingUpload['logistics_type'];

const logisticsTypes: Readonly<Record<Shipment['method'], LogisticsType>> = Object.freeze({
  express: 1,
  'same-city': 2,
  virtual: 3,
  'self-pickup': 4,
});

const stages: readonly ShippingStatement['stage'][] = Object.freeze([
  'unshipped',
  'shipped',
  'received',
  'completed',
  'refunded',
  'settling',
]);

/**
 * What is entered for a shipment: the parcels that WeChat has not taken. Only express goes in several
 * parcels, and only then WeChat is told of each as it leaves.
 */
export function uploadFromShipment(shipment: Shipment): ShippingUpload {
  const { parcels, complete, transactionId, openid, method } = shipment;
  const isSplit = method === 'express' && (parcels.length > 1 || !complete);
  const pending = parcels.filter(({ reported }) => !reported);
  return {
    order_key: { order_number_type: 2, transaction_id: transactionId },
    logistics_type: logisticsTypes[method],
    delivery_mode: isSplit ? 2 : 1,
    ...(isSplit ? { is_all_delivered: complete } : {}),
    shipping_list: pending.map(({ itemDesc, carrier, trackingNo, receiverPhone }) => ({
      ...(trackingNo === null ? {} : { tracking_no: trackingNo }),
      ...(carrier === null ? {} : { express_company: carrier }),
      item_desc: itemDesc,
      ...(receiverPhone === null ? {} : { contact: { receiver_contact: receiverPhone } }),
    })),
    payer: { openid },
  };
}

/** What WeChat says of a payment's shipping when it is asked. It tells no times of receipt and settlement. */
export function statementFromShippingOrder(order: ShippingOrder): ShippingStatement {
  return Object.freeze({
    transactionId: order.transaction_id,
    stage: stages[order.order_state - 1] ?? 'unshipped',
    receivedAtMs: null,
    settlesAtMs: null,
    settledAtMs: null,
  });
}

/** What a pushed message says, in our names; nothing of a message that we do not know is kept. */
export function messageFromPush(pushed: PushedMessage): PlatformMessage {
  const key = pushed.deduplicationKey;
  switch (pushed.event) {
    case 'trade_manage_order_settlement': {
      const { message } = pushed;
      const settledAtMs = milliseconds(message.settlement_time);
      const receivedAtMs = milliseconds(message.confirm_receive_time);
      const isReceived = receivedAtMs !== null;
      const stage = settledAtMs !== null ? 'completed' : isReceived ? 'received' : 'shipped';
      return Object.freeze({
        key,
        name: pushed.event,
        kind: 'settlement',
        outTradeNo: message.merchant_trade_no,
        statement: Object.freeze({
          transactionId: message.transaction_id,
          stage,
          receivedAtMs,
          settlesAtMs: milliseconds(message.estimated_settlement_time),
          settledAtMs,
        }),
      });
    }
    case 'trade_manage_remind_shipping': {
      const { merchant_trade_no, pay_time } = pushed.message;
      return Object.freeze({
        key,
        name: pushed.event,
        kind: 'shipping-overdue',
        outTradeNo: merchant_trade_no,
        paidAtMs: pay_time * 1000,
      });
    }
    case 'trade_manage_remind_access_api':
    case 'wxa_trade_controlled':
      return Object.freeze({ key, name: pushed.event, kind: 'note', text: pushed.message.msg });
    case 'OTHER': {
      const { Event, MsgType } = pushed.message;
      const name = typeof Event === 'string' ? Event : MsgType;
      return Object.freeze({ key, name: name.slice(0, 64), kind: 'other' });
    }
  }
}

function milliseconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1000;
}
