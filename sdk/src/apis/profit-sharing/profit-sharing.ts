import { encodeQuery } from '../../core/encode-query.ts';
import { encodeSegment } from '../../core/encode-segment.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { Client, VerifiedAnswer } from '../../http/create-client.ts';
import type { Seal } from '../../http/write-body.ts';
import type { BillTicket } from '../bills/bill-requests.ts';
import { requestBill } from '../bills/request-bill.ts';
import { checkMchid } from '../checks/check-mchid.ts';
import { checkText } from '../checks/check-text.ts';
import { checkWechatId } from '../checks/check-wechat-id.ts';
import { type Fields, readFields } from '../read-fields.ts';
import { requireSame } from '../require-same.ts';
import { checkParty, checkReceiver, checkReturn, checkShare } from './check-share.ts';
import type {
  AddedReceiver,
  AddReceiverRequest,
  DeleteReceiverRequest,
  ProfitShare,
  ProfitShareReturn,
  ReturnRequest,
  ShareRequest,
  SharingParty,
  SharingRatio,
  SharingReceiver,
  UnfreezeRequest,
  UnsplitAmount,
} from './profit-share.ts';

/**
 * Profit sharing (分账) of orders placed with `settle_info.profit_sharing`. From a minute after payment, within 30 days.
 *
 * Every call throws ArgumentError before anything is sent; ApiError, NetworkError, TimeoutError, AnswerError. After
 * outcome `unknown` query, or send the same request with the same number again.
 */
export interface ProfitSharingApi {
  /** Adds a receiver; adding it again changes nothing. */
  addReceiver(request: AddReceiverRequest, options?: CallOptions): Promise<AddedReceiver>;
  /** Removes a receiver. */
  deleteReceiver(request: DeleteReceiverRequest, options?: CallOptions): Promise<SharingReceiver>;
  /** Shares money of an order; the answer means *accepted*, query it for each receiver's `result`. */
  share(request: ShareRequest, options?: CallOptions): Promise<ProfitShare>;
  /** Asks for a sharing, also for one that unfroze the rest. */
  query(
    key: SharingParty & { readonly out_order_no: string; readonly transaction_id: string },
    options?: CallOptions,
  ): Promise<ProfitShare>;
  /** Takes shared money back from a merchant, within 180 days. */
  giveBack(request: ReturnRequest, options?: CallOptions): Promise<ProfitShareReturn>;
  /** Asks for a return. */
  queryReturn(
    key: SharingParty & { readonly out_return_no: string; readonly out_order_no: string },
    options?: CallOptions,
  ): Promise<ProfitShareReturn>;
  /** Ends the sharing of an order: what is left goes to its merchant. */
  unfreeze(request: UnfreezeRequest, options?: CallOptions): Promise<ProfitShare>;
  /** Asks what of an order can be shared still. */
  queryUnsplit(
    key: { readonly transaction_id: string },
    options?: CallOptions,
  ): Promise<UnsplitAmount>;
  /** Asks how much a sub-merchant lets the service provider share. Service providers only. */
  queryRatio(key: { readonly sub_mchid: string }, options?: CallOptions): Promise<SharingRatio>;
  /**
   * Asks where the bill of a Beijing day is, at most three months ago; `tar_type: 'GZIP'` for a compressed one.
   * `bills.download` fetches and unpacks it, and checks the hash.
   */
  requestBill(
    day: SharingParty & { readonly bill_date: string; readonly tar_type?: 'GZIP' },
    options?: CallOptions,
  ): Promise<BillTicket>;
}

const root = '/v3/profitsharing';

