import type { FaultOperation } from '../../faults/fault.ts';
import type { BillRoom } from '../../platform/bill-room.ts';
import type { CombineBook } from '../../platform/combine-book.ts';
import type { ComplaintRoom } from '../../platform/complaint-room.ts';
import type { KeyRoom } from '../../platform/key-room.ts';
import type { MediaRoom } from '../../platform/media-room.ts';
import type { SimulatorMerchant } from '../../platform/merchant.ts';
import type { Notifier } from '../../platform/notifier.ts';
import type { OrderBook } from '../../platform/order-book.ts';
import type { ReceiptRoom } from '../../platform/receipt-room.ts';
import type { RefundBook } from '../../platform/refund-book.ts';
import { paramError } from '../../platform/refusal.ts';
import type { SeededRandom } from '../../platform/seeded-random.ts';
import type { SharingBook } from '../../platform/sharing-book.ts';
import type { TransferBook } from '../../platform/transfer-book.ts';
import type { WireRequest } from '../wire.ts';

/** What the operations act on. */
export interface OperationWorld {
  readonly merchant: SimulatorMerchant;
  readonly orders: OrderBook;
  readonly combined: CombineBook;
  readonly refunds: RefundBook;
  readonly bills: BillRoom;
  readonly media: MediaRoom;
  readonly sharing: SharingBook;
  readonly transfers: TransferBook;
  readonly receipts: ReceiptRoom;
  readonly complaints: ComplaintRoom;
  readonly notifier: Notifier;
  readonly keys: KeyRoom;
  readonly random: SeededRandom;
}

/** An authenticated call: path and query parameters decoded, the body raw. */
export interface OperationCall {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The merchant certificate that signed the request: what comes back encrypted is for it. */
  readonly merchantSerial: string;
}

/** What an endpoint answers: JSON (200), nothing (204), or a file without signature. */
export interface Reply {
  readonly json?: unknown;
  readonly file?: { readonly contentType: string; readonly bytes: Buffer };
  /** The answer waits for this. */
  readonly until?: Promise<void>;
}

/** One endpoint of the APIv3. */
export interface Operation {
  readonly name: FaultOperation;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: RegExp;
  /** Whether a missing User-Agent or Accept is refused before authentication. */
  readonly wantsUserAgent?: boolean;
  /** The bytes under the signature, when they are not the whole body. */
  readonly signedBody?: (request: WireRequest) => Buffer;
  /** @throws Refusal */
  readonly run: (call: OperationCall, world: OperationWorld) => Reply;
}

/** Refuses a call that names another merchant than its `Authorization`. @throws Refusal */
export function refuseOtherMerchant(mchid: unknown, merchant: SimulatorMerchant): void {
  if (mchid !== merchant.mchid) {
    throw paramError('http header中的mchid与post payload中的mchid不匹配');
  }
}

/** Reads a body that must be a JSON object in UTF-8. @throws Refusal */
export function readJson(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ...value };
    }
  } catch {
    // Falls through to the one answer for every body that is not a JSON object.
  }
  throw paramError('请求体不是合法的 JSON 对象', { location: 'body' });
}
