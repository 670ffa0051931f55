import type { Shipment, ShippingMethod } from '../ledger/shipment.ts';
import type { Order, OutboxEvent, Owner } from '../ports.ts';

/** What a payer is told of by a subscribe message, once per order. */
export type PayerMessageKind = 'paid' | 'shipped';

/** A subscribe message that is to be sent, was sent, or was not taken. */
export interface PayerMessage {
  readonly merchantId: string;
  readonly orderId: string;
  readonly kind: PayerMessageKind;
  readonly openid: string;
  readonly state: 'pending' | 'sent' | 'refused' | 'expired';
  readonly createdAtMs: number;
  readonly sentAtMs: number | null;
  /** WeChat's code when it refused: 43101, the payer did not accept the template. */
  readonly problem: string | null;
  readonly nextSendAtMs: number | null;
  readonly sendCount: number;
  /** Whether an attempt ended without a word: it may have arrived. */
  readonly isUncertain: boolean;
}

/** What one commit changes of a shipment; the announcement and the payer's message go with it. */
export interface ShipmentCommit {
  readonly before: Shipment;
  /** The fields that change; `version` is counted by the store. */
  readonly patch: Partial<
    Omit<Shipment, 'merchantId' | 'orderId' | 'outTradeNo' | 'transactionId' | 'openid' | 'version'>
  >;
  readonly outbox?: readonly OutboxEvent[];
  /** Has the payer told that it is shipped; a second one changes nothing. */
  readonly message?: Pick<PayerMessage, 'kind' | 'createdAtMs'>;
}

/** One of several shipments that are written together. */
export interface ShipmentChange {
  /** As it was read; null: there was none. */
  readonly before: Shipment | null;
  /** As it shall be; its version is one more than before. */
  readonly after: Shipment;
}

/** The claim of a loop: up to `limit` due things of one merchant, whose due time moves by the lease. */
export interface DueClaim {
  readonly merchantId: string;
  readonly nowMs: number;
  readonly leaseSeconds: number;
  readonly limit: number;
}

/** What follows a payment: shipments, subscribe messages, and the payer's telephone number. */
export interface AfterPaymentStore {
  /**
   * Follows up to `limit` placed events, each once whatever the number of processes: for an `order.paid` it begins
   * the shipment that `method` names (null: none) and the message “paid” (when the order was made in
   * one of `tellsPayersOf`), in the same statement. What was announced before `sinceMs` is passed over, and so is
   * most of what was placed before the first call for this merchant.
   *
   * @returns how many events were passed
   */
  followPayments(follow: {
    readonly merchantId: string;
    readonly nowMs: number;
    readonly sinceMs: number;
    readonly limit: number;
    readonly method: ShippingMethod | null;
    readonly firstReportAtMs: number;
    /** The appids whose payers are told. */
    readonly tellsPayersOf: readonly string[];
  }): Promise<number>;
  findShipment(order: Pick<Order, 'merchantId' | 'id'>): Promise<Shipment | null>;
  /** `exists`: the order has one already, and nothing was written. */
  createShipment(shipment: Shipment): Promise<'created' | 'exists'>;
  /** One statement: `stale` changed nothing, read again and decide again. */
  commitShipment(commit: ShipmentCommit): Promise<'committed' | 'stale'>;
  /** Writes all of them or none; `stale`: one was changed or begun meanwhile, and nothing was written. */
  commitShipments(changes: readonly ShipmentChange[]): Promise<'committed' | 'stale'>;
  claimDueShipments(claim: DueClaim): Promise<readonly Shipment[]>;
  claimDueMessages(claim: DueClaim): Promise<readonly PayerMessage[]>;
  /** Writes what became of a claimed message. */
  saveMessage(
    message: PayerMessage,
    patch: Partial<
      Pick<
        PayerMessage,
        'state' | 'sentAtMs' | 'problem' | 'nextSendAtMs' | 'sendCount' | 'isUncertain'
      >
    >,
  ): Promise<void>;
  /** What the payer was told about an order. */
  listMessages(order: Pick<Order, 'merchantId' | 'id'>): Promise<readonly PayerMessage[]>;
  /** Writes once what is about no shipment, e.g. a reminder: the same id changes nothing. */
  announce(order: Pick<Order, 'merchantId' | 'id'>, event: OutboxEvent): Promise<void>;
  /** Keeps a payer's telephone number, sealed; the newest one wins. */
  savePhoneNumber(owner: Owner, sealed: string, atMs: number): Promise<void>;
  /** The sealed number, or null. */
  findPhoneNumber(owner: Owner): Promise<string | null>;
}
