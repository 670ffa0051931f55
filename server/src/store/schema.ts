// More than 250 lines: it is one list, of all tables.
import type { Generated, JSONColumnType, Selectable } from 'kysely';
import type { OrderItem } from '../ledger/order.ts';
import type { DeliveryAttempt } from '../ledger/webhook.ts';
import type { EndpointSecret } from '../ports.ts';
import type { MessageTable, ShipmentTable } from './after-payment-tables.ts';
import type {
  ApiKeyRow,
  MerchantKeyRow,
  MerchantTable,
  MiniProgramRow,
  ProgramSettingsTable,
} from './merchant-tables.ts';
import type {
  ConsoleSessionRow,
  MembershipRow,
  SignInAttemptsRow,
  SignInLinkRow,
  UserRow,
} from './people-tables.ts';
import type { DifferenceRow, ReconciliationRow } from './reconciliation-row.ts';

/** The tables as Kysely sees them; `migrations/` is what makes them. Never leaves `store`. */
export interface Schema {
  sessions: SessionRow;
  payers: PayerTable;
  products: ProductTable;
  orders: OrderTable;
  order_events: OrderEventRow;
  idempotency_keys: IdempotencyRow;
  evidence: EvidenceRow;
  outbox: OutboxTable;
  refunds: RefundTable;
  attempts: AttemptRow;
  refund_events: RefundEventRow;
  audit_lines: AuditRow;
  webhook_endpoints: WebhookEndpointTable;
  deliveries: DeliveryTable;
  reconciliations: ReconciliationTable;
  differences: DifferenceRow;
  shipments: ShipmentTable;
  payer_messages: MessageTable;
  api_keys: ApiKeyRow;
  merchants: MerchantTable;
  mini_programs: MiniProgramRow;
  mini_program_settings: ProgramSettingsTable;
  merchant_keys: MerchantKeyRow;
  users: UserRow;
  memberships: MembershipRow;
  console_sessions: ConsoleSessionRow;
  sign_in_links: SignInLinkRow;
  sign_in_attempts: SignInAttemptsRow;
}

interface ReconciliationTable extends Omit<ReconciliationRow, 'open_differences' | 'totals'> {
  totals: JSONColumnType<NonNullable<ReconciliationRow['totals']>> | null;
}

export interface AuditRow {
  merchant_id: string;
  number: number;
  at_ms: number;
  actor: string;
  action: string;
  subject: string | null;
  details: string;
  request_id: string | null;
  previous_hash: string;
  hash: string;
}

export interface SessionRow {
  token_digest: string;
  merchant_id: string;
  appid: string;
  openid: string;
  unionid: string | null;
  sealed_session_key: string;
  created_at_ms: number;
  expires_at_ms: number;
}

interface PayerTable {
  merchant_id: string;
  openid: string;
  /** Null: the payer did not ask us to keep it. */
  sealed_phone_number: Generated<string | null>;
  phone_number_at_ms: Generated<number | null>;
}

export type ProductRow = Selectable<ProductTable>;

interface ProductTable {
  merchant_id: string;
  id: string;
  position: number;
  name: string;
  description: string;
  price_fen: number;
  stock: number | null;
  image_url: string | null;
  active: boolean;
  /** Pieces sold beyond the stock, by money that came late; the database counts them. */
  oversold: Generated<number>;
}

interface OrderTable {
  merchant_id: string;
  id: string;
  out_trade_no: string;
  appid: string;
  mchid: string;
  openid: string;
  state: string;
  /** The number of the history line that led to `state`. */
  last_event: number;
  amount_fen: number;
  description: string;
  items: JSONColumnType<OrderItem[]>;
  notify_url: string;
  created_at_ms: number;
  expires_at_ms: number;
  prepay_id: string | null;
  prepaid_at_ms: number | null;
  transaction_id: string | null;
  paid_at_ms: number | null;
  asked_at_ms: number | null;
  next_poll_at_ms: number | null;
  poll_count: number;
  version: number;
}

export interface OrderEventRow {
  merchant_id: string;
  order_id: string;
  number: number;
  previous_number: number | null;
  from_state: string | null;
  name: string;
  to_state: string;
  at_ms: number;
  note: string | null;
}

interface IdempotencyRow {
  merchant_id: string;
  openid: string;
  key: string;
  input_digest: string;
  order_id: string;
}

export interface EvidenceRow {
  merchant_id: string;
  id: string;
  order_id: string;
  /** The refund that it speaks of or, as money that goes back, that it led to; null: neither. */
  refund_id: string | null;
  source: 'notification' | 'query';
  timestamp: string;
  nonce: string;
  serial: string;
  signature: string;
  body: Buffer;
  received_at_ms: number;
}

interface AttemptRow {
  merchant_id: string;
  out_trade_no: string;
  order_id: string;
  amount_fen: number;
  superseded_at_ms: number;
}

interface RefundTable {
  merchant_id: string;
  id: string;
  order_id: string;
  out_trade_no: string;
  transaction_id: string;
  out_refund_no: string;
  kind: string;
  state: string;
  /** The number of the history line that led to `state`. */
  last_event: number;
  amount_fen: number;
  total_fen: number;
  reason: string;
  notify_url: string;
  requested_by: string;
  approved_by: string | null;
  requested_at_ms: number;
  sent_at_ms: number | null;
  wechat_refund_id: string | null;
  accepted_at_ms: number | null;
  succeeded_at_ms: number | null;
  received_by: string | null;
  problem: string | null;
  next_poll_at_ms: number | null;
  poll_count: number;
  version: number;
  idempotency_key: string | null;
  input_digest: string | null;
}

interface RefundEventRow {
  merchant_id: string;
  refund_id: string;
  number: number;
  previous_number: number | null;
  from_state: string | null;
  name: string;
  to_state: string;
  at_ms: number;
  by: string;
  note: string | null;
}

interface OutboxTable {
  merchant_id: string;
  id: string;
  order_id: string;
  type: string;
  at_ms: number;
  payload: JSONColumnType<Record<string, unknown>>;
  /** Its place among the merchant's events; null until it has one. */
  position: Generated<number | null>;
}

interface WebhookEndpointTable {
  merchant_id: string;
  id: string;
  url: string;
  description: string;
  event_types: string[];
  state: string;
  disabled_because: string | null;
  secrets: JSONColumnType<EndpointSecret[]>;
  created_at_ms: number;
  version: number;
}

interface DeliveryTable {
  merchant_id: string;
  endpoint_id: string;
  position: number;
  event_id: string;
  event_type: string;
  order_id: string;
  state: string;
  attempt_count: number;
  tries: number;
  next_attempt_at_ms: number | null;
  leased_until_ms: number;
  created_at_ms: number;
  finished_at_ms: number | null;
  attempts: JSONColumnType<DeliveryAttempt[]>;
}
