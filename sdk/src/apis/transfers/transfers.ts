import { encodeSegment } from '../../core/encode-segment.ts';
import { ArgumentError } from '../../core/errors/argument-error.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { Client } from '../../http/create-client.ts';
import type { Seal } from '../../http/write-body.ts';
import { checkText } from '../checks/check-text.ts';
import { type Fields, readFields } from '../read-fields.ts';
import { requireSame } from '../require-same.ts';
import { checkOutBillNo, checkTransfer } from './check-transfer.ts';
import type {
  AcceptedTransfer,
  CancelledTransfer,
  Transfer,
  TransferKey,
  TransferReceipt,
  TransferRequest,
} from './transfer.ts';

/**
 * Merchant transfers to persons who confirm them (商家转账, since 2025).
 *
 * Transfers of a service provider for a sub-merchant (`…/mch-transfer/partner/…`) and those of an automatic receipt
 * authorization are not typed here: what of theirs differs is unconfirmed. `call` sends them, signed and verified.
 *
 * Every call throws ArgumentError before anything is sent; ApiError, NetworkError, TimeoutError, AnswerError.
 *
 * @see transfers, documents 4012716434 and 4012711988
 */
export interface TransfersApi {
  /**
   * Starts a transfer. After outcome `unknown` query by `out_bill_no`, or send the same request again; never take a
   * new number before the old one is known to have failed.
   */
  create(request: TransferRequest, options?: CallOptions): Promise<AcceptedTransfer>;
  /** Asks for a transfer. */
  query(key: TransferKey, options?: CallOptions): Promise<Transfer>;
  /** Cancels a transfer that the payee has not confirmed; the answer means *accepted*. */
  cancel(key: { readonly out_bill_no: string }, options?: CallOptions): Promise<CancelledTransfer>;
  /** Asks WeChat to write the electronic receipt of a transfer that succeeded. */
  applyReceipt(key: TransferKey, options?: CallOptions): Promise<TransferReceipt>;
  /** Asks whether the receipt is written. Check the file against `hash_value`: the download itself is not signed. */
  queryReceipt(key: TransferKey, options?: CallOptions): Promise<TransferReceipt>;
}

const root = '/v3/fund-app/mch-transfer';

/** Makes the transfer calls. */
export function createTransfers(client: Client): TransfersApi {
  return Object.freeze({
    create: async (request: TransferRequest, options?: CallOptions) => {
      checkTransfer(request);
      const { user_name, out_bill_no } = request;
      const answer = await client.call({
        method: 'POST',
        path: `${root}/transfer-bills`,
        body: (seal: Seal) =>
          user_name === undefined
            ? request
            : { ...request, user_name: seal('user_name', user_name) },
        options,
      });
      const accepted = readFields<AcceptedTransfer>(answer, acceptedFields);
      requireSame(answer, { ...accepted }, { out_bill_no });
      return accepted;
    },
    query: async (key: TransferKey, options?: CallOptions) => {
      const path = `${root}/transfer-bills/${keyPath(key)}`;
      const answer = await client.call({ method: 'GET', path, options });
      const transfer = readFields<Transfer>(answer, transferFields);
      requireSame(answer, { ...transfer }, { mch_id: client.mchid, ...key });
      return transfer;
    },
    cancel: async ({ out_bill_no }: { readonly out_bill_no: string }, options?: CallOptions) => {
      const path = `${root}/transfer-bills/${keyPath({ out_bill_no })}/cancel`;
      const answer = await client.call({ method: 'POST', path, options });
      const cancelled = readFields<CancelledTransfer>(answer, cancelledFields);
      requireSame(answer, { ...cancelled }, { out_bill_no });
      return cancelled;
    },
    applyReceipt: async (key: TransferKey, options?: CallOptions) => {
      const [kind] = keyPath(key).split('/', 1);
      const path = `${root}/elecsign/${kind}`;
      const answer = await client.call({ method: 'POST', path, body: { ...key }, options });
      return readFields<TransferReceipt>(answer, receiptFields);
    },
    queryReceipt: async (key: TransferKey, options?: CallOptions) => {
      const path = `${root}/elecsign/${keyPath(key)}`;
      const answer = await client.call({ method: 'GET', path, options });
      return readFields<TransferReceipt>(answer, receiptFields);
    },
  });
}

const acceptedFields: Fields = {
  texts: ['out_bill_no', 'transfer_bill_no', 'create_time', 'state'],
};
const transferFields: Fields = {
  texts: ['mch_id', 'out_bill_no', 'transfer_bill_no', 'appid', 'state', 'create_time'],
  integers: ['transfer_amount'],
};
const cancelledFields: Fields = { texts: ['out_bill_no', 'transfer_bill_no', 'state'] };
const receiptFields: Fields = { texts: ['state', 'create_time'] };

function keyPath({ out_bill_no, transfer_bill_no }: TransferKey): string {
  if ((out_bill_no === undefined) === (transfer_bill_no === undefined)) {
    throw new ArgumentError('out_bill_no', 'or transfer_bill_no is needed, and only one of them');
  }
  if (out_bill_no !== undefined) {
    checkOutBillNo(out_bill_no);
    return `out-bill-no/${encodeSegment('out_bill_no', out_bill_no)}`;
  }
  checkText('transfer_bill_no', transfer_bill_no);
  return `transfer-bill-no/${encodeSegment('transfer_bill_no', transfer_bill_no)}`;
}
