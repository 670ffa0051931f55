import type { Generated, JSONColumnType } from 'kysely';
import type { Parcel } from '../ledger/shipment.ts';

/** How orders are shipped. */
export interface ShipmentTable {
  merchant_id: string;
  order_id: string;
  out_trade_no: string;
  transaction_id: string;
  openid: string;
  method: string;
  parcels: JSONColumnType<Parcel[]>;
  complete: boolean;
  state: string;
  changes: number;
  requested_by: string;
  requested_at_ms: number;
  reported_at_ms: number | null;
  problem: string | null;
  stage: string | null;
  asked_at_ms: number | null;
  received_at_ms: number | null;
  settles_at_ms: number | null;
  settled_at_ms: number | null;
  next_report_at_ms: number | null;
  report_count: number;
  version: number;
}

/** The subscribe messages that payers were sent, or are to be. */
export interface MessageTable {
  merchant_id: string;
  order_id: string;
  kind: string;
  openid: string;
  state: string;
  created_at_ms: number;
  sent_at_ms: number | null;
  problem: string | null;
  next_send_at_ms: number | null;
  send_count: Generated<number>;
  uncertain: Generated<boolean>;
}
