/**
 * What a merchant's systems are told, by webhook and in the feed of events, as types.
 *
 * Every event has one id and one body, however often it is delivered. Money is integer fen, times are
 * RFC 3339. New types and new fields may come: let the ones you do not know pass.
 */

/** The data of each type of event. */
export interface EventData {
  /** The money is there, on WeChat's verified word. */
  'order.paid': OrderPaid;
  /** Nothing is to be paid under it any more; `returned` when late money went back in full. */
  'order.closed': OrderFact & { readonly returned?: true };
  /** Money came too late for the order and goes back by itself. */
  'order.refunding': OrderPaid;
  /** WeChat's verified word disagrees with the order: a person decides. */
  'order.disputed': OrderFact & { readonly disagreements: readonly string[] };
  /** It was paid once more, under a number that it has given up; that money goes back by itself. */
  'order.surplus': OrderFact & { readonly transactionId: string };
  /** The money is back with the payer. */
  'refund.succeeded': RefundFact;
  /** No money goes back under this number; the amount can be refunded anew. */
  'refund.closed': RefundFact;
  /** WeChat cannot deliver the money; `advice` says what to do. */
  'refund.abnormal': RefundFact;
  /** WeChat's verified word disagrees with the refund: a person decides. */
  'refund.disputed': RefundFact;
  /** WeChat knows of the shipment. */
  'shipment.reported': ShipmentFact;
  /** WeChat refuses to take the shipment; `problem` is its code. */
  'shipment.refused': ShipmentFact;
  /** The payer confirmed, or WeChat did after its time. */
  'shipment.received': ShipmentFact;
  /** The money of the order can be drawn. */
  'shipment.settled': ShipmentFact;
  /** It was paid 48 hours ago and WeChat knows of no shipment. */
  'shipment.overdue': OrderFact & { readonly transactionId: string; readonly paidAt: string };
  /** The books of a day were compared with WeChat's bill. */
  'reconciliation.finished': ReconciliationFact;
  /** Somebody tested the endpoint; it is in no feed. */
  'webhook.test': { readonly endpointId: string; readonly merchantId: string };
}

/** The body of a webhook, and one item of the feed; `type` says which data it has. */
export type MerchantEvent = {
  readonly [Type in keyof EventData]: {
    /** The same as in the header `webhook-id`: keep it, and do nothing twice. */
    readonly id: string;
    readonly type: Type;
    readonly timestamp: string;
    readonly data: EventData[Type];
  };
}[keyof EventData];

/** Which order an event is about; `amountFen` is what is, or was, to be paid. */
export interface OrderFact {
  readonly orderId: string;
  readonly outTradeNo: string;
  readonly amountFen: number;
}

/** An order and the payment that came for it. */
export interface OrderPaid extends OrderFact {
  /** WeChat's number of the payment. */
  readonly transactionId: string;
  /** When WeChat took the money. */
  readonly paidAt: string;
  /** It came after we had begun to close the order. */
  readonly late: boolean;
}

/** A refund as it was when the event was announced. */
export interface RefundFact {
  readonly refundId: string;
  readonly outRefundNo: string;
  readonly orderId: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  /** `asked` by somebody; by itself, of `late` money or of a `surplus`; made in WeChat's `console` and found in its bill. */
  readonly kind: 'asked' | 'late' | 'surplus' | 'console';
  readonly amountFen: number;
  /** What was paid in all. */
  readonly totalFen: number;
  readonly reason: string;
  readonly succeededAt: string | null;
  /** WeChat's code that keeps it from moving. */
  readonly problem: string | null;
  /** What a person should do. */
  readonly advice: { readonly zh: string; readonly en: string } | null;
}

/** A shipment as it was when the event was announced. */
export interface ShipmentFact {
  readonly orderId: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly method: string;
  readonly parcels: readonly {
    readonly itemDesc: string;
    readonly carrier: string | null;
    readonly trackingNo: string | null;
  }[];
  readonly stage: string | null;
  readonly receivedAt: string | null;
  readonly settledAt: string | null;
  readonly problem: string | null;
}

/** What became of comparing one bill of one Beijing day. */
export interface ReconciliationFact {
  readonly day: string;
  readonly bill: 'trade' | 'fund-flow';
  /** Lines where the books disagree and a person must look. */
  readonly differences: number;
  /** Lines that were put right by themselves, by WeChat's signed answers to what the bill led to ask. */
  readonly healed: number;
  /** Counts and sums of both books, in fen; null when WeChat has no bill of that day. */
  readonly totals: Readonly<Record<string, number>> | null;
}