/** Makes the profit-sharing calls of a merchant or service provider. */
export function createProfitSharing(client: Client): ProfitSharingApi {
  const post = (path: string, body: object, options: CallOptions | undefined) =>
    client.call({ method: 'POST', path: `${root}/${path}`, body, options });
  const get = (path: string, options: CallOptions | undefined) =>
    client.call({ method: 'GET', path: `${root}/${path}`, options });

  return Object.freeze({
    addReceiver: async (request: AddReceiverRequest, options?: CallOptions) => {
      checkParty(request);
      checkText('appid', request.appid, 32);
      checkReceiver(request);
      const body = (seal: Seal) => sealName(request, seal);
      const answer = await post('receivers/add', body, options);
      const { type, account } = request;
      const receiver = readFields<AddedReceiver>(answer, addedFields);
      requireSame(answer, { ...receiver }, { type, account });
      return receiver;
    },
    deleteReceiver: async (request: DeleteReceiverRequest, options?: CallOptions) => {
      checkParty(request);
      checkText('appid', request.appid, 32);
      checkReceiver(request);
      return readFields<SharingReceiver>(
        await post('receivers/delete', request, options),
        receiverFields,
      );
    },
    share: async (request: ShareRequest, options?: CallOptions) => {
      checkShare(request);
      const body = (seal: Seal) => ({
        ...request,
        receivers: request.receivers.map((receiver, index) =>
          sealName(receiver, seal, `receivers[${index}].`),
        ),
      });
      return readShare(await post('orders', body, options), request);
    },
    query: async (
      key: SharingParty & { readonly out_order_no: string; readonly transaction_id: string },
      options?: CallOptions,
    ) => {
      const { out_order_no, transaction_id, sub_mchid } = key;
      checkParty(key);
      checkText('out_order_no', out_order_no);
      checkWechatId('transaction_id', transaction_id);
      const query = encodeQuery({ sub_mchid, transaction_id });
      const path = `orders/${encodeSegment('out_order_no', out_order_no)}${query}`;
      return readShare(await get(path, options), key);
    },
    giveBack: async (request: ReturnRequest, options?: CallOptions) => {
      checkReturn(request);
      const { out_return_no, return_mchid, amount } = request;
      return readReturn(await post('return-orders', request, options), {
        out_return_no,
        return_mchid,
        amount,
      });
    },
    queryReturn: async (
      key: SharingParty & { readonly out_return_no: string; readonly out_order_no: string },
      options?: CallOptions,
    ) => {
      const { out_return_no, out_order_no, sub_mchid } = key;
      checkParty(key);
      checkText('out_return_no', out_return_no);
      checkText('out_order_no', out_order_no);
      const query = encodeQuery({ sub_mchid, out_order_no });
      const path = `return-orders/${encodeSegment('out_return_no', out_return_no)}${query}`;
      return readReturn(await get(path, options), { out_return_no, out_order_no });
    },
    unfreeze: async (request: UnfreezeRequest, options?: CallOptions) => {
      checkParty(request);
      checkWechatId('transaction_id', request.transaction_id);
      checkText('out_order_no', request.out_order_no);
      checkText('description', request.description);
      return readShare(await post('orders/unfreeze', request, options), request);
    },
    queryUnsplit: async (key: { readonly transaction_id: string }, options?: CallOptions) => {
      const { transaction_id } = key;
      checkWechatId('transaction_id', transaction_id);
      const path = `transactions/${encodeSegment('transaction_id', transaction_id)}/amounts`;
      const answer = await get(path, options);
      const amount = readFields<UnsplitAmount>(answer, {
        texts: ['transaction_id'],
        integers: ['unsplit_amount'],
      });
      requireSame(answer, { ...amount }, { transaction_id });
      return amount;
    },
    queryRatio: async ({ sub_mchid }: { readonly sub_mchid: string }, options?: CallOptions) => {
      checkMchid('sub_mchid', sub_mchid);
      const answer = await get(`merchant-configs/${sub_mchid}`, options);
      const ratio = readFields<SharingRatio>(answer, {
        texts: ['sub_mchid'],
        integers: ['max_ratio'],
      });
      requireSame(answer, { ...ratio }, { sub_mchid });
      return ratio;
    },
    requestBill: async (
      day: SharingParty & { readonly bill_date: string; readonly tar_type?: 'GZIP' },
      options?: CallOptions,
    ) => {
      const { bill_date, tar_type, sub_mchid } = day;
      checkParty(day);
      const query = { sub_mchid, bill_date, tar_type };
      return requestBill(client, '/v3/profitsharing/bills', query, options);
    },
  });
}

const receiverFields: Fields = { texts: ['type', 'account'] };
const addedFields: Fields = { texts: ['type', 'account', 'relation_type'] };
const shareFields: Fields = {
  texts: ['transaction_id', 'out_order_no', 'order_id', 'state'],
  lists: { receivers: { texts: ['type', 'account', 'result'], integers: ['amount'] } },
};
const returnFields: Fields = {
  texts: ['order_id', 'out_order_no', 'out_return_no', 'return_id', 'return_mchid', 'result'],
  integers: ['amount'],
};

function readShare(
  answer: VerifiedAnswer,
  { transaction_id, out_order_no }: { transaction_id: string; out_order_no: string },
): ProfitShare {
  const share = readFields<ProfitShare>(answer, shareFields);
  requireSame(answer, { ...share }, { transaction_id, out_order_no });
  return share;
}

function readReturn(
  answer: VerifiedAnswer,
  asked: { readonly [name: string]: string | number },
): ProfitShareReturn {
  const found = readFields<ProfitShareReturn>(answer, returnFields);
  requireSame(answer, { ...found }, asked);
  return found;
}

function sealName<Receiver extends { readonly name?: string }>(
  receiver: Receiver,
  seal: Seal,
  prefix = '',
): Receiver {
  const { name } = receiver;
  return name === undefined ? receiver : { ...receiver, name: seal(`${prefix}name`, name) };
}
